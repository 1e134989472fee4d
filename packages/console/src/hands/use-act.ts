import { useSignal } from '@preact/signals';
import { api } from '../api/api.js';
import type { Action } from '../contract/contract.js';

export type ActState =
  | { readonly phase: 'ready' }
  | { readonly phase: 'busy' }
  | { readonly phase: 'done'; readonly message: string }
  | { readonly phase: 'refused'; readonly message: string };

/** Carries out an action and keeps what came of it for the control that asked. */
export function useAct(): readonly [ActState, (action: Action) => Promise<void>] {
  const state = useSignal<ActState>({ phase: 'ready' });
  const act = async (action: Action) => {
    state.value = { phase: 'busy' };
    try {
      const { message } = await api.act(action);
      state.value = { phase: 'done', message };
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      state.value = { phase: 'refused', message };
    }
  };
  return [state.value, act];
}
