import { LambdaApiError } from './lambda-api-error.js';

/** What a member of a request may be. Ranges from AWS's service model. */
type Constraint =
  | { readonly kind: 'integer'; readonly least: number; readonly most: number }
  | { readonly kind: 'boolean' }
  | { readonly kind: 'text'; readonly least: number; readonly most: number }
  | { readonly kind: 'choice'; readonly of: readonly string[] }
  | { readonly kind: 'choices'; readonly of: readonly string[]; readonly most: number };

const constraints: Readonly<Record<string, Constraint>> = {
  FunctionName: { kind: 'text', least: 1, most: 256 },
  Enabled: { kind: 'boolean' },
  BatchSize: { kind: 'integer', least: 1, most: 10_000 },
  MaximumBatchingWindowInSeconds: { kind: 'integer', least: 0, most: 300 },
  ParallelizationFactor: { kind: 'integer', least: 1, most: 10 },
  StartingPosition: { kind: 'choice', of: ['LATEST', 'AT_TIMESTAMP', 'TRIM_HORIZON'] },
  MaximumRecordAgeInSeconds: { kind: 'integer', least: -1, most: 604_800 },
  MaximumRetryAttempts: { kind: 'integer', least: -1, most: 10_000 },
  BisectBatchOnFunctionError: { kind: 'boolean' },
  TumblingWindowInSeconds: { kind: 'integer', least: 0, most: 900 },
  FunctionResponseTypes: { kind: 'choices', of: ['ReportBatchItemFailures'], most: 1 },
};

/**
 * Checks a request's members one by one, as AWS does before it looks at what they mean together.
 *
 * @throws LambdaApiError `ValidationException` naming every member out of range, or
 *   `SerializationException` for one of another type.
 */
export function checkConstraints(request: object): void {
  const found: string[] = [];
  for (const [member, constraint] of Object.entries(constraints)) {
    const value = (request as Readonly<Record<string, unknown>>)[member];
    if (value === undefined || value === null) continue;
    checkType(member, value, constraint);
    const must = violation(value, constraint);
    if (must !== undefined) found.push(sentence(value, camelCase(member), must));
  }
  refuse(found);
}

/** The form of all of AWS's constraint texts. @throws LambdaApiError when there is any. */
export function refuse(found: readonly string[]): void {
  if (found.length === 0) return;
  const errors = found.length === 1 ? '1 validation error' : `${found.length} validation errors`;
  throw new LambdaApiError('ValidationException', `${errors} detected: ${found.join('; ')}`);
}

export function sentence(value: unknown, member: string, must: string): string {
  return `Value '${String(value)}' at '${member}' failed to satisfy constraint: Member must ${must}`;
}

function violation(value: unknown, constraint: Constraint): string | undefined {
  switch (constraint.kind) {
    case 'boolean':
      return undefined;
    case 'integer':
      if (Number(value) < constraint.least) {
        return `have value greater than or equal to ${constraint.least}`;
      }
      if (Number(value) > constraint.most) {
        return `have value less than or equal to ${constraint.most}`;
      }
      return undefined;
    case 'text':
      return lengthViolation(String(value).length, constraint.least, constraint.most);
    case 'choice':
      return constraint.of.includes(String(value))
        ? undefined
        : `satisfy enum value set: [${constraint.of.join(', ')}]`;
    case 'choices': {
      const list = value as readonly unknown[];
      if (list.some((entry) => !constraint.of.includes(String(entry)))) {
        return `satisfy constraint: [Member must satisfy enum value set: [${constraint.of.join(', ')}]]`;
      }
      return lengthViolation(list.length, 0, constraint.most);
    }
  }
}

function lengthViolation(length: number, least: number, most: number): string | undefined {
  if (length < least) return `have length greater than or equal to ${least}`;
  if (length > most) return `have length less than or equal to ${most}`;
  return undefined;
}

function checkType(member: string, value: unknown, constraint: Constraint): void {
  if (hasType(value, constraint)) return;
  throw new LambdaApiError(
    'SerializationException',
    `${member} has a value of another type: ${JSON.stringify(value)}. It takes ${typeNames[constraint.kind]}.`,
  );
}

const typeNames: Readonly<Record<Constraint['kind'], string>> = {
  integer: 'a whole number',
  boolean: 'true or false',
  text: 'text',
  choice: 'text',
  choices: 'a list of text',
};

function hasType(value: unknown, { kind }: Constraint): boolean {
  switch (kind) {
    case 'integer':
      return Number.isInteger(value);
    case 'boolean':
      return typeof value === 'boolean';
    case 'text':
    case 'choice':
      return typeof value === 'string';
    case 'choices':
      return Array.isArray(value);
  }
}

function camelCase(member: string): string {
  return member.charAt(0).toLowerCase() + member.slice(1);
}
