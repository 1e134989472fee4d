import { type Difference, jsonValue } from '@millrace/shared';
import { cut } from '../output/cut.js';
import type { Screen } from '../output/screen.js';
import type { RoadLine } from './road-line.js';

type Colours = Screen['colours'];
type RoadKeys = Readonly<Record<string, unknown>>;

const WIDTH = 80;

/** The road's own attributes change with every write and say nothing to a reader. */
const UNTOLD = new Set(['version', 'updatedAt']);

const nameOf = (keys: RoadKeys): string => Object.values(keys).map(String).join('/');

const textOf = (value: unknown): string =>
  typeof value === 'string' ? value : (JSON.stringify(value, jsonValue) ?? '-');

function tellChanges(eventName: string, changes: readonly Difference[]): string {
  if (eventName !== 'MODIFY') {
    const status = changes.find(({ path }) => path === 'status');
    return status === undefined ? '' : textOf(status.after ?? status.before);
  }
  return changes
    .filter(({ path }) => !UNTOLD.has(path))
    .map(({ path, before, after }) => `${path} ${textOf(before)} → ${textOf(after)}`)
    .join(', ');
}

const plural = (count: number, noun: string) => `${count} ${noun}${count === 1 ? '' : 's'}`;

interface Told {
  readonly verb: string;
  readonly paint: (text: string) => string;
  readonly rest: string;
}

const ofChange = (line: { readonly keys: RoadKeys; readonly eventName: string }) =>
  `${nameOf(line.keys).padEnd(12)} ${line.eventName.padEnd(6)}`;

function tell(line: RoadLine, { green, yellow, red, dim }: Colours): Told {
  switch (line.type) {
    case 'written':
      return { verb: 'written', paint: (text) => text, rest: ofChange(line) };
    case 'filtered':
      return { verb: 'filtered', paint: dim, rest: ofChange(line) };
    case 'handled':
      return {
        verb: 'handled',
        paint: green,
        rest: `${ofChange(line)} ${tellChanges(line.eventName, line.changes)}`,
      };
    case 'retried':
      return {
        verb: 'retried',
        paint: yellow,
        rest: `${plural(line.records, 'record')}, attempt ${line.attempt} in ${line.delay} ms`,
      };
    case 'set-aside':
      return {
        verb: 'set aside',
        paint: red,
        rest: `${plural(line.records, 'record')} to ${line.destination.split(':').pop()}: ${line.condition}`,
      };
    case 'log':
      return { verb: 'function', paint: dim, rest: `${line.level} ${line.message}` };
    case 'fault':
      return { verb: 'fault', paint: red, rest: `${line.where}: ${line.message}` };
  }
}

/** One line of at most 80 columns: when, what, to which item. */
export function renderRoadLine(line: RoadLine, colours: Colours): string {
  const { verb, paint, rest } = tell(line, colours);
  const time = new Date(line.at).toISOString().slice(11, 23);
  const room = WIDTH - time.length - 13;
  return `${colours.dim(time)}  ${paint(verb.padEnd(9))}  ${cut(rest.trimEnd(), room)}`;
}
