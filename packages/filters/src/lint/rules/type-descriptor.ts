import type { FieldRule } from '../rule.js';
import type { FilterWarning } from '../warning.js';

/**
 * A way through an image that does not end at a value: images hold attributes as
 * `{"S": "text"}`, and only the text can match.
 */
export const typeDescriptor: FieldRule = (field, way) => {
  if (way.kind !== 'attribute' || way.valueType !== undefined) return [];
  const asksExistenceOnly = field.matchers.every(({ operator }) => operator === 'exists');
  if (asksExistenceOnly && way.notADescriptor === undefined) return [existsOnAttribute(field)];
  const where =
    way.notADescriptor === undefined
      ? 'The way ends before a type descriptor'
      : `"${way.notADescriptor}" stands where a type descriptor is wanted`;
  return [
    {
      code: 'MISSING_TYPE_DESCRIPTOR',
      severity: 'warning',
      path: field.place,
      message: `${where}, so this never matches a value`,
      mend: 'Name the type of each attribute: {"status": {"S": ["PAID"]}}, {"address": {"M": {"city": {"S": ["Bonn"]}}}}.',
    },
  ];
};

function existsOnAttribute(field: Parameters<FieldRule>[0]): FilterWarning {
  const always = field.matchers.some(({ matchesAbsence }) => matchesAbsence === true);
  return {
    code: 'EXISTS_ON_ATTRIBUTE',
    severity: 'warning',
    path: field.place,
    message: always
      ? 'exists looks at values, and here no value can stand, so this is always true, even if the attribute is there'
      : 'exists looks at values, and here no value can stand, so this is never true, even if the attribute is there',
    mend: `Ask for the value under its type, for example {"S": [{"exists": ${!always}}]}.`,
  };
}
