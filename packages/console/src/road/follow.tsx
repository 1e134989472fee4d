import { useSignal } from '@preact/signals';
import { api } from '../api/api.js';
import { storyAddress } from '../app/read-route.js';
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
  const key = useSignal<string | undefined>(undefined);
  const sequence = useSignal<string | undefined>(undefined);
  const refusal = useSignal<string | undefined>(undefined);

  const write = async () => {
    const orderId = newOrderId();
    refusal.value = undefined;
    sequence.value = undefined;
    key.value = undefined;
    try {
      const done = await api.act({ type: 'write-order', orderId, customerId: 'customer-you' });
      key.value = orderId;
      sequence.value = done.sequence;
    } catch (error) {
      refusal.value = error instanceof Error ? error.message : String(error);
    }
  };

  return (
    <section class="follow" aria-label="Follow one change">
      <div class="row">
        <button type="button" class="button" data-look="main" onClick={write}>
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
      {sequence.value !== undefined ? (
        <Followed sequence={sequence.value} key={sequence.value} />
      ) : key.value !== undefined ? (
        <p class="soft">No mapping reads its table, so there is no way to follow it on.</p>
      ) : null}
    </section>
  );
}
