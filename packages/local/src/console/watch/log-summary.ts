/** A structured log line in a few words: its message and what it speaks of; any other line as it is. */
export function logSummary(line: string): string {
  // Lambda's own prefix: time, request, level, message, with tabs between.
  const text = line.split('\t').at(-1) ?? line;
  try {
    const entry: unknown = JSON.parse(text);
    if (typeof entry !== 'object' || entry === null) return text;
    if ('_aws' in entry) return 'metrics';
    const { level, message, kind } = entry as Readonly<Record<string, unknown>>;
    const words = [level, message, kind].filter((word) => typeof word === 'string');
    return words.length === 0 ? text : words.join(' ');
  } catch {
    return text;
  }
}
