import { useSignal } from '@preact/signals';
import type { FailureState, QueueState } from '../contract/contract.js';
import { ChoiceField } from '../ui/fields.js';
import { formatCount, formatTime, plural, shorten } from '../ui/format.js';
import { commands, type Place } from './commands.js';
import { Control } from './control.js';

interface RedriveControlProps {
  readonly place: Place;
  readonly queue: QueueState;
  /** One of several failure queues: the title says which. */
  readonly several: boolean;
}

const titleOf = ({ at, records, attempts, shardId }: FailureState) =>
  `${formatTime(at).slice(0, 8)} · ${plural(records, 'record')} of ${shorten(shardId)}, ${plural(attempts, 'call')}`;

const shows = {
  waiting:
    'Reads the records again from the stream, calls the function with them, and deletes the message when all are done.',
  empty: (queue: string) =>
    `The failure queue ${queue} is empty. Break the function without end for a key, then change that order: when the retries run out, its batch is named here.`,
} as const;

/** Runs a batch again that was given up. What came of it stays to be read when the queue is empty. */
export function RedriveControl({ place, queue, several }: RedriveControlProps) {
  const chosen = useSignal('');
  const failure =
    queue.failures.find(({ messageId }) => messageId === chosen.value) ?? queue.failures.at(0);
  return (
    <Control
      title={several ? `Redrive a failure of ${queue.name}` : 'Redrive a failure'}
      shows={failure === undefined ? shows.empty(queue.name) : shows.waiting}
      choices={
        failure === undefined
          ? []
          : [
              {
                label: 'Redrive',
                main: true,
                action: { type: 'redrive', queueUrl: queue.url, messageId: failure.messageId },
              },
            ]
      }
      command={failure && commands.redrive(place, queue.url, failure)}
    >
      {failure && (
        <ChoiceField
          label={
            queue.messages > queue.failures.length
              ? `Failure (the oldest ${queue.failures.length} of ${formatCount(queue.messages)})`
              : 'Failure'
          }
          value={failure.messageId}
          options={queue.failures.map((each) => ({ value: each.messageId, title: titleOf(each) }))}
          onChange={(value) => (chosen.value = value)}
        />
      )}
    </Control>
  );
}
