import type { BenchReport } from '../contract/contract.js';
import { Notice } from '../ui/notice.js';

/** What is wrong with a pattern, or surely not meant. */
export function Findings({ report }: { readonly report: BenchReport }) {
  const { fault, warnings } = report;
  if (fault !== undefined) {
    return (
      <Notice tone="bad" title="Lambda refuses this pattern">
        {fault.message}
        {fault.path ? (
          <>
            {' '}
            At <code>{fault.path}</code>.
          </>
        ) : null}
      </Notice>
    );
  }
  return (
    <>
      {warnings.map(({ path, message, mend }) => (
        <Notice tone="warn" title={message} key={`${path} ${message}`}>
          {path === '' ? null : (
            <>
              At <code>{path}</code>.{' '}
            </>
          )}
          {mend}
        </Notice>
      ))}
    </>
  );
}
