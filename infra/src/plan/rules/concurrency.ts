import { finding, type Rule } from '../finding.js';
import { isUpdate, numberOr } from '../values.js';

const shared = -1;

/** A function that is not allowed to run any more. */
export const concurrencyRule: Rule = (change) => {
  if (change.type !== 'aws_lambda_function' || !isUpdate(change)) return [];
  const attribute = 'reserved_concurrent_executions';
  const isOff = numberOr(change.after, attribute, shared) === 0;
  if (!isOff || numberOr(change.before, attribute, shared) === 0) return [];
  return [
    finding(
      change,
      'risk',
      'function-off',
      'Reserved concurrency 0 switches the function off: changes pile up in the stream, which drops each one after 24 hours.',
      'To pause, disable the mapping and enable it again within 24 hours.',
    ),
  ];
};
