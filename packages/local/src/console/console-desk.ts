import { InvalidFilterPatternError, type LintOptions } from '@millrace/filters';
import type { Cloud } from '../cloud/cloud.js';
import { performAction } from './acts/perform-action.js';
import { filterVerdict } from './bench/filter-verdict.js';
import { testPattern } from './bench/test-pattern.js';
import { changeRow } from './change-row.js';
import { type ConsoleClients, makeClients } from './console-clients.js';
import type {
  Action,
  ActionResult,
  BenchReport,
  ChangeRow,
  FilterVerdict,
  Frame,
  Hello,
  Second,
  Story,
} from './contract.js';
import type { FeedSource } from './http/feed.js';
import { RefusalError } from './refusal-error.js';
import { functionOf, roadState, tableOfStream } from './road-state.js';
import { describeTables, type TableShape } from './stream-shapes.js';
import { type StoryMapping, tellStory } from './tell-story.js';
import { RoadWatch } from './watch/road-watch.js';
import type { StoredChange } from './watch/stored-change.js';

const BENCH_RECORDS = 1_000;
const SEARCH_ROWS = 100;
const FRAME_ROWS = 40;
/** Shards come and go slowly. */
const SHAPES_MS = 1_000;
const DEFAULT_BATCH = 100;

/** Answers everything that the console's page asks. Knows nothing of HTTP. */
export class ConsoleDesk implements FeedSource {
  readonly #cloud: Cloud;
  readonly #now: () => number;
  readonly #watch: RoadWatch;
  readonly #stopWatching: () => void;
  #clients: ConsoleClients | undefined;
  #tables: readonly TableShape[] = [];
  #shapesAt = 0;
  #shaping: Promise<void> | undefined;
  #toldSecond = 0;

