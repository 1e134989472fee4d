import { finding, type Rule } from '../finding.js';
import { isOn, isUnknown, isUpdate, numberOr } from '../values.js';

const forever = 0;

/** Logs and messages that are kept for less time than before. */
export const retentionRule: Rule = (change) => {
  if (!isUpdate(change)) return [];
  switch (change.type) {
    case 'aws_cloudwatch_log_group': {
      const before = numberOr(change.before, 'retention_in_days', forever);
      const after = numberOr(change.after, 'retention_in_days', forever);
      const isCut = after !== forever && (before === forever || after < before);
      return isCut
        ? [
            finding(
              change,
              'risk',
              'log-retention-cut',
              `Log older than ${after} days is deleted soon after apply${before === forever ? '; until now it was kept for ever' : ` (until now: ${before} days)`}. The audit of changes is in it.`,
              'Export what must be kept (aws logs create-export-task) before applying.',
            ),
          ]
        : [];
    }
    case 'aws_sqs_queue': {
      const before = numberOr(change.before, 'message_retention_seconds', 345_600);
      const after = numberOr(change.after, 'message_retention_seconds', 345_600);
      return after < before && !isUnknown(change, 'message_retention_seconds')
        ? [
            finding(
              change,
              'risk',
              'queue-retention-cut',
              `Messages vanish after ${after / 3600} hours instead of ${before / 3600}; those that are older vanish at once.`,
              'Redrive or save what waits in the queue before applying.',
            ),
          ]
        : [];
    }
    case 'aws_cloudwatch_metric_alarm':
      return isOn(change.before, 'actions_enabled') && !isOn(change.after, 'actions_enabled')
        ? [
            finding(
              change,
              'risk',
              'alarm-silenced',
              'The alarm still changes colour, but tells nobody.',
              'Leave its actions on; to quiet it for a while use a composite alarm with a suppressor.',
            ),
          ]
        : [];
    default:
      return [];
  }
};
