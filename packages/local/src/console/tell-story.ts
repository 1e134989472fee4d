import { filterVerdict } from './bench/filter-verdict.js';
import { changeRow, differenceOf } from './change-row.js';
import type { Story, StoryStep } from './contract.js';
import type { FunctionWatch } from './watch/function-watch.js';
import type { KeptStep, StoredChange } from './watch/stored-change.js';

/** What a story is told from, beside the change itself. */
export interface StoryParts {
  readonly functions: FunctionWatch;
  /** The patterns of the mapping that read the change. */
  readonly patterns: readonly string[];
}

function tellStep(
  step: KeptStep,
  { sequence, shardId }: StoredChange,
  { functions }: StoryParts,
): readonly StoryStep[] {
  switch (step.type) {
    case 'read': {
      const { at, iteratorAge } = step;
      return [{ type: 'read', at, iteratorAge, shardId: shardId ?? '' }];
    }
    case 'filtered':
      return [];
    case 'delivered': {
      const { requestId } = step.delivery;
      const log = requestId === undefined ? [] : functions.linesOf(requestId, sequence);
      return [{ type: 'delivered', ...step.delivery, log }];
    }
    default:
      return [step];
  }
}

/** How the change met the filter, worked out again from the patterns as they are now. */
function filterStep(change: StoredChange, { patterns }: StoryParts): StoryStep {
  const end = change.steps.find(({ type }) => type === 'filtered' || type === 'delivered');
  return {
    type: 'filter',
    passed: change.outcome !== 'filtered',
    verdicts: patterns.map((pattern) => filterVerdict(pattern, change.record)),
    ...(end === undefined ? {} : { at: end.at }),
  };
}

/** Everything that is known of one change, in the order in which it happened. */
export function tellStory(change: StoredChange, parts: StoryParts): Story {
  const steps: StoryStep[] = [{ type: 'written', at: change.at }];
  let isFiltered = false;
  for (const step of change.steps) {
    const meetsFilter = step.type === 'filtered' || step.type === 'delivered';
    if (meetsFilter && !isFiltered && change.record !== undefined) {
      isFiltered = true;
      steps.push(filterStep(change, parts));
    }
    steps.push(...tellStep(step, change, parts));
  }
  return {
    row: changeRow(change),
    record: change.record ?? null,
    difference: differenceOf(change),
    steps,
  };
}
