import { record, type Values } from './plan-file.js';

/** One permission of a policy: an effect on one action and one resource, under conditions. */
export interface Grant {
  readonly effect: string;
  readonly action: string;
  readonly resource: string;
  /** Principal and condition as text, since only their being equal matters. */
  readonly terms: string;
}

/** @returns undefined for text that is no policy document. */
export function grantsOf(policy: unknown): readonly Grant[] | undefined {
  if (typeof policy !== 'string') return undefined;
  let document: unknown;
  try {
    document = JSON.parse(policy);
  } catch {
    return undefined;
  }
  const statements = record(document)?.['Statement'];
  if (statements === undefined) return undefined;
  return [statements].flat().flatMap((statement) => grantsOfStatement(record(statement) ?? {}));
}

function grantsOfStatement(statement: Values): readonly Grant[] {
  const terms = JSON.stringify([statement['Principal'], statement['Condition']]);
  const actions = texts(statement['Action'] ?? inverse(statement['NotAction']));
  const resources = texts(statement['Resource'] ?? inverse(statement['NotResource']));
  return actions.flatMap((action) =>
    (resources.length === 0 ? [''] : resources).map((resource) => ({
      effect: String(statement['Effect']),
      action,
      resource,
      terms,
    })),
  );
}

/** "All but" is as wide as all, for all that a reviewer needs to know. */
function inverse(list: unknown): unknown {
  return list === undefined ? undefined : '*';
}

function texts(value: unknown): readonly string[] {
  return [value]
    .flat()
    .filter((item) => item !== undefined)
    .map(String);
}

/** Permissions that `after` gives and `before` did not: new allowances, and denials taken back. */
export function widenings(before: readonly Grant[], after: readonly Grant[]): readonly Grant[] {
  const gained = allowances(after).filter(
    (grant) => !allowances(before).some((held) => covers(held, grant)),
  );
  const freed = denials(before).filter(
    (grant) => !denials(after).some((held) => covers(held, grant)),
  );
  return [...gained, ...freed];
}

/** Permissions that `before` gave and `after` does not. */
export function withdrawals(before: readonly Grant[], after: readonly Grant[]): readonly Grant[] {
  return allowances(before).filter(
    (grant) => !allowances(after).some((held) => covers(held, grant)),
  );
}

const allowances = (grants: readonly Grant[]): readonly Grant[] =>
  grants.filter(({ effect }) => effect === 'Allow');
const denials = (grants: readonly Grant[]): readonly Grant[] =>
  grants.filter(({ effect }) => effect === 'Deny');

function covers(held: Grant, wanted: Grant): boolean {
  return (
    // IAM reads actions without regard to case.
    isLike(held.action.toLowerCase(), wanted.action.toLowerCase()) &&
    isLike(held.resource, wanted.resource) &&
    (held.terms === wanted.terms || held.terms === '[null,null]')
  );
}

/** Whether IAM's pattern, with * and ?, matches the whole of a text. */
function isLike(pattern: string, value: string): boolean {
  const expression = pattern
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${expression}$`, 's').test(value);
}
