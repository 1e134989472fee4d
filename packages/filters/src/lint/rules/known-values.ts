import type { Matcher } from '../../operators/matcher.js';
import type { FieldRule } from '../rule.js';
import type { FilterWarning } from '../warning.js';

/** Fields that have one of a few values in every record. */
const known: Readonly<Record<string, readonly string[]>> = {
  eventName: ['INSERT', 'MODIFY', 'REMOVE'],
  eventSource: ['aws:dynamodb'],
  'userIdentity.type': ['Service'],
  'userIdentity.principalId': ['dynamodb.amazonaws.com'],
  'dynamodb.StreamViewType': ['KEYS_ONLY', 'NEW_IMAGE', 'OLD_IMAGE', 'NEW_AND_OLD_IMAGES'],
};

/** Asks for something that no record has there: the event `UPDATE`, the identity `service`. */
export const knownValues: FieldRule = (field) => {
  const values = Object.hasOwn(known, field.path) ? known[field.path] : undefined;
  if (values === undefined) return [];
  return field.matchers
    .filter((matcher) => asksForText(matcher) && !values.some((value) => matcher.test(value)))
    .map(
      ({ wants }): FilterWarning => ({
        code: field.path === 'eventName' ? 'UNKNOWN_EVENT_NAME' : 'UNKNOWN_VALUE',
        severity: 'warning',
        path: field.place,
        message: `${field.path} is never ${wants}`,
        mend: `It is ${values.map((value) => JSON.stringify(value)).join(' or ')}, in just these letters.`,
      }),
    );
};

/** What asks for another type is told so by its own rule; to ask for an absent identity is sound. */
function asksForText({ numbers, equalTo, matchesAbsence }: Matcher): boolean {
  return (
    numbers === undefined &&
    matchesAbsence !== true &&
    (equalTo === undefined || typeof equalTo === 'string')
  );
}
