import type { BenchReport } from '../contract/contract.js';
import { formatCount, plural } from '../ui/format.js';

/** What a pattern lets through, as a bar and in numbers. */
export function Savings({ report }: { readonly report: BenchReport }) {
  const { tested, passed, fullBatches, oneByOne } = report;
  const share = tested === 0 ? 0 : (passed / tested) * 100;
  return (
    <div class="savings">
      <p class="handled" role="status">
        <strong>{formatCount(passed)}</strong> of {plural(tested, 'record')} pass
      </p>
      <div class="bar" aria-hidden="true">
        <span style={{ width: `${share}%` }} />
      </div>
      <p class="small soft">
        {plural(oneByOne.filtered, 'call')} instead of {formatCount(oneByOne.unfiltered)} when
        changes come one by one; {formatCount(fullBatches.filtered)} instead of{' '}
        {formatCount(fullBatches.unfiltered)} in full batches.
      </p>
    </div>
  );
}
