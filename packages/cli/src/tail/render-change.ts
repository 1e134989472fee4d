import { type Difference, jsonValue } from '@millrace/shared';
import type { Screen } from '../output/screen.js';
import type { ChangeView } from './change-view.js';

type Colours = Screen['colours'];

export interface RenderOptions {
  /** The item's key and nothing of its attributes. */
  readonly keysOnly: boolean;
  readonly showShard: boolean;
}

/** A value is cut here on the screen; `--json` has all of it. */
const LONGEST_VALUE = 100;

const NAMES = { insert: 'INSERT', modify: 'MODIFY', remove: 'REMOVE', expire: 'EXPIRE' } as const;

/** Writes a change as people read one: what happened to which item, and each place that differs. */
export function renderChange(
  change: ChangeView,
  colours: Colours,
  options: RenderOptions,
): readonly string[] {
  const keys = Object.entries(change.keys).map(([name, value]) => `${name}=${printValue(value)}`);
  const head = [
    colours.dim(change.createdAt.replace('.000Z', 'Z')),
    colourOf(change.kind, colours)(NAMES[change.kind]),
    colours.bold(keys.join(' ')),
    ...(options.showShard ? [colours.dim(`${change.shardId} ${change.sequenceNumber}`)] : []),
  ].join(' ');
  if (options.keysOnly) return [head];
  if (change.difference === undefined) {
    return [head, colours.dim('    (the stream carries no image to compare)')];
  }
  return [head, ...change.difference.map((place) => renderDifference(place, change, colours))];
}

function renderDifference(place: Difference, { keys }: ChangeView, colours: Colours): string {
  const { red, green, yellow, dim } = colours;
  const { path, before, after } = place;
  const name = Object.hasOwn(keys, path) ? dim(path) : path;
  if (before === undefined) return `    ${green('+')} ${name} ${green(printValue(after))}`;
  if (after === undefined) return `    ${red('-')} ${name} ${red(printValue(before))}`;
  return `    ${yellow('~')} ${name} ${red(printValue(before))} ${dim('→')} ${green(printValue(after))}`;
}

function colourOf(kind: ChangeView['kind'], colours: Colours): (text: string) => string {
  switch (kind) {
    case 'insert':
      return colours.green;
    case 'modify':
      return colours.yellow;
    case 'remove':
      return colours.red;
    case 'expire':
      return colours.magenta;
  }
}

// What an item holds must not steer the terminal: JSON escapes all control characters but these.
function printValue(value: unknown): string {
  const text = (JSON.stringify(value, jsonValue) ?? 'undefined').replace(
    /[\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g,
    (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  return text.length > LONGEST_VALUE ? `${text.slice(0, LONGEST_VALUE)}…` : text;
}
