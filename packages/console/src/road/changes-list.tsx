import { useSignal, useSignalEffect } from '@preact/signals';
import { useLive } from '../app/live-context.js';
import { storyAddress } from '../app/read-route.js';
import type { ChangeRow } from '../contract/contract.js';
import { DifferenceText } from '../ui/difference-text.js';
import { formatTime } from '../ui/format.js';
import { KindMark } from '../ui/kind-mark.js';
import { OutcomeBadge } from '../ui/outcome-badge.js';

const ROWS_SHOWN = 12;
/** A list that turns over faster than this cannot be read. */
const TURN_MS = 1_500;

export const ChangeLine = ({ row }: { readonly row: ChangeRow }) => (
  <li class="change-item">
    <a class="change" href={storyAddress(row.sequence)}>
      <span class="soft change-time">{formatTime(row.at)}</span>
      <KindMark kind={row.kind} />
      <span class="change-key">{row.key}</span>
      <span class="change-what">
        <DifferenceText difference={row.difference} kind={row.kind} />
      </span>
      <OutcomeBadge row={row} />
    </a>
  </li>
);

/**
 * The newest changes in words. Known ones get on where they stand; new ones come in with a pause between,
 * and not while someone points at the list or has the focus in it.
 */
export function ChangesList({ tableName }: { readonly tableName: string }) {
  const { changes, hello } = useLive();
  const shown = useSignal<readonly ChangeRow[]>([]);
  const held = useSignal(false);
  const turned = useSignal(0);

  useSignalEffect(() => {
    const latest = changes.value.filter((row) => row.tableName === tableName).slice(0, ROWS_SHOWN);
    const known = new Map(changes.value.map((row) => [row.sequence, row]));
    const still = shown.peek().map((row) => known.get(row.sequence) ?? row);
    const now = performance.now();
    const mayTurn = !held.value && (still.length < ROWS_SHOWN || now - turned.peek() > TURN_MS);
    if (mayTurn) turned.value = now;
    shown.value = mayTurn ? latest : still;
  });

  return (
    <section class="view">
      <div class="row">
        <h2>Latest changes</h2>
        <span class="small soft" role="status">
          {held.value ? 'New ones wait while you are at the list.' : ''}
        </span>
      </div>
      {shown.value.length === 0 ? (
        <div class="empty">
          <strong>No change has come down the road yet.</strong>
          <span>
            {hello.value?.ordersTable === undefined
              ? 'Write an item'
              : 'Write an order with the button above, or an item'}{' '}
            from any AWS client at <code>{hello.value?.endpoint}</code>.
          </span>
        </div>
      ) : (
        <ol
          class="changes card"
          onMouseEnter={() => {
            held.value = true;
          }}
          onMouseLeave={() => {
            held.value = false;
          }}
          onFocusIn={() => {
            held.value = true;
          }}
          onFocusOut={() => {
            held.value = false;
          }}
        >
          {shown.value.map((row) => (
            <ChangeLine key={row.sequence} row={row} />
          ))}
        </ol>
      )}
    </section>
  );
}
