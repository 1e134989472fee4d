import { type Finding, finding, type Rule } from '../finding.js';
import type { ResourceChange } from '../plan-file.js';
import { block, isGone, isOn, isUpdate, numberOr, text } from '../values.js';

/** A table that goes, or that loses what protects it. */
export const tableRule: Rule = (change) => {
  if (change.type !== 'aws_dynamodb_table') return [];
  if (isGone(change)) return [tableGone(change)];
  return isUpdate(change)
    ? [...backupsCut(change), ...protectionOff(change), ...expiryChanged(change)]
    : [];
};

function tableGone(change: ResourceChange): Finding {
  const replaced = change.kind === 'replace';
  return finding(
    change,
    'loss',
    replaced ? 'table-replaced' : 'table-deleted',
    `The table is ${replaced ? `replaced (${change.replacedBy.join(', ') || 'forced'} changed)` : 'deleted'}: ` +
      'its items are gone, with its stream and every change in it that was not consumed yet' +
      `${replaced ? '; the new table is empty and has a new stream ARN' : ''}.`,
    'Make the new table beside the old one, copy the items, move the writers, drain the old stream, and only then remove it. ' +
      'If only the name in the code changed, use a moved block.',
  );
}

const days = (change: ResourceChange, side: 'before' | 'after'): number => {
  const backups = block(change[side], 'point_in_time_recovery');
  return isOn(backups, 'enabled') ? numberOr(backups ?? {}, 'recovery_period_in_days', 35) : 0;
};

function backupsCut(change: ResourceChange): readonly Finding[] {
  const [before, after] = [days(change, 'before'), days(change, 'after')];
  if (after >= before) return [];
  return [
    finding(
      change,
      'risk',
      'backups-cut',
      after === 0
        ? 'Point-in-time recovery is switched off, and the backups it made are deleted: items that a bug overwrites cannot be brought back.'
        : `Point-in-time recovery reaches back ${after} days instead of ${before}.`,
      'Leave it on; or take an on-demand backup first (aws dynamodb create-backup).',
    ),
  ];
}

function protectionOff(change: ResourceChange): readonly Finding[] {
  if (!isOn(change.before, 'deletion_protection_enabled')) return [];
  if (isOn(change.after, 'deletion_protection_enabled')) return [];
  return [
    finding(
      change,
      'risk',
      'deletion-protection-off',
      'Nothing keeps the next plan, or a slip in the console, from deleting the table.',
      'Leave deletion protection on, unless the table is to go in the very next plan.',
    ),
  ];
}

function expiryChanged(change: ResourceChange): readonly Finding[] {
  const [before, after] = [block(change.before, 'ttl'), block(change.after, 'ttl')];
  if (!isOn(after, 'enabled')) return [];
  const attribute = text(after ?? {}, 'attribute_name');
  if (isOn(before, 'enabled') && text(before ?? {}, 'attribute_name') === attribute) return [];
  return [
    finding(
      change,
      'risk',
      'expiry-started',
      `DynamoDB begins to remove items whose "${attribute}" lies in the past; each removal is a REMOVE in the stream.`,
      `Query for items with a past "${attribute}" before applying, and see that the filter and the consumer expect them.`,
    ),
  ];
}
