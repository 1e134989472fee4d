import { finding, type Level, type Rule } from '../finding.js';
import { isGone } from '../values.js';

interface Store {
  readonly level: Level;
  readonly rule: string;
  readonly effect: string;
  readonly advice: string;
}

/** What is gone with a resource that holds something. Tables and mappings have rules of their own. */
const stores: Readonly<Record<string, Store>> = {
  aws_sqs_queue: {
    level: 'loss',
    rule: 'queue-deleted',
    effect: 'Every message in the queue is gone: failures that were not redriven, parked records.',
    advice:
      'Redrive or save what waits in it, see that nothing writes to it, and only then remove it.',
  },
  aws_s3_bucket: {
    level: 'loss',
    rule: 'bucket-deleted',
    effect: 'The objects in the bucket are gone: failed batches with their records, or state.',
    advice: 'Copy the objects first. Without force_destroy AWS refuses while there are any.',
  },
  aws_kinesis_stream: {
    level: 'loss',
    rule: 'stream-deleted',
    effect: 'The records in the stream that were not consumed yet are gone.',
    advice: 'Drain it first.',
  },
  aws_kms_key: {
    level: 'loss',
    rule: 'key-deleted',
    effect: 'What was encrypted with the key cannot be read once its waiting period is over.',
    advice: 'Encrypt it anew with another key first, and keep the waiting period long.',
  },
  aws_cloudwatch_log_group: {
    level: 'risk',
    rule: 'log-group-deleted',
    effect: 'The log is gone, and with it the audit of past changes.',
    advice: 'Export it first (aws logs create-export-task), or keep the group.',
  },
  aws_cloudwatch_event_bus: {
    level: 'risk',
    rule: 'bus-deleted',
    effect:
      'Events that are sent until the new bus stands fail, and rules on the old one are gone.',
    advice: 'Make the new bus first, move rules and senders, then remove the old one.',
  },
  aws_sns_topic: {
    level: 'risk',
    rule: 'topic-deleted',
    effect: 'Its subscriptions are gone: nobody hears of an alarm.',
    advice: 'Subscribe to the new topic before this one goes.',
  },
  aws_cloudwatch_metric_alarm: {
    level: 'risk',
    rule: 'alarm-deleted',
    effect: 'Nobody is told any more of what this alarm watches.',
    advice: 'Keep it, or name what takes its place.',
  },
  aws_lambda_function: {
    level: 'risk',
    rule: 'function-deleted',
    effect:
      'A mapping on it fails until it points at another one; the stream keeps its changes for 24 hours.',
    advice:
      'Make the new function first and point the mapping at it; use a moved block if only the name in the code changed.',
  },
  aws_lambda_alias: {
    level: 'risk',
    rule: 'alias-deleted',
    effect:
      'A mapping on it fails until the alias is back; the stream keeps its changes for 24 hours.',
    advice: 'Point the mapping elsewhere first.',
  },
};

/** A resource that holds records, messages or logs, and goes. */
export const deletedStoreRule: Rule = (change) => {
  const store = Object.hasOwn(stores, change.type) ? stores[change.type] : undefined;
  // A new alarm in place of the old one watches the same; only the gap of a moment is between them.
  const stillWatched = change.type === 'aws_cloudwatch_metric_alarm' && change.kind === 'replace';
  if (store === undefined || !isGone(change) || stillWatched) return [];
  return [finding(change, store.level, store.rule, store.effect, store.advice)];
};
