import type { StoryStep } from '../contract/contract.js';
import { formatDuration, plural, shorten } from '../ui/format.js';

export interface Told {
  readonly title: string;
  readonly detail?: string;
  readonly tone: 'plain' | 'good' | 'warn' | 'bad';
}

const REASON_LENGTH = 300;
/** The log lines have all of it. */
const cut = (reason: string) =>
  reason.length > REASON_LENGTH ? `${reason.slice(0, REASON_LENGTH)}…` : reason;

function tellDelivery(step: Extract<StoryStep, { type: 'delivered' }>): Told {
  const batch =
    step.batchSize === 1 ? 'alone' : `in a batch of ${plural(step.batchSize, 'record')}`;
  const title = `Sent to the function, attempt ${step.attempt}`;
  const took = step.duration === undefined ? '' : ` after ${formatDuration(step.duration)}`;
  switch (step.outcome) {
    case 'running':
      return { title, detail: `${batch}, still running`, tone: 'plain' };
    case 'succeeded':
      return { title, detail: `${batch}, done${took}`, tone: 'good' };
    case 'throttled':
      return { title, detail: `${batch}, refused: too many calls at once`, tone: 'warn' };
    case 'failed':
      return { title, detail: `${batch}, failed${took}: ${cut(step.reason ?? '')}`, tone: 'bad' };
  }
}

function tellFilter(step: Extract<StoryStep, { type: 'filter' }>): Told {
  if (step.verdicts.length === 0) {
    return { title: 'No filter is set', detail: 'every record passes', tone: 'plain' };
  }
  return step.passed
    ? {
        title: 'Passed the filter',
        detail: `${plural(step.verdicts.filter(({ matched }) => matched).length, 'pattern')} of ${step.verdicts.length} wants it`,
        tone: 'good',
      }
    : { title: 'Filtered out', detail: 'no pattern wants it: its way ends here', tone: 'plain' };
}

/** A step of a record's story, in words; with several readers it says whose step it is. */
export function tellStep(step: StoryStep): Told {
  const { title, ...told } = tellWhat(step);
  return { ...told, title: step.reader === undefined ? title : `${title} (for ${step.reader})` };
}

function tellWhat(step: StoryStep): Told {
  switch (step.type) {
    case 'written':
      return { title: 'Written to the table', tone: 'plain' };
    case 'left-out':
      return {
        title: plural(step.count, 'step is left out', 'steps are left out'),
        detail: 'of long stories the beginning and the end are kept',
        tone: 'plain',
      };
    case 'read':
      return {
        title: `Read from shard ${shorten(step.shardId)}`,
        tone: 'plain',
      };
    case 'filter':
      return tellFilter(step);
    case 'delivered':
      return tellDelivery(step);
    case 'retried':
      return {
        title: 'To be tried again',
        detail: `after ${formatDuration(step.delay)}`,
        tone: 'warn',
      };
    case 'bisected':
      return {
        title: 'Batch split in two',
        detail: `${step.sizes[0]} and ${plural(step.sizes[1], 'record')}, to single out the bad one`,
        tone: 'warn',
      };
    case 'discarded':
      return { title: 'Given up', detail: step.condition, tone: 'bad' };
    case 'failure-recorded':
      return {
        title: 'Named in the failure queue',
        detail: step.destinationArn.split(':').at(-1) ?? '',
        tone: 'bad',
      };
    case 'reaction':
      return { title: step.name, detail: step.text, tone: 'good' };
  }
}
