import { isContained, passes } from '../filter-containment.js';
import { type Finding, finding, type Rule, type RuleContext } from '../finding.js';
import { type ResourceChange, record, type Values } from '../plan-file.js';
import { block, isChanged, isUnknown, list, text } from '../values.js';

/** A mapping's filter, narrowed, widened or taken away. */
export const filterRule: Rule = (change, context) => {
  if (change.type !== 'aws_lambda_event_source_mapping' || !isChanged(change)) return [];
  const before = patternsOf(change.before);
  if (isUnknown(change, 'filter_criteria')) return [unknownFilter(change)];
  const after = patternsOf(change.after);

  const losesNothing = isContained(before, after);
  const gainsNothing = isContained(after, before);
  if (losesNothing && gainsNothing) return [];
  const trial = tryOut(before, after, context);
  if (losesNothing) return [widened(change, after, trial)];
  if (gainsNothing) return [narrowed(change, trial)];
  return [rewritten(change, trial)];
};

function patternsOf(values: Values): readonly string[] {
  return list(block(values, 'filter_criteria') ?? {}, 'filter')
    .map((filter) => text(record(filter) ?? {}, 'pattern'))
    .filter((pattern) => pattern !== '');
}

interface Trial {
  readonly dropped: number;
  readonly added: number;
  /** A sentence on the sample; empty without one. */
  readonly told: string;
}

function tryOut(
  before: readonly string[],
  after: readonly string[],
  { sample }: RuleContext,
): Trial {
  const passed = sample.map((item) => [passes(before, item), passes(after, item)] as const);
  const dropped = passed.filter(([was, is]) => was && !is).length;
  const added = passed.filter(([was, is]) => !was && is).length;
  return {
    dropped,
    added,
    told:
      sample.length === 0
        ? ''
        : ` Of ${sample.length} sample records, ${dropped} that were delivered no longer are, and ${added} that were not are now.`,
  };
}

const tryFirst =
  'Give plan-check a sample of real records (--sample) to see which ones change sides.';

function narrowed(change: ResourceChange, { told }: Trial): Finding {
  return finding(
    change,
    'loss',
    'filter-narrowed',
    `Records that the consumer gets today are filtered out from now on: never delivered, and not reported as failures either.${told}`,
    told === '' ? tryFirst : 'If that is what you want, allow it for this address (--allow).',
  );
}

function widened(change: ResourceChange, after: readonly string[], { told }: Trial): Finding {
  const removed = after.length === 0;
  return finding(
    change,
    removed ? 'risk' : 'note',
    removed ? 'filter-removed' : 'filter-widened',
    `${removed ? 'Every change of the table' : 'More records than today'} reaches the consumer, which must expect them, and each invocation is paid for.${told}`,
    'See that the consumer handles the new records; those it cannot read it would park or retry.',
  );
}

function rewritten(change: ResourceChange, { dropped, told }: Trial): Finding {
  return finding(
    change,
    dropped > 0 ? 'loss' : 'risk',
    'filter-rewritten',
    `The filter lets other records pass than before; some that are delivered today may be filtered out for good.${told}`,
    told === '' ? tryFirst : 'Look at the records that change sides before you apply.',
  );
}

function unknownFilter(change: ResourceChange): Finding {
  return finding(
    change,
    'risk',
    'filter-unknown',
    'The filter is known only after apply: nobody can say now which records it lets pass.',
    'Make the filter depend on nothing that does not exist yet.',
  );
}
