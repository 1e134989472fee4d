import { BodyReader, refuse } from '../body-reader.js';
import type { Action, FaultKind } from '../contract.js';

const faultKinds: readonly FaultKind[] = ['error', 'slow', 'crash'];

function readFaultKind(reader: BodyReader): FaultKind {
  const kind = faultKinds.find((each) => each === reader.text('kind'));
  if (kind !== undefined) return kind;
  throw refuse(`Please give "kind": one of ${faultKinds.join(', ')}.`);
}

/** Checks what the page asks to be done. @throws RefusalError naming the member and its mend. */
export function readAction(body: unknown): Action {
  const reader = new BodyReader(body);
  const type = reader.text('type') as Action['type'];
  switch (type) {
    case 'write-order':
      return { type, orderId: reader.text('orderId'), customerId: reader.text('customerId') };
    case 'change-order':
      return { type, orderId: reader.text('orderId'), status: reader.text('status') };
    case 'delete-order':
      return { type, orderId: reader.text('orderId') };
    case 'inject-fault':
      return {
        type,
        functionName: reader.text('functionName'),
        kind: readFaultKind(reader),
        match: reader.text('match'),
        times: reader.wholeNumber('times', 0, 10_000),
      };
    case 'clear-faults':
      return { type, functionName: reader.text('functionName') };
    case 'split-shard': {
      const shardId = reader.optionalText('shardId');
      const tableName = reader.text('tableName');
      return { type, tableName, ...(shardId === undefined ? {} : { shardId }) };
    }
    case 'pause-mapping':
    case 'resume-mapping':
      return { type, uuid: reader.text('uuid') };
    case 'change-mapping':
      return {
        type,
        uuid: reader.text('uuid'),
        batchSize: reader.wholeNumber('batchSize', 1, 10_000),
        windowSeconds: reader.wholeNumber('windowSeconds', 0, 300),
      };
    case 'redrive':
      return { type, queueUrl: reader.text('queueUrl'), messageId: reader.text('messageId') };
    default:
      throw refuse(
        `There is no action "${String(type)}". Reload the page: it may be older than the server.`,
      );
  }
}
