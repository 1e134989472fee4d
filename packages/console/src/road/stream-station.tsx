import type { MappingState, ShardState } from '../contract/contract.js';
import { Badge } from '../ui/badge.js';
import { formatCount, formatDuration, shorten } from '../ui/format.js';
import { type Descendant, showLineage } from './lineage.js';
import { Numbers, Station } from './station.js';

const SHARDS_SHOWN = 8;
const states = {
  open: { tone: 'water', text: 'open' },
  closed: { tone: 'warn', text: 'closed' },
  finished: { tone: 'plain', text: 'done' },
} as const satisfies Record<ShardState['state'], unknown>;

/** The shards that have a box of their own. */
export const shownShards = (shards: readonly ShardState[]): readonly Descendant[] =>
  showLineage(shards).slice(0, SHARDS_SHOWN);

const Shard = ({ shard, depth }: Descendant) => (
  <li class="shard" data-anchor={`shard:${shard.id}`} data-depth={Math.min(depth, 3)}>
    <span class="shard-id" title={shard.id}>
      {depth > 0 ? <span aria-hidden="true">↳ </span> : null}
      {shorten(shard.id)}
      {shard.parentId !== undefined && depth > 0 ? (
        <span class="hidden-text"> child of {shorten(shard.parentId)}</span>
      ) : null}
    </span>
    <Badge tone={states[shard.state].tone}>{states[shard.state].text}</Badge>
    <span class="shard-read" title={`read up to ${shard.position ?? 'nothing yet'}`}>
      {formatCount(shard.read)}
      <span class="soft"> read</span>
    </span>
    <span class="soft shard-age">
      {shard.iteratorAge === undefined ? '' : `age ${formatDuration(shard.iteratorAge)}`}
    </span>
  </li>
);

interface StreamStationProps {
  /** Whose reading of the stream is shown. */
  readonly mapping: MappingState;
  readonly hasStream: boolean;
}

/** The shards that have no box, in words. */
function Others({ shards }: { readonly shards: readonly ShardState[] }) {
  const done = shards.filter(({ state }) => state === 'finished').length;
  const open = shards.length - done;
  const words = [
    ...(open > 0 ? [`${formatCount(open)} more`] : []),
    ...(done > 0 ? [`${formatCount(done)} that ${done === 1 ? 'is' : 'are'} done`] : []),
  ];
  return words.length === 0 ? null : <p class="small soft">and {words.join(', ')}</p>;
}

export function StreamStation({ mapping, hasStream }: StreamStationProps) {
  const { shards, unread } = mapping;
  const shown = shownShards(shards);
  const ids = new Set(shown.map(({ shard }) => shard.id));
  return (
    <Station
      anchor="stream"
      title="Stream"
      explains="Keeps each change for 24 hours, in order, spread over shards."
    >
      {!hasStream ? (
        <p class="small">
          This table has no stream. Turn one on in the stack: <code>streamEnabled: true</code>.
        </p>
      ) : (
        <>
          <ol class="shards">
            {shown.map(({ shard, depth }) => (
              <Shard key={shard.id} shard={shard} depth={depth} />
            ))}
          </ol>
          <Others shards={shards.filter(({ id }) => !ids.has(id))} />
          <Numbers
            lines={[
              {
                label: 'not read yet',
                value: formatCount(unread),
                tone: unread > 1_000 ? 'warn' : undefined,
              },
            ]}
          />
        </>
      )}
    </Station>
  );
}
