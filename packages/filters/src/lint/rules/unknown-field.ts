import type { FieldRule } from '../rule.js';

/** A name that no stream record has: `eventname`, `dynamodb.newImage`. */
export const unknownField: FieldRule = (field, way) => {
  if (way.kind !== 'unknown field') return [];
  const last = way.name.split('.').at(-1) ?? '';
  const meant = way.known.find((name) => name.toLowerCase() === last.toLowerCase());
  return [
    {
      code: 'UNKNOWN_FIELD',
      severity: 'warning',
      path: field.place,
      message: `No record of a DynamoDB stream has "${way.name}", so this never matches`,
      mend: meant === undefined ? `Use one of ${way.known.join(', ')}.` : `Write "${meant}".`,
    },
  ];
};
