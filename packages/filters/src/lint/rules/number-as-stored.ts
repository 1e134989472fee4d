import type { FieldRule } from '../rule.js';
import { storedNumber } from '../stored-number.js';
import type { FilterWarning } from '../warning.js';

/**
 * A number's text that DynamoDB never gives: it takes zeros, signs and exponents away when it stores a
 * number, and a filter compares text with text.
 */
export const numberAsStored: FieldRule = (field, way) => {
  if (way.kind !== 'attribute' || (way.valueType !== 'N' && way.valueType !== 'NS')) return [];
  return field.matchers.flatMap(({ equalTo }, index): readonly FilterWarning[] => {
    if (typeof equalTo !== 'string') return [];
    const stored = storedNumber(equalTo);
    if (stored === equalTo || stored === 'uncertain') return [];
    const path = `${field.place}[${index}]`;
    return [{ code: 'NUMBER_NOT_AS_STORED', severity: 'warning', path, ...words(equalTo, stored) }];
  });
};

function words(text: string, stored: string | undefined): Pick<FilterWarning, 'message' | 'mend'> {
  const asked = JSON.stringify(text);
  if (stored === undefined) {
    return {
      message: `${asked} is no number that DynamoDB can keep, so it never matches`,
      mend: 'Write a number of at most 38 digits.',
    };
  }
  const kept = JSON.stringify(stored);
  return {
    message: `DynamoDB keeps this number as ${kept}, so ${asked} never matches`,
    mend: `Write ${kept}.`,
  };
}