  constructor(cloud: Cloud, now: () => number) {
    this.#cloud = cloud;
    this.#now = now;
    this.#watch = new RoadWatch({
      now: now(),
      mappingsOf: (tableName) => this.#mappingsOf(tableName).map(({ uuid }) => uuid),
      isFailureQueue: (queueName) =>
        cloud.mappings
          .list()
          .some(({ definition }) => definition.destinationArn?.endsWith(`:${queueName}`) === true),
    });
    this.#stopWatching = cloud.on((event) => this.#watch.see(event));
  }

  get events(): number {
    return this.#watch.events;
  }

  /** Resolves when tables and shards have been looked at lately; a page's first view waits for it. */
  prepare(): Promise<void> {
    if (this.#shaping !== undefined) return this.#shaping;
    return this.#now() - this.#shapesAt > SHAPES_MS ? this.look() : Promise.resolve();
  }

  /** Looks at tables and shards. */
  async look(): Promise<void> {
    this.#shapesAt = this.#now();
    this.#shaping ??= describeTables(this.#open()).then(
      (tables) => {
        this.#tables = tables;
        this.#shaping = undefined;
      },
      (error: unknown) => {
        this.#shaping = undefined;
        throw error;
      },
    );
    await this.#shaping;
  }

  hello(): Hello {
    const ordersTable = this.#ordersTable();
    const { endpoint, region } = this.#cloud;
    const changes = this.#watch.journal.newestOfEach(FRAME_ROWS).map(changeRow);
    return {
      endpoint,
      region,
      ...(ordersTable === undefined ? {} : { ordersTable }),
      // A second that ended since the last frame is told by the next one.
      history: this.#watch.seconds.closedBy(this.#now()).filter(({ at }) => at <= this.#toldSecond),
      frame: { ...this.#emptyFrame(), changes },
    };
  }

  frame(): Frame {
    // A look that fails is tried again with a later frame; the page shows the shards as they were.
    if (this.#now() - this.#shapesAt > SHAPES_MS) this.look().catch(() => undefined);
    return {
      ...this.#emptyFrame(),
      flow: this.#watch.flow.take(),
      changes: this.#watch.journal.takeNews(FRAME_ROWS).map(changeRow),
      seconds: this.#newSeconds(),
    };
  }

  search(text: string): readonly ChangeRow[] {
    const wanted = text.toLowerCase();
    const isWanted = ({ key, sequence }: StoredChange) =>
      key.toLowerCase().includes(wanted) || sequence === wanted;
    return this.#watch.journal.newest(SEARCH_ROWS, isWanted).map(changeRow);
  }

  story(sequence: string): Story {
    return tellStory(this.#change(sequence), {
      functions: this.#watch.functions,
      mapping: (uuid) => this.#storyMapping(uuid),
    });
  }

  /** @param tableName the first mapping's when left out */
  bench(pattern: string, tableName = this.#firstMappedTable()): BenchReport {
    const [mapping] = tableName === undefined ? [] : this.#mappingsOf(tableName);
    const changes = this.#watch.journal.newest(
      BENCH_RECORDS,
      (change) =>
        change.record !== undefined && (tableName === undefined || change.tableName === tableName),
    );
    const viewType = this.#tables.find(({ name }) => name === tableName)?.viewType;
    return testPattern(pattern, {
      changes,
      batchSize: mapping?.definition.settings.batchSize ?? DEFAULT_BATCH,
      viewType: viewType as LintOptions['viewType'],
    });
  }

  explain(pattern: string, sequence: string): FilterVerdict {
    try {
      return filterVerdict(pattern, this.#change(sequence).record);
    } catch (error) {
      if (!(error instanceof InvalidFilterPatternError)) throw error;
      throw new RefusalError(400, 'INVALID_PATTERN', error.message);
    }
  }

  async act(action: Action): Promise<ActionResult> {
    const ordersTable = this.#ordersTable();
    const isOf = (orderId: string) => (change: StoredChange) =>
      change.tableName === ordersTable && change.key === orderId;
    const result = await performAction(action, {
      cloud: this.#cloud,
      clients: this.#open(),
      ordersTable,
      newestChange: (orderId) => this.#watch.journal.newest(1, isOf(orderId)).at(0)?.sequence,
      now: this.#now,
    });
    if (action.type === 'split-shard') await this.look();
    return result;
  }

  close(): void {
    this.#stopWatching();
    this.#clients?.close();
  }

  #open(): ConsoleClients {
    this.#clients ??= makeClients(this.#cloud.endpoint, this.#cloud.region);
    return this.#clients;
  }

  #emptyFrame(): Frame {
    return {
      at: this.#now(),
      road: roadState({ cloud: this.#cloud, watch: this.#watch, tables: this.#tables }),
      flow: [],
      changes: [],
      seconds: [],
    };
  }

  #newSeconds(): readonly Second[] {
    const closed = this.#watch.seconds.closedBy(this.#now());
    const fresh = closed.filter(({ at }) => at > this.#toldSecond);
    this.#toldSecond = closed.at(-1)?.at ?? this.#toldSecond;
    return fresh;
  }

  #ordersTable(): string | undefined {
    const orders = this.#tables.filter(
      ({ partitionKey, sortKey }) => partitionKey === 'orderId' && sortKey === undefined,
    );
    return (orders.find(({ name }) => this.#mappingsOf(name).length > 0) ?? orders.at(0))?.name;
  }

  #mappingsOf(tableName: string) {
    return this.#cloud.mappings
      .list()
      .filter(({ definition }) => tableOfStream(definition.eventSourceArn) === tableName);
  }

  #firstMappedTable(): string | undefined {
    const mapping = this.#cloud.mappings.list().at(0);
    return mapping && tableOfStream(mapping.definition.eventSourceArn);
  }

  #storyMapping(uuid: string): StoryMapping | undefined {
    const mapping = this.#cloud.mappings.list().find((each) => each.uuid === uuid);
    if (mapping === undefined) return undefined;
    const { settings, functionName } = mapping.definition;
    return {
      patterns: settings.filterCriteria?.Filters.map(({ Pattern }) => Pattern) ?? [],
      functionName: functionOf(functionName),
    };
  }

  #change(sequence: string): StoredChange {
    const change = this.#watch.journal.find(sequence);
    if (change !== undefined) return change;
    throw new RefusalError(
      404,
      'UNKNOWN_RECORD',
      'No record with this sequence number is kept here: it is older than the newest two thousand, or was never written. millrace tail reads the stream itself.',
    );
  }
}
