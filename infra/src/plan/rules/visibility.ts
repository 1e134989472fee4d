import { type Finding, finding, type Rule, type RuleContext } from '../finding.js';
import type { ResourceChange } from '../plan-file.js';
import { isGone, numberOr } from '../values.js';

/**
 * A function that may run longer than a message of its queue stays hidden: the message shows up
 * again, and is handled twice, while the first run still goes on. Looked for on the queues that a
 * mapping of the function reads from or reports to.
 */
export const visibilityRule: Rule = (mapping, context) => {
  if (mapping.type !== 'aws_lambda_event_source_mapping' || isGone(mapping)) return [];
  const functions = functionsOf(mapping, context);
  const queues = ['event_source_arn', 'destination_config']
    .flatMap((attribute) => context.plan.referencesOf(mapping.address, attribute))
    .flatMap((address) => changesAt(address, context))
    .filter(({ type, kind }) => type === 'aws_sqs_queue' && kind !== 'delete');
  return queues.flatMap((queue) =>
    functions
      .filter((fn) => timeout(fn, 'after') > visibility(queue, 'after'))
      // What was so before is not this plan's doing.
      .filter((fn) => timeout(fn, 'before') <= visibility(queue, 'before'))
      .map((fn) => tooShort(fn, queue)),
  );
};

function functionsOf(mapping: ResourceChange, context: RuleContext): readonly ResourceChange[] {
  return context.plan
    .referencesOf(mapping.address, 'function_name')
    .flatMap((address) =>
      // In a module the address begins with the module's name.
      /(^|\.)aws_lambda_alias\./.test(address)
        ? context.plan.referencesOf(address, 'function_name')
        : [address],
    )
    .flatMap((address) => changesAt(address, context))
    .filter(({ type, kind }) => type === 'aws_lambda_function' && kind !== 'delete');
}

function changesAt(address: string, { plan }: RuleContext): readonly ResourceChange[] {
  return plan.changes.filter((change) => change.address === address);
}

type Side = 'before' | 'after';
const timeout = (change: ResourceChange, side: Side): number =>
  numberOr(change[side], 'timeout', 3);
const visibility = (change: ResourceChange, side: Side): number =>
  numberOr(change[side], 'visibility_timeout_seconds', 30);

function tooShort(fn: ResourceChange, queue: ResourceChange): Finding {
  return finding(
    queue,
    'risk',
    'visibility-below-timeout',
    `A message is hidden for ${visibility(queue, 'after')} s, but ${fn.address} may work on it for ${timeout(fn, 'after')} s: it shows up again meanwhile and is handled twice.`,
    `Set visibility_timeout_seconds to six times the function's timeout (${6 * timeout(fn, 'after')}).`,
  );
}
