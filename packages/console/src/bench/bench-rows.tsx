import { useSignal } from '@preact/signals';
import type { BenchReport } from '../contract/contract.js';
import { BenchRow } from './bench-row.js';

const shows = { all: 'All', passing: 'Passing', stopped: 'Filtered out' } as const;
type Show = keyof typeof shows;

interface BenchRowsProps {
  readonly report: BenchReport;
  readonly pattern: string;
}

/** The tested records, each with its verdict. */
export function BenchRows({ report, pattern }: BenchRowsProps) {
  const show = useSignal<Show>('all');
  const open = useSignal<string | undefined>(undefined);
  const rows = report.rows.filter(
    ({ passes }) => show.value === 'all' || passes === (show.value === 'passing'),
  );
  if (report.tested === 0) {
    return (
      <div class="empty">
        <strong>There is no record to test on yet.</strong>
        <span>
          Write an order on the Road or under Hands on; the newest thousand records are kept.
        </span>
      </div>
    );
  }
  return (
    <>
      <fieldset class="segments">
        <legend class="hidden-text">Records to show</legend>
        {Object.entries(shows).map(([name, title]) => (
          <label key={name}>
            <input
              type="radio"
              name="bench-show"
              checked={show.value === name}
              onChange={() => {
                show.value = name as Show;
              }}
            />
            <span>{title}</span>
          </label>
        ))}
      </fieldset>
      {rows.length === 0 ? (
        <p class="soft">
          None of the newest records {show.value === 'passing' ? 'passes' : 'is kept out'}.
        </p>
      ) : (
        <ol class="card bench-rows">
          {rows.map((row) => (
            <BenchRow
              key={row.row.sequence}
              row={row}
              pattern={pattern}
              open={open.value === row.row.sequence}
              onToggle={() => {
                open.value = open.value === row.row.sequence ? undefined : row.row.sequence;
              }}
            />
          ))}
        </ol>
      )}
    </>
  );
}
