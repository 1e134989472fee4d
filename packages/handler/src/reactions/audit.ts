import { type Change, type ChangeKind, difference, jsonValue, type Order } from '@millrace/shared';

const eventNames = {
  insert: 'INSERT',
  modify: 'MODIFY',
  remove: 'REMOVE',
  expire: 'REMOVE',
} as const satisfies Record<ChangeKind, string>;

/** Writes one structured log line: what happened to which order, and where its versions differ. */
export function audit(change: Change<Order>): void {
  const before = 'oldImage' in change ? change.oldImage : undefined;
  const after = 'newImage' in change ? change.newImage : undefined;
  const line = {
    level: 'INFO',
    message: 'change',
    kind: change.kind,
    eventName: eventNames[change.kind],
    keys: change.keys,
    sequenceNumber: change.sequenceNumber,
    eventId: change.eventId,
    version: (after ?? before)?.version,
    changes: difference(before, after),
    ...(change.kind === 'modify' ? { before, after } : {}),
  };
  console.log(JSON.stringify(line, jsonValue));
}
