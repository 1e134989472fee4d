import { useComputed, useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { api } from '../api/api.js';
import { useLive } from '../app/live-context.js';
import type { Story } from '../contract/contract.js';
import { isFinal } from './is-final.js';

export type StoryState =
  | { readonly phase: 'loading' }
  | { readonly phase: 'told'; readonly story: Story }
  | { readonly phase: 'refused'; readonly message: string };

/** The log lines of a call come a little after its end. */
const ASK_AGAIN_MS = 700;

/** A record's story, asked for again until the record has come to its end. */
export function useStory(sequence: string): StoryState {
  const { link } = useLive();
  const state = useSignal<StoryState>({ phase: 'loading' });
  const connection = useComputed(() => link.value === 'live').value;
  useEffect(() => {
    const stop = new AbortController();
    let timer: ReturnType<typeof setTimeout> | undefined;
    let endings = 0;
    const ask = async () => {
      try {
        const story = await api.story(sequence, stop.signal);
        state.value = { phase: 'told', story };
        if (isFinal(story.row.outcome)) endings += 1;
        if (endings < 2) timer = setTimeout(ask, ASK_AGAIN_MS);
      } catch (error) {
        if (stop.signal.aborted) return;
        const message = error instanceof Error ? error.message : String(error);
        state.value = { phase: 'refused', message };
      }
    };
    void ask();
    return () => {
      stop.abort();
      clearTimeout(timer);
    };
  }, [sequence, state, connection]);
  return state.value;
}
