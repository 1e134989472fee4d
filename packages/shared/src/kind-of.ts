import type { ChangeKind } from './change-record.js';
import { identifyRecord, RecordError } from './errors.js';
import type { StreamRecord } from './stream-record.js';

/**
 * Tells what happened to the item. A removal by time-to-live carries the identity of DynamoDB
 * itself (documented; no recording shows it), any other removal carries none or somebody else's. In the
 * other regions of a global table the same removal arrives replicated and without that identity, so
 * there it is a plain one.
 *
 * @throws {RecordError} `MALFORMED_RECORD` when `eventName` is none of the three.
 */
export function kindOf(record: StreamRecord): ChangeKind {
  switch (record.eventName) {
    case 'INSERT':
      return 'insert';
    case 'MODIFY':
      return 'modify';
    case 'REMOVE':
      return isTimeToLive(record.userIdentity) ? 'expire' : 'remove';
    default:
      throw new RecordError(
        'MALFORMED_RECORD',
        'eventName',
        `is ${JSON.stringify(record.eventName)}, but must be INSERT, MODIFY or REMOVE`,
        identifyRecord(record),
      );
  }
}

function isTimeToLive(identity: unknown): boolean {
  const { type, principalId } = (identity ?? {}) as Readonly<Record<string, unknown>>;
  return type === 'Service' && principalId === 'dynamodb.amazonaws.com';
}
