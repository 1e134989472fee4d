import { parseArgs } from 'node:util';

/** What `pnpm simulate` was asked for. */
export interface SimulationArguments {
  readonly seeds: number;
  readonly first: number;
  readonly hours: number;
}

export const usage = 'pnpm simulate [--seeds N] [--seed FIRST] [--hours H]';

/** @throws Error that names the argument and the mend. */
export function readArguments(args: readonly string[]): SimulationArguments {
  // pnpm hands a bare `--` on.
  const given = args.filter((argument) => argument !== '--');
  const { values } = parseArgs({
    args: given,
    options: {
      seeds: { type: 'string', default: '200' },
      seed: { type: 'string', default: '1' },
      hours: { type: 'string', default: '24' },
    },
  });
  return {
    seeds: numberOf('--seeds', values.seeds, 1, 10_000_000, true),
    first: numberOf('--seed', values.seed, 0, 2 ** 31 - 1, true),
    hours: numberOf('--hours', values.hours, 0.1, 24 * 30, false),
  };
}

function numberOf(name: string, text: string, least: number, most: number, whole: boolean): number {
  const value = text.trim() === '' ? Number.NaN : Number(text);
  if (value >= least && value <= most && (!whole || Number.isInteger(value))) return value;
  const kind = whole ? 'a whole number' : 'a number';
  throw new Error(`${name} ${text}: give ${kind} from ${least} to ${most}.`);
}
