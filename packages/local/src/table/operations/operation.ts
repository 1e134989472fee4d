import type { Clock } from '../clock.js';
import type { Engine, Members } from '../dynalite.js';
import type { StreamCatalog } from '../streams/stream-catalog.js';
import type { TableWriter } from '../table-writer.js';

/** What every operation works with. */
export interface OperationContext {
  readonly engine: Engine;
  readonly writer: TableWriter;
  readonly catalog: StreamCatalog;
  readonly clock: Clock;
}

/** An answer that is JSON text already, since its parts are kept as text. */
export class JsonText {
  constructor(readonly text: string) {}
}

/** One operation of the API: checks the body, does the work, answers. Throws AwsError for a refusal. */
export type Operation = (context: OperationContext, body: Members) => Promise<Members | JsonText>;
