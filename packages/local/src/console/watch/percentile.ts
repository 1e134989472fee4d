/** The value that `share` (0 to 1) of the values do not exceed; undefined when there are none. */
export function percentile(values: readonly number[], share: number): number | undefined {
  const ascending = [...values].sort((one, two) => one - two);
  return ascending[Math.max(0, Math.ceil(ascending.length * share) - 1)];
}
