const numberText = /^([+-]?)(\d+(?:\.\d*)?|\.\d+)(?:[eE]([+-]?\d{1,4}))?$/;

/** DynamoDB keeps this many significant digits. */
const mostDigits = 38;

/**
 * The text that DynamoDB gives to a number: no plus sign, no exponent, no zeros before it or after its
 * fraction (developer guide, "Number"). Undefined for what is no number there; `uncertain` where so
 * many zeros would be written that the form is not known.
 */
export function storedNumber(text: string): string | 'uncertain' | undefined {
  const [, sign, mantissa, exponent = '0'] = numberText.exec(text) ?? [];
  if (mantissa === undefined) return undefined;
  const [whole = '', fraction = ''] = mantissa.split('.');
  const digits = (whole + fraction).replace(/^0+/, '');
  const significant = digits.replace(/0+$/, '');
  if (significant === '') return '0';
  if (significant.length > mostDigits) return undefined;
  // Where the point stands, counted from before the first significant digit.
  const point = digits.length - fraction.length + Number(exponent);
  if (point > 126 || point < -129) return undefined;
  if (point > mostDigits || point < -mostDigits) return 'uncertain';
  return `${sign === '-' ? '-' : ''}${plainText(significant, point)}`;
}

function plainText(significant: string, point: number): string {
  if (point <= 0) return `0.${'0'.repeat(-point)}${significant}`;
  if (point >= significant.length) return significant.padEnd(point, '0');
  return `${significant.slice(0, point)}.${significant.slice(point)}`;
}
