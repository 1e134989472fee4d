/**
 * Orders two sequence numbers as the integers they are: negative when `a` comes first. They have up
 * to 40 digits, more than a number holds, and different lengths, so that text order is wrong.
 */
export function compareSequenceNumbers(a: string, b: string): number {
  const left = withoutLeadingZeros(a);
  const right = withoutLeadingZeros(b);
  if (left.length !== right.length) return left.length - right.length;
  if (left === right) return 0;
  return left < right ? -1 : 1;
}

const zero = 48;

function withoutLeadingZeros(digits: string): string {
  if (digits.charCodeAt(0) !== zero) return digits;
  return digits.replace(/^0+(?=\d)/, '');
}
