import type { Clock } from '../clock.js';
import type { Engine } from '../engine/engine.js';
import type { Members } from '../engine/engine-types.js';
import type { StreamCatalog } from '../streams/stream-catalog.js';
import type { TableSettings } from '../table-settings.js';
import type { TableWriter } from '../table-writer.js';
import type { IdempotencyTokens } from '../transactions/idempotency-tokens.js';

/** What every operation works with. */
export interface OperationContext {
  readonly engine: Engine;
  readonly writer: TableWriter;
  readonly catalog: StreamCatalog;
  readonly settings: TableSettings;
  readonly tokens: IdempotencyTokens;
  readonly clock: Clock;
}

/** An answer that is JSON text already, since its parts are kept as text. */
export class JsonText {
  constructor(readonly text: string) {}
}

/** One operation of the API: checks the body, does the work, answers. Throws AwsError for a refusal. */
export type Operation = (context: OperationContext, body: Members) => Promise<Members | JsonText>;
