import type { LaneState, MappingState } from '../contract/contract.js';
import { Badge } from '../ui/badge.js';
import { formatCount, plural, shorten } from '../ui/format.js';
import { Numbers, Station } from './station.js';

const LANES_SHOWN = 6;

const Lane = ({ lane, parallel }: { readonly lane: LaneState; readonly parallel: boolean }) => (
  <li class="lane" data-phase={lane.phase} title={lane.reason}>
    <span>
      {shorten(lane.shardId)}
      {parallel ? `/${lane.lane}` : ''}
    </span>
    <span>{plural(lane.records, 'record')}</span>
    <span>{lane.attempt > 1 || lane.phase === 'waiting' ? `attempt ${lane.attempt}` : ''}</span>
  </li>
);

export function MappingStation({ mapping }: { readonly mapping: MappingState }) {
  const batch =
    `batches of up to ${formatCount(mapping.batchSize)}` +
    (mapping.windowSeconds > 0 ? `, waiting up to ${mapping.windowSeconds} s` : '');
  return (
    <Station
      anchor="mapping"
      title="Event source mapping"
      explains="Lambda's own reader: filters, batches, calls the function, tries again."
    >
      <p class="row small">
        <Badge tone={mapping.state === 'Enabled' ? 'good' : 'warn'}>{mapping.state}</Badge>
        <span class="soft">{batch}</span>
      </p>
      <Numbers
        lines={[
          { label: 'waiting', value: formatCount(mapping.waiting) },
          { label: 'in flight', value: formatCount(mapping.inFlight) },
          {
            label: 'retrying',
            value: formatCount(mapping.retrying),
            tone: mapping.retrying > 0 ? 'warn' : undefined,
          },
          ...(mapping.gaps > 0
            ? [{ label: 'gaps', value: formatCount(mapping.gaps), tone: 'bad' as const }]
            : []),
        ]}
      />
      {mapping.lanes.length === 0 ? null : (
        <ol class="lanes small" aria-label="Batches under way">
          {mapping.lanes.slice(0, LANES_SHOWN).map((lane) => (
            <Lane
              key={`${lane.shardId}/${lane.lane}`}
              lane={lane}
              parallel={mapping.parallelizationFactor > 1}
            />
          ))}
        </ol>
      )}
      {mapping.lanes.length > LANES_SHOWN ? (
        <p class="small soft">
          and {plural(mapping.lanes.length - LANES_SHOWN, 'more batch', 'more batches')}
        </p>
      ) : null}
      {mapping.lastResult.startsWith('PROBLEM') ? (
        <p class="small bad-text">{mapping.lastResult}</p>
      ) : null}
    </Station>
  );
}
