import type { BenchReport } from '../contract/contract.js';
import { formatCount, plural } from '../ui/format.js';

/** What a pattern lets through, as a bar and in numbers. */
export function Savings({ report }: { readonly report: BenchReport }) {
  const { tested, passed, invocations } = report;
  const share = tested === 0 ? 0 : (passed / tested) * 100;
  const saved = invocations.unfiltered - invocations.filtered;
  return (
    <div class="savings">
      <p class="handled" role="status">
        <strong>{formatCount(passed)}</strong> of {plural(tested, 'record')} pass
      </p>
      <div class="bar" aria-hidden="true">
        <span style={{ width: `${share}%` }} />
      </div>
      <p class="small soft">
        {plural(invocations.filtered, 'call')} instead of {formatCount(invocations.unfiltered)}
        {saved > 0 ? `: ${formatCount(saved)} saved` : ''}
      </p>
    </div>
  );
}
