import { type Finding, finding, type Rule } from '../finding.js';
import type { ResourceChange } from '../plan-file.js';
import { isUpdate, text } from '../values.js';

/** A mapping that goes, starts elsewhere, or stops. */
export const mappingRule: Rule = (change) => {
  if (change.type !== 'aws_lambda_event_source_mapping') return [];
  if (change.kind === 'delete') return [mappingDeleted(change)];
  if (change.kind === 'replace') return [mappingReplaced(change)];
  return isUpdate(change) ? switchedOff(change) : [];
};

function mappingDeleted(change: ResourceChange): Finding {
  return finding(
    change,
    'loss',
    'mapping-deleted',
    'Nobody reads the stream for this function any more, and the place where it stood is forgotten: ' +
      'what it has not handled yet is gone when the stream drops it after 24 hours.',
    'Stop the writers or accept the cut, wait until the iterator age is 0, then delete. To pause, set enabled = false.',
  );
}

function mappingReplaced(change: ResourceChange): Finding {
  const { before, after } = change;
  // The ARN of a stream that is yet to be made is known only after apply, and is empty here.
  const otherStream = text(before, 'event_source_arn') !== text(after, 'event_source_arn');
  const latest = text(after, 'starting_position') === 'LATEST';
  const start = latest
    ? 'The new one starts at LATEST: what is written until it polls, which can take minutes, is never delivered'
    : 'The new one starts at TRIM_HORIZON: it delivers again whatever the stream still has';
  if (otherStream) {
    return finding(
      change,
      'loss',
      'mapping-replaced',
      `The mapping moves to another stream: what it had not read of the old one is never delivered. ${start}.`,
      'Stop the writers and wait until the iterator age is 0 before applying; ' +
        'or add a mapping for the new stream beside this one, drain, and delete this one in a second plan.',
    );
  }
  return finding(
    change,
    latest ? 'loss' : 'risk',
    'mapping-replaced',
    `The mapping is made anew (${change.replacedBy.join(', ') || 'forced'}), and its place in the stream is forgotten. ${start}.`,
    latest
      ? 'Use TRIM_HORIZON and let the consumer skip what it has seen.'
      : 'See that every reaction is fenced against repeats; otherwise keep the mapping.',
  );
}

function switchedOff(change: ResourceChange): readonly Finding[] {
  if (change.before['enabled'] === false || change.after['enabled'] !== false) return [];
  return [
    finding(
      change,
      'risk',
      'mapping-disabled',
      'Changes pile up in the stream, which drops each one 24 hours after it was made.',
      'Enable it again well within 24 hours; it goes on from where it stood.',
    ),
  ];
}
