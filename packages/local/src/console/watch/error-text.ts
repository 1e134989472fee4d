import type { MappingEvent } from '@millrace/mapping';

/** What went wrong in a call, as the function says it; else as the mapping does. */
export function errorText({
  result,
  reason,
}: Extract<MappingEvent, { type: 'invocation-failed' }>): string {
  if (result.kind !== 'function-error') return reason;
  const said = readError(result.payload);
  return said.length > 0 ? said.join(': ') : reason;
}

function readError(payload: string): readonly string[] {
  try {
    const error: unknown = JSON.parse(payload);
    if (typeof error !== 'object' || error === null) return [];
    const { errorType, errorMessage } = error as Readonly<Record<string, unknown>>;
    return [errorType, errorMessage].filter((part) => typeof part === 'string');
  } catch {
    // A function may answer with anything; the mapping's own words are used then.
    return [];
  }
}
