import type { ArmedFault, FaultKind } from '@millrace/local';
import { type ConnectionFlags, connectionOf } from '../aws/connection.js';
import type { Screen } from '../output/screen.js';
import { askLocalCloud } from './ask-local-cloud.js';

export interface BreakFunctionFlags extends ConnectionFlags {
  readonly kind: FaultKind;
  /** A text that an event must contain to be hit. */
  readonly match: string;
  /** Invocations to hit; 0 is without end. */
  readonly times: number;
  /** Milliseconds, for `slow`. */
  readonly delay: number;
  readonly json?: true;
}

/** As JSON has it: a program's own condition is left out. */
type ToldFault = Omit<ArmedFault, 'match'> & { readonly match?: string };

const pathOf = (name: string) => `functions/${encodeURIComponent(name)}/faults`;

function renderFault({ kind, match, times, hits }: ToldFault): string {
  const often = times === undefined ? 'until it is healed' : `${times - hits} of ${times} left`;
  const events = match === undefined || match === '' ? 'every event' : `events with "${match}"`;
  return `${kind.padEnd(6)} ${events}  ${often}`;
}

/**
 * Makes coming invocations of a function in the local cloud misbehave, and shows all that is armed.
 *
 * @throws CliError `NO_LOCAL_CLOUD`, `FUNCTION_NOT_BROKEN`
 */
export async function breakFunction(
  functionName: string,
  flags: BreakFunctionFlags,
  screen: Screen,
): Promise<void> {
  const { kind, match, times, delay } = flags;
  const answer = (await askLocalCloud(connectionOf(flags, process.env).endpoint, {
    method: 'POST',
    path: pathOf(functionName),
    body: {
      kind,
      match,
      ...(times === 0 ? {} : { times }),
      ...(kind === 'slow' ? { delayMs: delay } : {}),
    },
    refusedAs: 'FUNCTION_NOT_BROKEN',
  })) as { readonly faults: readonly ToldFault[] };
  if (flags.json) screen.out(JSON.stringify({ functionName, faults: answer.faults }));
  else for (const fault of answer.faults) screen.out(renderFault(fault));
}

/**
 * Ends every fault of a function in the local cloud.
 *
 * @throws CliError `NO_LOCAL_CLOUD`, `FUNCTION_NOT_HEALED`
 */
export async function healFunction(
  functionName: string,
  flags: ConnectionFlags & { readonly json?: true },
  screen: Screen,
): Promise<void> {
  const { cleared } = (await askLocalCloud(connectionOf(flags, process.env).endpoint, {
    method: 'DELETE',
    path: pathOf(functionName),
    body: {},
    refusedAs: 'FUNCTION_NOT_HEALED',
  })) as { readonly cleared: number };
  if (flags.json) screen.out(JSON.stringify({ functionName, cleared }));
  else screen.out(cleared === 0 ? 'There was nothing to heal.' : `Healed: ${cleared} ended.`);
}
