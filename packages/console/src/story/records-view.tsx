import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { api } from '../api/api.js';
import { useLive } from '../app/live-context.js';
import type { ChangeRow } from '../contract/contract.js';
import { ChangeLine } from '../road/changes-list.js';
import { plural } from '../ui/format.js';
import { Notice } from '../ui/notice.js';
import { isFinal } from './is-final.js';

type Found =
  | { readonly phase: 'searching' }
  | { readonly phase: 'found'; readonly rows: readonly ChangeRow[] }
  | { readonly phase: 'refused'; readonly message: string };

const TYPING_PAUSE_MS = 200;
/** The server finds no more at a time. */
const MOST_ROWS = 100;
/** Between two searches while a found change is still on its way. */
const AGAIN_MS = 1_000;

/** All newest changes are a moving list, where a person could hit nothing: only a search goes on. */
const isOpen = (rows: readonly ChangeRow[], text: string) =>
  text !== '' && rows.some(({ outcome }) => !isFinal(outcome));

function Results({ found, text }: { readonly found: Found; readonly text: string }) {
  if (found.phase === 'searching') return <p class="soft">Searching…</p>;
  if (found.phase === 'refused') {
    return (
      <Notice tone="bad" title="The search failed">
        {found.message}
      </Notice>
    );
  }
  if (found.rows.length === 0) {
    return (
      <div class="empty">
        <strong>{text === '' ? 'No change has been seen yet.' : 'Nothing found.'}</strong>
        <span>
          {text === ''
            ? 'Write an order on the Road or under Hands on.'
            : 'Search for a part of the key (order-0012), or for a whole sequence number. Only the newest changes are kept here; older ones are in the stream: millrace tail reads them.'}
        </span>
      </div>
    );
  }
  return (
    <>
      <p class="soft small" role="status">
        {found.rows.length < MOST_ROWS
          ? `${plural(found.rows.length, 'change')}, the newest first`
          : `The newest ${MOST_ROWS} changes. Search to find older ones.`}
      </p>
      <ol class="changes card">
        {found.rows.map((row) => (
          <ChangeLine key={row.sequence} row={row} />
        ))}
      </ol>
    </>
  );
}

/** Finds a record by its key or its sequence number. */
export function RecordsView() {
  const { link } = useLive();
  const text = useSignal('');
  const found = useSignal<Found>({ phase: 'searching' });
  const connected = link.value === 'live';
  const wanted = text.value.trim();
  useEffect(() => {
    const stop = new AbortController();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const search = async () => {
      try {
        const rows = await api.search(wanted, stop.signal);
        found.value = { phase: 'found', rows };
        if (isOpen(rows, wanted)) timer = setTimeout(search, AGAIN_MS);
      } catch (error) {
        if (stop.signal.aborted) return;
        const message = error instanceof Error ? error.message : String(error);
        found.value = { phase: 'refused', message };
      }
    };
    timer = setTimeout(search, TYPING_PAUSE_MS);
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }, [wanted, connected, found]);
  return (
    <div class="view">
      <div class="view-head">
        <h1>A record’s story</h1>
        <p class="soft">
          Find a change and see all that happened to it: what it changed, which filter it met and
          why, each call that carried it, and what came of it.
        </p>
      </div>
      <label class="field search">
        <span>Key or sequence number</span>
        <input
          type="search"
          placeholder="order-0012"
          value={text.value}
          autocomplete="off"
          spellcheck={false}
          onInput={({ currentTarget }) => {
            text.value = currentTarget.value;
          }}
        />
      </label>
      <Results found={found.value} text={wanted} />
    </div>
  );
}
