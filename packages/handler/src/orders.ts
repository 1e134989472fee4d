import {
  type Change,
  decodeRecord,
  mapImages,
  type Order,
  readOrder,
  type StreamRecord,
} from '@millrace/shared';
import type { DynamoDBBatchResponse, DynamoDBStreamEvent } from 'aws-lambda';
import { audit } from './reactions/audit.js';

/**
 * The Orders function: handles the batch in order and stops at the first change that fails, so that
 * Lambda delivers from exactly there again (`ReportBatchItemFailures`).
 */
export async function handler(event: DynamoDBStreamEvent): Promise<DynamoDBBatchResponse> {
  for (const record of event.Records) {
    try {
      audit(decodeOrderChange(record));
    } catch (error) {
      reportFailure(record, error);
      return { batchItemFailures: [{ itemIdentifier: record.dynamodb?.SequenceNumber ?? '' }] };
    }
  }
  return { batchItemFailures: [] };
}

function decodeOrderChange(record: StreamRecord): Change<Order> {
  const identity = { eventId: record.eventID, sequenceNumber: record.dynamodb?.SequenceNumber };
  return mapImages(decodeRecord(record), (image, field) => readOrder(image, field, identity));
}

function reportFailure(record: StreamRecord, error: unknown): void {
  console.error(
    JSON.stringify({
      level: 'ERROR',
      message: 'change failed',
      eventId: record.eventID,
      sequenceNumber: record.dynamodb?.SequenceNumber,
      error: error instanceof Error ? error.message : String(error),
    }),
  );
}
