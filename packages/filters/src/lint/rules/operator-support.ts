import type { Matcher } from '../../operators/matcher.js';
import type { Pattern } from '../../pattern/pattern.js';
import type { FieldRule, PatternRule } from '../rule.js';
import type { FilterWarning } from '../warning.js';

/** An operator of AWS's engine that Lambda's documentation does not list, or of which no record is at hand. */
export const operatorSupport: FieldRule = (field) =>
  field.matchers.flatMap((matcher, index) => {
    const sureness = surenessOf(matcher);
    return sureness === 'listed'
      ? []
      : [warn(nameOf(matcher), `${field.place}[${index}]`, sureness)];
  });

/** The same for `$or`. */
export const orSupport: PatternRule = (pattern) =>
  orPlaces(pattern).map((place) => warn('$or', place, 'unconfirmed'));

type Sureness = 'listed' | 'unconfirmed' | 'not listed';

function surenessOf({ operator, inner }: Matcher): Sureness {
  if (inner !== undefined) return 'not listed';
  switch (operator) {
    case 'equals':
    case 'prefix':
    case 'anything-but':
    case 'numeric':
    case 'exists':
      return 'listed';
    case 'suffix':
    case 'equals-ignore-case':
      return 'unconfirmed';
    case 'exactly':
    case 'wildcard':
    case 'cidr':
      return 'not listed';
  }
}

function nameOf({ operator, inner }: Matcher): string {
  return inner === undefined ? operator : `${inner} inside ${operator}`;
}

function warn(name: string, path: string, sureness: Exclude<Sureness, 'listed'>): FilterWarning {
  return sureness === 'not listed'
    ? {
        code: 'OPERATOR_NOT_CONFIRMED',
        severity: 'warning',
        path,
        message: `AWS's engine knows ${name}, but Lambda's list of operators does not name it`,
        mend: 'Try it in your account before you rely on it, or use equals, prefix, anything-but, numeric or exists.',
      }
    : {
        code: 'OPERATOR_NOT_CONFIRMED',
        severity: 'note',
        path,
        message: `AWS's engine knows ${name}; that Lambda accepts it was not confirmed by a recording`,
        mend: 'Try it in your account once.',
      };
}

function orPlaces(pattern: Pattern): readonly string[] {
  return pattern.flatMap((condition) =>
    condition.kind === 'or' ? [condition.place, ...condition.branches.flatMap(orPlaces)] : [],
  );
}
