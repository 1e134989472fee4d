import Table from 'cli-table3';

const NOTHING = {
  top: '',
  'top-mid': '',
  'top-left': '',
  'top-right': '',
  bottom: '',
  'bottom-mid': '',
  'bottom-left': '',
  'bottom-right': '',
  left: '',
  'left-mid': '',
  mid: '',
  'mid-mid': '',
  right: '',
  'right-mid': '',
  middle: '  ',
};

/** Columns that line up, without borders. Columns whose every cell is a number go to the right. */
export function columns(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const isNumber = (text: string) => /^[\d.,]+(%|\/s)?$/.test(text);
  const table = new Table({
    head: [...head],
    chars: NOTHING,
    style: { head: [], border: [], 'padding-left': 0, 'padding-right': 0 },
    colAligns: head.map((_, index) =>
      rows.length > 0 && rows.every((row) => isNumber(row[index] ?? '')) ? 'right' : 'left',
    ),
  });
  table.push(...rows.map((row) => [...row]));
  return table
    .toString()
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n');
}
