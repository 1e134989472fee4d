import type { FieldRule } from '../rule.js';

const eventNames: readonly unknown[] = ['INSERT', 'MODIFY', 'REMOVE'];

/** An event that DynamoDB does not know: `UPDATE`, `insert`. */
export const unknownEventName: FieldRule = (field) => {
  if (field.path !== 'eventName') return [];
  const unknown = field.matchers
    .map(({ equalTo }) => equalTo)
    .filter((name) => name !== undefined && !eventNames.includes(name));
  return unknown.map((name) => ({
    code: 'UNKNOWN_EVENT_NAME',
    severity: 'warning',
    path: field.place,
    message: `There is no event ${JSON.stringify(name)}`,
    mend: 'The events are "INSERT", "MODIFY" and "REMOVE", in capitals.',
  }));
};
