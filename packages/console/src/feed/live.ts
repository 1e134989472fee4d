import { type ReadonlySignal, signal } from '@preact/signals';
import type { ChangeRow, Flow, Frame, Hello, Road, Second } from '../contract/contract.js';
import { keepRecent } from './keep-recent.js';

export type Link = 'connecting' | 'live' | 'lost';

/** Fifteen minutes of seconds. */
const SECONDS_KEPT = 900;

/** What the page knows of the road at this moment. All views draw from it. */
export interface Live {
  readonly link: ReadonlySignal<Link>;
  readonly hello: ReadonlySignal<Omit<Hello, 'frame' | 'history'> | undefined>;
  readonly road: ReadonlySignal<Road | undefined>;
  /** The newest first. */
  readonly changes: ReadonlySignal<readonly ChangeRow[]>;
  /** The oldest first. */
  readonly seconds: ReadonlySignal<readonly Second[]>;
  /** Calls `listener` with what moved, frame by frame. Call the result to stop. */
  onFlow(listener: (flow: readonly Flow[]) => void): () => void;
}

/** Where the feed puts what it hears. */
export interface LiveInput {
  link(link: Link): void;
  hello(hello: Hello): void;
  frame(frame: Frame): void;
}

export function createLive(): { readonly live: Live; readonly input: LiveInput } {
  const link = signal<Link>('connecting');
  const hello = signal<Omit<Hello, 'frame' | 'history'> | undefined>(undefined);
  const road = signal<Road | undefined>(undefined);
  const changes = signal<readonly ChangeRow[]>([]);
  const seconds = signal<readonly Second[]>([]);
  const listeners = new Set<(flow: readonly Flow[]) => void>();

  const takeFrame = (frame: Frame) => {
    road.value = frame.road;
    if (frame.changes.length > 0) changes.value = keepRecent(changes.value, frame.changes);
    if (frame.seconds.length > 0) {
      seconds.value = [...seconds.value, ...frame.seconds].slice(-SECONDS_KEPT);
    }
    if (frame.flow.length > 0) for (const listener of listeners) listener(frame.flow);
  };

  return {
    live: {
      link,
      hello,
      road,
      changes,
      seconds,
      onFlow: (listener) => {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
    },
    input: {
      link: (value) => {
        link.value = value;
      },
      hello: ({ frame, history, ...rest }) => {
        hello.value = rest;
        changes.value = [];
        seconds.value = history;
        takeFrame(frame);
      },
      frame: takeFrame,
    },
  };
}
