/** A statement of a policy document, as it stands in a synthesized file. */
export interface Statement {
  readonly Sid: string;
  readonly Effect: 'Allow' | 'Deny';
  readonly Action: readonly string[];
  readonly Resource: string | readonly string[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

export interface IamRequest {
  readonly action: string;
  readonly resource: string;
  /** Condition keys that the request carries; one that is missing matches nothing. */
  readonly context?: Readonly<Record<string, string>>;
}

export function statementsOf(policy: unknown): readonly Statement[] {
  return (JSON.parse(String(policy)) as { Statement: readonly Statement[] }).Statement;
}

/**
 * Whether one identity's policy lets a request through: no Deny matches, and an Allow does. Only
 * what the policies here are written with; IAM User Guide, "Policy evaluation logic".
 */
export function isAllowed(statements: readonly Statement[], request: IamRequest): boolean {
  const matching = statements.filter((statement) => matches(statement, request));
  return (
    matching.some(({ Effect }) => Effect === 'Allow') &&
    !matching.some(({ Effect }) => Effect === 'Deny')
  );
}

function matches(statement: Statement, { action, resource, context = {} }: IamRequest): boolean {
  return (
    statement.Action.some((pattern) => isLike(pattern, action)) &&
    [statement.Resource].flat().some((pattern) => isLike(pattern, resource)) &&
    Object.entries(statement.Condition ?? {}).every(([operator, keys]) =>
      Object.entries(keys).every(([key, expected]) =>
        holds(operator, [expected].flat().map(String), context[key]),
      ),
    )
  );
}

function holds(operator: string, expected: readonly string[], value: string | undefined): boolean {
  if (value === undefined) return false;
  if (operator === 'StringEquals') return expected.includes(value);
  if (operator === 'ArnLike') return expected.some((pattern) => isLike(pattern, value));
  throw new Error(`this evaluation does not know the operator ${operator}`);
}

/** An asterisk stands for any text, slashes and colons included. */
function isLike(pattern: string, text: string): boolean {
  const parts = pattern.split('*').map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*')}$`).test(text);
}
