import type { FilterVerdict } from '../contract/contract.js';
import { Badge } from '../ui/badge.js';

/** Why one pattern wants a record, or does not: leaf by leaf. */
export const Verdict = ({ verdict }: { readonly verdict: FilterVerdict }) => (
  <div class="verdict">
    <p class="row">
      <Badge tone={verdict.matched ? 'good' : 'plain'}>
        {verdict.matched ? 'matches' : 'does not match'}
      </Badge>
      <code class="verdict-pattern" title={verdict.pattern}>
        {verdict.pattern}
      </code>
    </p>
    <ul>
      {verdict.leaves.map(({ path, matched, reason }) => (
        <li class="leaf" data-matched={matched} key={`${path} ${reason}`}>
          <span aria-hidden="true">{matched ? '✓' : '✗'}</span>
          <span class="hidden-text">{matched ? 'matched:' : 'not matched:'}</span>
          <span>{reason}</span>
        </li>
      ))}
    </ul>
  </div>
);
