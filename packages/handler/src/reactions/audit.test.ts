import { expect, test } from '@jest/globals';
import { decodeRecord, mapImages, readOrder } from '@millrace/shared';
import { makeOrder } from '../../test/support/orders.js';
import { makeReactionContext } from '../../test/support/reaction-context.js';
import { recordingObservers } from '../../test/support/silent.js';
import { type StreamEventBuilder, streamEvent } from '../testing/stream-event.js';
import { createAudit } from './audit.js';

/** What the audit writes of each change. */
function audited(event: StreamEventBuilder, hidden: readonly string[] = []) {
  const { lines, observers } = recordingObservers();
  const audit = createAudit(hidden);
  for (const record of event.Records) {
    const context = { ...makeReactionContext(), logger: observers.logger };
    audit(mapImages(decodeRecord(record), readOrder), context);
  }
  return lines.map(({ fields }) => fields);
}

const placed = makeOrder();
const poison = { ...placed, version: 2, total: 'much', token: 'my secret' };

test('of a mended order the line shows the mended version as new, and which field did not fit', () => {
  const mended = makeOrder({ version: 3, total: 990 });
  const [line] = audited(streamEvent().modify(poison, mended), ['customerId']);
  expect(line).toMatchObject({
    kind: 'modify',
    eventName: 'MODIFY',
    version: 3,
    misfit: 'dynamodb.OldImage.total',
    changes: expect.arrayContaining([
      { path: 'total', after: 990 },
      { path: 'customerId', after: '(redacted)' },
    ]),
    after: { total: 990, customerId: '(redacted)' },
  });
});

test('of a deleted misfit the line says that it is gone, and which field did not fit', () => {
  const lines = audited(streamEvent().remove(poison).expire(poison));
  expect(lines).toMatchObject([
    { kind: 'remove', eventName: 'REMOVE', changes: [], misfit: 'dynamodb.OldImage.total' },
    { kind: 'expire', eventName: 'REMOVE', changes: [], misfit: 'dynamodb.OldImage.total' },
  ]);
});

test('nothing that was never checked is logged', () => {
  const lines = audited(streamEvent().modify(poison, placed).remove(poison));
  expect(JSON.stringify(lines)).not.toMatch(/my secret|much/);
});

test('of orders that fit no line speaks of a misfit', () => {
  const lines = audited(streamEvent().insert(placed).modify(placed, placed).remove(placed));
  expect(lines).toHaveLength(3);
  for (const line of lines) expect(line).not.toHaveProperty('misfit');
});
