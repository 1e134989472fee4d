import type { MappingState, QueueState } from '../contract/contract.js';
import { formatCount, plural } from '../ui/format.js';
import { Station } from './station.js';

const PATTERNS_SHOWN = 3;

/** Where the records go that no pattern wants. */
export const FilteredStation = ({ mapping }: { readonly mapping: MappingState }) => (
  <Station
    anchor="filtered"
    title="Filtered out"
    explains="No pattern wants these. They cost no call and are gone for good."
  >
    <p class="handled">
      <strong>{formatCount(mapping.filteredOut)}</strong> of {formatCount(mapping.read)} read
    </p>
    <p class="small">
      {mapping.patterns.length === 0 ? (
        <span class="soft">No filter is set: everything passes.</span>
      ) : (
        <a href="#/filters">
          {plural(mapping.patterns.length, 'pattern')}
          {mapping.patterns.length > PATTERNS_SHOWN ? '' : ' – try them on these records'}
        </a>
      )}
    </p>
  </Station>
);

const roles = { failure: 'Failure queue', parking: 'Parking queue', other: 'Queue' } as const;
const purposes = {
  failure: 'Batches that the mapping gave up. A message points at the records in the stream.',
  parking: 'Records that the function set aside whole, because no retry can help them.',
  other: 'Messages that nobody has taken yet.',
} as const;

interface QueueStationProps {
  readonly queue: QueueState;
  /** The box that discarded records flow to. */
  readonly main: boolean;
}

export const QueueStation = ({ queue, main }: QueueStationProps) => (
  <Station
    anchor={main ? 'failures' : `queue:${queue.name}`}
    title={roles[queue.role]}
    name={queue.name}
    explains={purposes[queue.role]}
  >
    <p class="handled">
      <strong class={queue.role === 'failure' && queue.messages > 0 ? 'bad-text' : ''}>
        {formatCount(queue.messages)}
      </strong>{' '}
      {queue.messages === 1 ? 'message' : 'messages'}
    </p>
    {queue.role === 'failure' && queue.messages > 0 ? (
      <p class="small">
        <a href="#/hands-on">{queue.messages === 1 ? 'Redrive it' : 'Redrive them'}</a>
      </p>
    ) : null}
  </Station>
);
