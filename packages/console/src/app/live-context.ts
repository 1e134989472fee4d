import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { Live } from '../feed/live.js';

export const LiveContext = createContext<Live | undefined>(undefined);

/** The live road, from any view. */
export function useLive(): Live {
  const live = useContext(LiveContext);
  if (live === undefined) throw new Error('A view was drawn outside of LiveContext.');
  return live;
}
