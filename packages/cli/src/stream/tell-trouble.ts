import type { MappingEvent } from '@millrace/mapping';
import type { Screen } from '../output/screen.js';

/** The same trouble is told again after this long, in milliseconds. */
const REPEAT_AFTER = 10_000;

/**
 * Tells on the screen what goes wrong while a stream is read: lost records always, refusals of the stream
 * and of the files where it is kept once in a while. An expired iterator or a throttle that is waited out is no trouble.
 */
export function tellTrouble(screen: Screen, now: () => number = Date.now) {
  const { red, yellow } = screen.colours;
  const toldAt = new Map<string, number>();
  return (event: MappingEvent): void => {
    if (event.type === 'gap') {
      const { shardId, after, before } = event;
      screen.err(
        `${red('lost')} Records of ${shardId} left the stream before they were read: after ${after ?? 'its beginning'}, before ${before ?? 'its end'}.`,
      );
    }
    if (!isTrouble(event)) return;
    const message = event.error instanceof Error ? event.error.message : String(event.error);
    if (now() - (toldAt.get(message) ?? Number.NEGATIVE_INFINITY) < REPEAT_AFTER) return;
    toldAt.set(message, now());
    screen.err(`${yellow('warning')} ${message} It is tried again.`);
  };
}

type Refused = MappingEvent & {
  readonly type: 'source-refused' | 'failure-record-refused' | 'checkpoint-refused';
};

function isTrouble(event: MappingEvent): event is Refused {
  if (event.type === 'source-refused') {
    return event.reason === 'unavailable' || event.reason === 'not-found';
  }
  return event.type === 'failure-record-refused' || event.type === 'checkpoint-refused';
}
