import type { ChangeRow, Outcome } from '../contract/contract.js';
import { Badge, type Tone } from './badge.js';
import { formatDuration } from './format.js';

const looks: Readonly<Record<Outcome, { readonly tone: Tone; readonly text: string }>> = {
  waiting: { tone: 'plain', text: 'waiting' },
  filtered: { tone: 'plain', text: 'filtered out' },
  running: { tone: 'water', text: 'in the function' },
  retrying: { tone: 'warn', text: 'retrying' },
  handled: { tone: 'good', text: 'handled' },
  discarded: { tone: 'bad', text: 'given up' },
};

/** Where a change stands, with its time once it has arrived. */
export const OutcomeBadge = ({ row }: { readonly row: ChangeRow }) => {
  const { tone, text } = looks[row.outcome];
  const attempts = row.attempts > 1 ? `, attempt ${row.attempts}` : '';
  const latency =
    row.outcome === 'handled' && row.latency !== undefined
      ? ` in ${formatDuration(row.latency)}`
      : '';
  return <Badge tone={tone}>{`${text}${latency}${attempts}`}</Badge>;
};
