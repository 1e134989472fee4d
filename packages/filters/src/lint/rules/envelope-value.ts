import type { Matcher } from '../../operators/matcher.js';
import type { EnvelopeValue } from '../record-way.js';
import type { FieldRule } from '../rule.js';
import type { FilterWarning } from '../warning.js';

/** A value or an operator that what stands there in every record never satisfies, or always. */
export const envelopeValue: FieldRule = (field, way) => {
  if (way.kind !== 'envelope') return [];
  const { name, holds } = way;
  return field.matchers.flatMap((matcher, index): readonly FilterWarning[] => {
    if (fits(matcher, holds)) return [];
    const always =
      holds === 'object' ? matcher.matchesAbsence === true : matcher.operator === 'anything-but';
    return [
      {
        code: 'VALUE_OF_WRONG_TYPE',
        severity: 'warning',
        path: `${field.place}[${index}]`,
        message: `${name} ${descriptions[holds]}, so ${matcher.wants} ${always ? 'always' : 'never'} matches`,
        mend: mends[holds],
      },
    ];
  });
};

const descriptions: Readonly<Record<EnvelopeValue, string>> = {
  text: 'is text',
  number: 'is a number',
  object: 'is an object, and only the values inside can match',
};

const mends: Readonly<Record<EnvelopeValue, string>> = {
  text: 'Write the value as a string.',
  number: 'Write the value as a JSON number, or compare: {"numeric": [">", 100]}.',
  object: 'Ask for a value inside, such as {"userIdentity": {"type": ["Service"]}}.',
};

function fits({ operator, equalTo, numbers }: Matcher, holds: EnvelopeValue): boolean {
  switch (holds) {
    case 'object':
      return false;
    case 'text':
      return numbers === undefined && (equalTo === undefined || typeof equalTo === 'string');
    case 'number':
      return numbers !== undefined || operator === 'exists';
  }
}
