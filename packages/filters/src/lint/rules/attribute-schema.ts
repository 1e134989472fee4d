import type { FieldRule } from '../rule.js';

/** An attribute that the item does not have, or has with another type. */
export const attributeSchema: FieldRule = (field, way, { attributes }) => {
  if (attributes === undefined || way.kind !== 'attribute' || way.attribute === undefined)
    return [];
  const { attribute, attributeType } = way;
  if (!Object.hasOwn(attributes, attribute)) {
    return [
      {
        code: 'UNKNOWN_ATTRIBUTE',
        severity: 'warning',
        path: field.place,
        message: `The item has no attribute "${attribute}"`,
        mend: `Use one of ${Object.keys(attributes).join(', ')}.`,
      },
    ];
  }
  const types = [attributes[attribute] ?? []].flat();
  if (attributeType === undefined || types.includes(attributeType)) return [];
  return [
    {
      code: 'WRONG_ATTRIBUTE_TYPE',
      severity: 'warning',
      path: field.place,
      message: `"${attribute}" is kept as ${types.join(' or ')}, never as ${attributeType}`,
      mend: `Write {"${attribute}": {"${types[0] ?? 'S'}": […]}}.`,
    },
  ];
};
