import { AwsError } from '../wire/aws-error.js';
import type { Members } from '../wire/members.js';

/** Answers a batch operation entry by entry: one that is refused does not fail the others. */
export function answerBatch(input: Members, answerEntry: (entry: Members) => object): object {
  const entries = input.list('Entries') ?? [];
  checkIds(entries.map((entry) => entry.string('Id') ?? ''));
  const successful: object[] = [];
  const failed: object[] = [];
  for (const entry of entries) {
    const Id = entry.string('Id') ?? '';
    try {
      successful.push({ Id, ...answerEntry(entry) });
    } catch (thrown) {
      if (!(thrown instanceof AwsError)) throw thrown;
      const Code = thrown.queryCode.replace(/^.*#/, '');
      failed.push({ Id, SenderFault: true, Code, Message: thrown.message });
    }
  }
  return {
    Successful: successful,
    ...(failed.length === 0 ? {} : { Failed: failed }),
  };
}

function checkIds(ids: readonly string[]): void {
  if (ids.length === 0) {
    throw refusal('EmptyBatchRequest', 'There should be at least one entry in the request.');
  }
  if (ids.length > 10) {
    throw refusal(
      'TooManyEntriesInBatchRequest',
      `Maximum number of entries per request are 10. You have sent ${ids.length}.`,
    );
  }
  if (ids.some((id) => !/^[\w-]{1,80}$/.test(id))) {
    throw refusal(
      'InvalidBatchEntryId',
      'A batch entry id can only contain alphanumeric characters, hyphens and underscores. It can be at most 80 letters long.',
    );
  }
  const repeated = ids.find((id, index) => ids.indexOf(id) !== index);
  if (repeated !== undefined) {
    throw refusal('BatchEntryIdsNotDistinct', `Id ${repeated} repeated.`);
  }
}

function refusal(code: string, message: string): AwsError {
  return new AwsError(400, `com.amazonaws.sqs#${code}`, message, {
    queryCode: `AWS.SimpleQueueService.${code}`,
  });
}
