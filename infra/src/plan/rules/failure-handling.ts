import { type Finding, finding, type Rule } from '../finding.js';
import type { ResourceChange, Values } from '../plan-file.js';
import { block, isChanged, isOn, isUnknown, list, numberOr, text } from '../values.js';

/** What a mapping does with records that fail: destination, partial responses, retries, age, bisect. */
export const failureHandlingRule: Rule = (change) => {
  if (change.type !== 'aws_lambda_event_source_mapping' || !isChanged(change)) return [];
  return [
    ...destinationChanged(change),
    ...partialResponsesOff(change),
    ...lowered(change, 'maximum_retry_attempts', 'retries-lowered', 'retries'),
    ...lowered(change, 'maximum_record_age_in_seconds', 'record-age-lowered', 'seconds of age'),
    ...bisectOff(change),
  ];
};

function destination(values: Values): string {
  const config = block(values, 'destination_config');
  return config === undefined ? '' : text(block(config, 'on_failure') ?? {}, 'destination_arn');
}

function destinationChanged(change: ResourceChange): readonly Finding[] {
  const [before, after] = [destination(change.before), destination(change.after)];
  if (before === '' || before === after) return [];
  if (after !== '' || isUnknown(change, 'destination_config')) {
    return [
      finding(
        change,
        'note',
        'failure-destination-moved',
        'Batches that Lambda gives up on are reported to another place from now on; what waits in the old one stays there.',
        'Redrive what waits in the old one, and point the alarms at the new one.',
      ),
    ];
  }
  return [
    finding(
      change,
      'loss',
      'failure-destination-removed',
      'Batches that run out of retries or age are dropped without a trace.',
      'Keep an on-failure destination; to change it, replace the ARN instead of removing the block.',
    ),
  ];
}

function partialResponsesOff(change: ResourceChange): readonly Finding[] {
  const reports = (values: Values): boolean =>
    list(values, 'function_response_types').includes('ReportBatchItemFailures');
  if (!reports(change.before) || reports(change.after)) return [];
  return [
    finding(
      change,
      'loss',
      'partial-responses-off',
      'Lambda no longer reads batchItemFailures: a record that the consumer reports as failed counts as done, and is never delivered again.',
      'Keep ReportBatchItemFailures for as long as the function answers with batchItemFailures.',
    ),
  ];
}

const untilExpiry = -1;

function lowered(
  change: ResourceChange,
  attribute: string,
  rule: string,
  unit: string,
): readonly Finding[] {
  if (isUnknown(change, attribute)) return [];
  const before = numberOr(change.before, attribute, untilExpiry);
  const after = numberOr(change.after, attribute, untilExpiry);
  const isLower = after !== untilExpiry && (before === untilExpiry || after < before);
  if (!isLower) return [];
  const reported = destination(change.after) !== '' || isUnknown(change, 'destination_config');
  return [
    finding(
      change,
      reported ? 'risk' : 'loss',
      rule,
      `Lambda gives up on a record after ${after} ${unit} instead of ${
        before === untilExpiry ? 'when the stream drops it' : before
      }: an outage of what the consumer calls, which it would have outlasted, now ends in ` +
        `${reported ? 'the failure destination' : 'records dropped without a trace'}.`,
      'See that the new value outlasts the longest outage you expect, and that someone redrives the failures within 24 hours.',
    ),
  ];
}

function bisectOff(change: ResourceChange): readonly Finding[] {
  const bisect = 'bisect_batch_on_function_error';
  if (!isOn(change.before, bisect) || isOn(change.after, bisect)) return [];
  return [
    finding(
      change,
      'risk',
      'bisect-off',
      'A batch that makes the function throw or time out is no longer split: its good records are retried and given up together with the bad one.',
      'Keep bisect on; it costs retries only when a batch fails as a whole.',
    ),
  ];
}
