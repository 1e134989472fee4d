import { useSignal } from '@preact/signals';
import { useLive } from '../app/live-context.js';
import type { FunctionState, MappingState, Road, TableState } from '../contract/contract.js';
import { ChangesList } from './changes-list.js';
import { Follow } from './follow.js';
import { FunctionStation } from './function-station.js';
import { MappingStation } from './mapping-station.js';
import { ReactionsStation } from './reactions-station.js';
import { FilteredStation, QueueStation } from './side-stations.js';
import { StreamStation, shownShards } from './stream-station.js';
import { TableStation } from './table-station.js';
import { Water } from './water.js';

interface OneRoad {
  readonly mapping: MappingState;
  readonly table: TableState;
  readonly state: FunctionState;
}

function roadOf(road: Road, mapping: MappingState): OneRoad | undefined {
  const table = road.tables.find(({ name }) => name === mapping.tableName);
  const state = road.functions.find(({ name }) => name === mapping.functionName);
  return table && state ? { mapping, table, state } : undefined;
}

const NoRoad = () => (
  <div class="empty">
    <strong>There is no road yet.</strong>
    <span>
      A road needs a table with a stream, a function, and an event source mapping between them.
      Start with the stack (<code>npm start</code>), or make them with any AWS client.
    </span>
  </div>
);

function Stations({ road, one }: { readonly road: Road; readonly one: OneRoad }) {
  const { seconds } = useLive();
  const { mapping, table, state } = one;
  const failureName = mapping.destinationArn?.split(':').at(-1);
  const queues = road.queues.filter(({ role, messages }) => role !== 'other' || messages > 0);
  return (
    <div class="road">
      <Water
        tableName={table.name}
        shardIds={shownShards(mapping.shards).map(({ shard }) => shard.id)}
      />
      <TableStation table={table} writesPerSecond={seconds.value.at(-1)?.written ?? 0} />
      <StreamStation mapping={mapping} hasStream={table.streamArn !== undefined} />
      <MappingStation mapping={mapping} />
      <FunctionStation state={state} />
      <ReactionsStation handled={mapping.handled} reactions={road.reactions} />
      <FilteredStation mapping={mapping} />
      <div class="queues">
        {queues.map((queue) => (
          <QueueStation key={queue.name} queue={queue} main={queue.name === failureName} />
        ))}
      </div>
    </div>
  );
}

/** The whole road, live. */
export function RoadView() {
  const live = useLive();
  const chosen = useSignal<string | undefined>(undefined);
  const road = live.road.value;
  if (road === undefined) return null;
  const mapping = road.mappings.find(({ uuid }) => uuid === chosen.value) ?? road.mappings.at(0);
  const one = mapping === undefined ? undefined : roadOf(road, mapping);
  return (
    <div class="view">
      <div class="view-head">
        <h1>What happens to a change</h1>
        <p class="soft">
          Every write to the table becomes a record in its stream. Lambda reads the stream in order,
          keeps out what no filter wants, and calls your function with a batch, again and again
          until it is done or given up. This is it, live.
        </p>
      </div>
      {live.hello.value?.ordersTable === undefined ? null : <Follow />}
      {road.mappings.length > 1 ? (
        <label class="field mapping-choice">
          <span>Road</span>
          <select
            value={mapping?.uuid}
            onChange={({ currentTarget }) => {
              chosen.value = currentTarget.value;
            }}
          >
            {road.mappings.map(({ uuid, tableName, functionName }) => (
              <option key={uuid} value={uuid}>
                {tableName} → {functionName}
              </option>
            ))}
          </select>
        </label>
      ) : null}
      {one === undefined ? (
        <NoRoad />
      ) : (
        <>
          <Stations road={road} one={one} />
          <ChangesList tableName={one.table.name} key={one.table.name} />
        </>
      )}
    </div>
  );
}
