import type { Engine } from './engine/engine.js';
import type { StoreOperation } from './engine/level-store.js';

/** What a table has that dynalite does not keep. */
export interface Settings {
  /** The attribute that holds an item's time-to-live; none when it is off. */
  readonly timeToLiveAttribute?: string;
  /** When time-to-live was turned on or off last (milliseconds since the epoch). */
  readonly timeToLiveChangedAt?: number;
  /** When point-in-time recovery was turned on (milliseconds since the epoch). Told, never done. */
  readonly recoverableSince?: number;
  /** How many days back one could go. Told, never done. */
  readonly recoveryDays?: number;
  /** A table that DeleteTable must refuse. */
  readonly deletionProtection?: boolean;
  /** `STANDARD` or `STANDARD_INFREQUENT_ACCESS`. Told, never done, as is what follows. */
  readonly tableClass?: string;
  readonly encryption?: Encryption;
  readonly onDemandThroughput?: object;
  readonly warmThroughput?: object;
}

/** `SSESpecification` as it was asked for. */
export interface Encryption {
  readonly Enabled?: boolean;
  /** A key's id, alias or ARN. */
  readonly KMSMasterKeyId?: string;
}

const PREFIX = 'millrace~settings~';

/** The settings of every table. */
export class TableSettings {
  private readonly byTable = new Map<string, Settings>();

  get(tableName: string): Settings {
    return this.byTable.get(tableName) ?? {};
  }

  /** What stores these settings; {@link set} makes them seen. */
  keep(tableName: string, settings: Settings): StoreOperation {
    return { type: 'put', key: PREFIX + tableName, value: JSON.stringify(settings) };
  }

  /** What removes a table's settings from the store. */
  drop(tableName: string): StoreOperation {
    return { type: 'del', key: PREFIX + tableName };
  }

  set(tableName: string, settings: Settings): void {
    this.byTable.set(tableName, settings);
  }

  forget(tableName: string): void {
    this.byTable.delete(tableName);
  }

  /** The tables with time-to-live on, each with its attribute. */
  expiring(): readonly { readonly tableName: string; readonly attribute: string }[] {
    return [...this.byTable].flatMap(([tableName, { timeToLiveAttribute: attribute }]) =>
      attribute === undefined ? [] : [{ tableName, attribute }],
    );
  }

  async restore(engine: Engine): Promise<void> {
    for await (const [key, value] of engine.entries(PREFIX)) {
      this.set(key.slice(PREFIX.length), JSON.parse(value) as Settings);
    }
  }
}
