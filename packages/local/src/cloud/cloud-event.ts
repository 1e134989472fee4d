import type { MappingEvent } from '@millrace/mapping';
import type { PublishedEvent } from '../bus/buses.js';
import type { RuntimeEvent } from '../runtime/runtime-event.js';
import type { CommittedWrite } from '../table/index.js';

/** What happens in the local cloud. */
type Happening =
  | RuntimeEvent
  /** An item was written, or removed, and the write was acknowledged or is about to be. */
  | {
      readonly type: 'item-written';
      readonly tableName: string;
      readonly write: CommittedWrite;
    }
  | {
      readonly type: 'mapping';
      readonly mappingUuid: string;
      readonly functionArn: string;
      readonly event: MappingEvent;
    }
  | {
      readonly type: 'message-sent';
      readonly queueName: string;
      readonly messageId: string;
      readonly body: string;
    }
  | {
      readonly type: 'topic-published';
      readonly topicArn: string;
      readonly messageId: string;
      readonly message: string;
    }
  | { readonly type: 'event-published'; readonly published: PublishedEvent }
  /** Something in the local cloud itself went wrong; it goes on. */
  | { readonly type: 'fault'; readonly where: string; readonly error: unknown };

/** One thing that happened; `at` is in milliseconds since 1970. */
export type CloudEvent = Happening & { readonly at: number };

export type CloudListener = (event: CloudEvent) => void;

/** Tells every listener of everything, in the order in which it happens. */
export class CloudEvents {
  readonly #listeners = new Set<CloudListener>();

  /** Call the result to stop listening. */
  on(listener: CloudListener): () => void {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  }

  tell(happening: Happening): void {
    if (this.#listeners.size === 0) return;
    const event: CloudEvent = { ...happening, at: Date.now() };
    for (const listener of this.#listeners) listener(event);
  }
}
