import { AwsError } from '../wire/aws-error.js';
import { isJsonObject, type Members } from '../wire/members.js';
import type { Buses } from './buses.js';

/** EventBridge's limit on one call's entries together, in bytes. */
const totalLimit = 262_144;

/**
 * PutEvents: each entry is published or refused by itself.
 * @throws AwsError 400 when the call as a whole is refused.
 */
export function putEvents(buses: Buses, input: Members): object {
  const entries = input.list('Entries') ?? [];
  if (entries.length === 0) throw constraint(entries.length, 'greater than or equal to 1');
  if (entries.length > 10) throw constraint(entries.length, 'less than or equal to 10');
  const size = entries.reduce((sum, entry) => sum + entrySize(entry), 0);
  if (size > totalLimit) {
    throw new AwsError(
      400,
      'ValidationException',
      'Total size of the entries in the request is over the limit.',
    );
  }
  const results = entries.map((entry) => putEntry(buses, entry));
  const failed = results.filter((result) => 'ErrorCode' in result).length;
  return { FailedEntryCount: failed, Entries: results };
}

function putEntry(buses: Buses, entry: Members): object {
  for (const name of ['Source', 'DetailType', 'Detail']) {
    if ((entry.string(name) ?? '') === '') {
      return refusal(
        'InvalidArgument',
        `Parameter ${name} is not valid. Reason: ${name} is a required argument.`,
      );
    }
  }
  const detail = entry.string('Detail') ?? '';
  if (!isJsonObjectText(detail)) return refusal('MalformedDetail', 'Detail is malformed.');
  const bus = busName(entry.string('EventBusName') ?? 'default');
  if (!buses.has(bus)) {
    return refusal('ResourceNotFoundException', `Event bus ${bus} does not exist.`);
  }
  if (buses.takeFailure()) return refusal('InternalFailure', 'A fault was injected.');
  const { id } = buses.publish({
    bus,
    source: entry.string('Source') ?? '',
    detailType: entry.string('DetailType') ?? '',
    detail,
    resources: entry.strings('Resources') ?? [],
    time: Date.now(),
  });
  return { EventId: id };
}

function busName(nameOrArn: string): string {
  return /:event-bus\/(.+)$/.exec(nameOrArn)?.[1] ?? nameOrArn;
}

// As documented: 14 bytes for the time, and the bytes of source, detail type, detail and resources.
function entrySize(entry: Members): number {
  const texts = ['Source', 'DetailType', 'Detail'].map((name) => entry.string(name) ?? '');
  return [...texts, ...(entry.strings('Resources') ?? [])].reduce(
    (sum, text) => sum + Buffer.byteLength(text),
    14,
  );
}

function isJsonObjectText(text: string): boolean {
  try {
    return isJsonObject(JSON.parse(text));
  } catch {
    return false;
  }
}

function refusal(ErrorCode: string, ErrorMessage: string): object {
  return { ErrorCode, ErrorMessage };
}

function constraint(length: number, must: string): AwsError {
  return new AwsError(
    400,
    'ValidationException',
    `1 validation error detected: Value of length ${length} at 'entries' failed to satisfy constraint: Member must have length ${must}`,
  );
}
