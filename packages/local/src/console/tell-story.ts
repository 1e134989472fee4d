import { filterVerdict } from './bench/filter-verdict.js';
import { changeRow, differenceOf } from './change-row.js';
import type { Story, StoryStep } from './contract.js';
import type { FunctionWatch } from './watch/function-watch.js';
import type { KeptStep, StoredChange } from './watch/stored-change.js';

/** A mapping as far as a story speaks of it. */
export interface StoryMapping {
  readonly patterns: readonly string[];
  readonly functionName: string;
}

/** What a story is told from, beside the change itself. */
export interface StoryParts {
  readonly functions: FunctionWatch;
  /** The mapping of a UUID; undefined for one that is gone. */
  readonly mapping: (uuid: string) => StoryMapping | undefined;
}

function tellStep(
  { mappingUuid: _, ...step }: KeptStep,
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

/** How the change met a mapping's filter, worked out again from its patterns as they are now. */
const filterStep = (
  { type, at }: KeptStep,
  { record }: StoredChange,
  mapping: StoryMapping | undefined,
): StoryStep => ({
  type: 'filter',
  at,
  passed: type !== 'filtered',
  verdicts: (mapping?.patterns ?? []).map((pattern) => filterVerdict(pattern, record)),
});

/** Everything that is known of one change, in the order in which it happened. */
export function tellStory(change: StoredChange, parts: StoryParts): Story {
  const steps: StoryStep[] = [{ type: 'written', at: change.at }];
  const hasSeveral = change.passages.size > 1;
  const filtered = new Set<string | undefined>();
  const half = Math.ceil(change.steps.length / 2);
  for (const [index, step] of change.steps.entries()) {
    const { mappingUuid } = step;
    const mapping = mappingUuid === undefined ? undefined : parts.mapping(mappingUuid);
    const reader = hasSeveral && mapping !== undefined ? { reader: mapping.functionName } : {};
    const meetsFilter = step.type === 'filtered' || step.type === 'delivered';
    if (index === half && change.stepsLeftOut > 0) {
      steps.push({ type: 'left-out', count: change.stepsLeftOut });
    }
    if (meetsFilter && !filtered.has(mappingUuid) && change.record !== undefined) {
      filtered.add(mappingUuid);
      steps.push({ ...filterStep(step, change, mapping), ...reader });
    }
    steps.push(...tellStep(step, change, parts).map((told) => ({ ...told, ...reader })));
  }
  return {
    row: changeRow(change),
    record: change.record ?? null,
    difference: differenceOf(change),
    steps,
  };
}
