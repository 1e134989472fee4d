import { useComputed, useSignal } from '@preact/signals';
import { api } from '../api/api.js';
import { useLive } from '../app/live-context.js';
import { storyAddress } from '../app/route.js';
import { Journey } from '../story/journey.js';
import { useStory } from '../story/use-story.js';
import { Notice } from '../ui/notice.js';

const newOrderId = () => `order-${Date.now().toString(36).slice(-6)}`;

function Followed({ sequence }: { readonly sequence: string }) {
  const state = useStory(sequence);
  switch (state.phase) {
    case 'loading':
      return <p class="soft">On its way…</p>;
    case 'refused':
      return (
        <Notice tone="bad" title="Its story could not be read">
          {state.message}
        </Notice>
      );
    case 'told':
      return (
        <>
          <Journey story={state.story} />
          <p class="small">
            <a href={storyAddress(sequence)}>Read the whole story</a>
          </p>
        </>
      );
  }
}

/** Writes one order and shows its way down the road: the shortest explanation there is. */
export function Follow() {
  const { changes, hello } = useLive();
  const key = useSignal<string | undefined>(undefined);
  const refusal = useSignal<string | undefined>(undefined);
  const row = useComputed(() => changes.value.find((change) => change.key === key.value));
  // Kept, since the change itself soon leaves the list of the newest.
  const sequence = useSignal<string | undefined>(undefined);
  if (row.value !== undefined && sequence.value === undefined) sequence.value = row.value.sequence;

  const write = async () => {
    refusal.value = undefined;
    sequence.value = undefined;
    const orderId = newOrderId();
    key.value = orderId;
    try {
      await api.act({ type: 'write-order', orderId, customerId: 'customer-you' });
    } catch (error) {
      key.value = undefined;
      refusal.value = error instanceof Error ? error.message : String(error);
    }
  };

  return (
    <section class="follow" aria-label="Follow one change">
      <div class="row">
        <button
          type="button"
          class="button"
          data-look="main"
          onClick={write}
          disabled={hello.value?.ordersTable === undefined}
        >
          Write an order and follow it
        </button>
        {key.value === undefined ? null : (
          <span role="status">
            You wrote <strong>{key.value}</strong>.
          </span>
        )}
      </div>
      {refusal.value === undefined ? null : (
        <Notice tone="bad" title="The order was not written">
          {refusal.value}
        </Notice>
      )}
      {sequence.value === undefined ? null : (
        <Followed sequence={sequence.value} key={sequence.value} />
      )}
    </section>
  );
}
