import type { FieldRule } from '../rule.js';

const largest = 5e9;
const mostDecimals = 6;

/** A number that earlier releases of AWS's engine refuse: beyond ±5e9, or finer than six decimals. */
export const portableNumbers: FieldRule = (field) =>
  field.matchers.flatMap(({ numbers = [] }, index) =>
    numbers.filter(isUncommon).map((text) => ({
      code: 'NUMBER_NOT_PORTABLE' as const,
      severity: 'note' as const,
      path: `${field.place}[${index}]`,
      message: `${text} is outside what every release of AWS's engine compares`,
      mend: 'Stay between -5e9 and 5e9, with at most six decimals.',
    })),
  );

function isUncommon(text: string): boolean {
  const value = Number(text);
  return Math.abs(value) > largest || Number(value.toFixed(mostDecimals)) !== value;
}
