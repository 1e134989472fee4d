import type { TypeDescriptor } from '../../builder/attribute-types.js';
import type { Matcher } from '../../operators/matcher.js';
import type { FieldRule } from '../rule.js';
import type { FilterWarning } from '../warning.js';

/** A value or an operator that the JSON under this type descriptor never satisfies, or always. */
export const valueType: FieldRule = (field, way) => {
  if (way.kind !== 'attribute' || way.valueType === undefined) return [];
  const type = way.valueType;
  return field.matchers.flatMap((matcher, index): readonly FilterWarning[] => {
    const path = `${field.place}[${index}]`;
    if (matcher.numbers !== undefined && isText(type)) return [numberOnText(matcher, type, path)];
    const fits =
      matcher.equalTo === undefined
        ? operatorFits(matcher, type)
        : literalFits(matcher.equalTo, type);
    return fits ? [] : [wrongType(matcher, type, path)];
  });
};

function isText(type: TypeDescriptor): boolean {
  return type !== 'BOOL' && type !== 'NULL';
}

function literalFits(value: string | boolean | null, type: TypeDescriptor): boolean {
  if (type === 'BOOL') return typeof value === 'boolean';
  if (type === 'NULL') return value === true;
  return typeof value === 'string';
}

function operatorFits({ operator, numbers }: Matcher, type: TypeDescriptor): boolean {
  return (
    isText(type) || operator === 'exists' || (operator === 'anything-but' && numbers === undefined)
  );
}

function numberOnText(matcher: Matcher, type: TypeDescriptor, path: string): FilterWarning {
  const isNumber = type === 'N' || type === 'NS';
  const always = matcher.operator === 'anything-but';
  const texts = (matcher.numbers ?? []).map((text) => JSON.stringify(text)).join(', ');
  return {
    code: 'NUMBER_ON_STRING_TYPE',
    severity: 'warning',
    path,
    message: `${type} holds ${isNumber ? 'its number as a string' : 'strings'}, so a comparison with a number ${always ? 'is always true' : 'never matches'}`,
    mend:
      matcher.operator === 'numeric'
        ? 'Lambda cannot compare the size of an attribute. List the numbers as strings, keep a coarser attribute beside it, or compare in the function.'
        : `Write the number as a string: ${texts}.`,
  };
}

function wrongType(matcher: Matcher, type: TypeDescriptor, path: string): FilterWarning {
  const wanted =
    type === 'BOOL' ? 'true or false' : type === 'NULL' ? 'true, and nothing else' : 'strings';
  const mend =
    type === 'BOOL'
      ? 'Write {"BOOL": [true]}.'
      : type === 'NULL'
        ? 'Write {"NULL": [true]}.'
        : `Write {"${type}": ["text"]}.`;
  return {
    code: 'VALUE_OF_WRONG_TYPE',
    severity: 'warning',
    path,
    message: `${type} holds ${wanted}, so ${matcher.wants} never matches`,
    mend,
  };
}
