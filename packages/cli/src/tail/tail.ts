import {
  AwsStreamSource,
  createEventSourceMapping,
  defaultSettings,
  type Invoker,
  type MappingEvent,
  MemoryCheckpoints,
  type PollingSettings,
  type StreamRecord,
  type StreamSource,
} from '@millrace/mapping';
import { RecordError } from '@millrace/shared';
import type { Clients } from '../aws/clients.js';
import type { TableStream } from '../aws/stream-of.js';
import { aborted, anySignal } from '../output/any-signal.js';
import type { Screen } from '../output/screen.js';
import { warnOfReaders } from '../stream/reader-count.js';
import { SinceSource } from '../stream/since-source.js';
import { tellTrouble } from '../stream/tell-trouble.js';
import { type ChangeView, viewChange } from './change-view.js';

/** Where a tail begins: with what is written from now on, with all that is there, or at a time. */
export type TailStart =
  | { readonly kind: 'now' }
  | { readonly kind: 'horizon' }
  | { readonly kind: 'since'; readonly time: number };

export interface TailOptions {
  readonly clients: Clients;
  readonly stream: TableStream;
  readonly start: TailStart;
  readonly patterns: readonly string[];
  readonly screen: Screen;
  readonly signal: AbortSignal;
  /** Ends the tail after this many changes. */
  readonly count?: number;
  /** Ends the tail after it has read for so long, in milliseconds. */
  readonly limit?: number;
  readonly onChange: (change: ChangeView) => void;
  readonly onShard?: (
    event: MappingEvent & { readonly type: 'shard-opened' | 'shard-finished' },
  ) => void;
}

/** A shard at AWS allows five reads a second, and the mappings read four times. */
const POLLING: Readonly<Record<'local' | 'remote', Partial<PollingSettings>>> = {
  local: { quickest: 10, slowest: 40, discovery: 5_000 },
  remote: { quickest: 500, slowest: 1_000, discovery: 15_000 },
};

const nobody: Invoker = {
  invoke: async () => ({
    kind: 'success',
    requestId: '',
    statusCode: 200,
    executedVersion: '',
    payload: '',
  }),
};

/**
 * Shows changes as they happen until it is stopped. The reading is an event source mapping's own, so
 * splits, expired iterators and filters are what they are for a function.
 */
export async function tail(options: TailOptions): Promise<void> {
  const { clients, stream, screen, signal } = options;
  const source = new AwsStreamSource({
    client: await clients.streams(),
    streamArn: stream.streamArn,
  });
  // Access that is refused is said at once, where a mapping would wait for it.
  await source.listShards(undefined, signal);
  await warnOfReaders(clients, stream.streamArn, screen);

  const ended = new AbortController();
  const trouble = tellTrouble(screen);
  let left = options.count ?? Number.POSITIVE_INFINITY;
  const mapping = createEventSourceMapping({
    settings: {
      ...defaultSettings,
      batchSize: 1_000,
      startingPosition: options.start.kind === 'now' ? 'LATEST' : 'TRIM_HORIZON',
      filterCriteria: { Filters: options.patterns.map((Pattern) => ({ Pattern })) },
    },
    functionArn: 'millrace-tail',
    source: sourceFrom(source, options.start),
    invoker: nobody,
    checkpoints: new MemoryCheckpoints(),
    polling: clients.connection.isLocal ? POLLING.local : POLLING.remote,
    observe: (event) => {
      trouble(event);
      if (event.type === 'shard-opened' || event.type === 'shard-finished') {
        options.onShard?.(event);
      }
      if (event.type !== 'delivered') return;
      const shown = event.records.slice(0, Math.max(0, left));
      left -= shown.length;
      for (const record of shown) show(record, event.shardId, options);
      if (left <= 0) ended.abort();
    },
  });
  await mapping.start();
  screen.draw(`Reading ${stream.tableName}. Ctrl-C ends it.`);
  await aborted(anySignal([signal, ended.signal], options.limit));
  await mapping.stop({ finish: false });
}

/** A record that cannot be read is named and passed: the mapping must not hear an error from here. */
function show(record: StreamRecord, shardId: string, { onChange, screen }: TailOptions): void {
  try {
    onChange(viewChange(record, shardId));
  } catch (error) {
    if (!(error instanceof RecordError)) throw error;
    screen.err(`${screen.colours.red('unreadable')} ${error.message}`);
  }
}

function sourceFrom(source: StreamSource, start: TailStart): StreamSource {
  return start.kind === 'since' ? new SinceSource(source, start.time) : source;
}
