import type { ShardState, TableState } from '../contract/contract.js';
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
export const shownShards = (table: TableState): readonly Descendant[] =>
  showLineage(table.shards).slice(0, SHARDS_SHOWN);

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

export function StreamStation({ table }: { readonly table: TableState }) {
  const shown = shownShards(table);
  const more = table.shards.length - shown.length;
  return (
    <Station
      anchor="stream"
      title="Stream"
      explains="Keeps each change for 24 hours, in order, spread over shards."
    >
      {table.streamArn === undefined ? (
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
          {more > 0 ? <p class="small soft">and {formatCount(more)} that are done</p> : null}
          <Numbers
            lines={[
              {
                label: 'not read yet',
                value: formatCount(table.unread),
                tone: table.unread > 1_000 ? 'warn' : undefined,
              },
            ]}
          />
        </>
      )}
    </Station>
  );
}
