import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { api } from '../api/api.js';
import { storyAddress } from '../app/read-route.js';
import type { FilterVerdict, BenchRow as Row } from '../contract/contract.js';
import { Verdict } from '../story/verdict.js';
import { DifferenceText } from '../ui/difference-text.js';
import { KindMark } from '../ui/kind-mark.js';

interface ExplanationProps {
  readonly pattern: string;
  readonly sequence: string;
}

function Explanation({ pattern, sequence }: ExplanationProps) {
  const verdict = useSignal<FilterVerdict | undefined>(undefined);
  const refusal = useSignal<string | undefined>(undefined);
  useEffect(() => {
    const stop = new AbortController();
    api.explain({ pattern, sequence }, stop.signal).then(
      (answer) => {
        verdict.value = answer;
        refusal.value = undefined;
      },
      (error: unknown) => {
        if (!stop.signal.aborted) refusal.value = String(error);
      },
    );
    return () => stop.abort();
  }, [pattern, sequence, verdict, refusal]);
  return (
    <div class="bench-why">
      {refusal.value === undefined ? null : <p class="bad-text small">{refusal.value}</p>}
      {verdict.value === undefined ? null : <Verdict verdict={verdict.value} />}
      <p class="small">
        <a href={storyAddress(sequence)}>The record’s story</a>
      </p>
    </div>
  );
}

interface BenchRowProps {
  readonly row: Row;
  readonly pattern: string;
  readonly open: boolean;
  readonly onToggle: () => void;
}

/** One tested record; opened, it says why it passes or does not. */
export const BenchRow = ({ row: { row, passes }, pattern, open, onToggle }: BenchRowProps) => (
  <li>
    <button
      type="button"
      class="bench-row"
      data-passes={passes}
      aria-expanded={open}
      onClick={onToggle}
    >
      <span class="bench-mark" aria-hidden="true">
        {passes ? '✓' : '–'}
      </span>
      <span class="hidden-text">{passes ? 'passes:' : 'does not pass:'}</span>
      <KindMark kind={row.kind} />
      <span class="change-key">{row.key}</span>
      <span class="change-what">
        <DifferenceText difference={row.difference} kind={row.kind} />
      </span>
    </button>
    {open ? <Explanation pattern={pattern} sequence={row.sequence} /> : null}
  </li>
);
