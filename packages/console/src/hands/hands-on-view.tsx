import { Fragment } from 'preact';
import { useLive } from '../app/live-context.js';
import { FaultControl } from './fault-control.js';
import { ChangeMapping, PauseMapping } from './mapping-controls.js';
import { ChangeOrder, DeleteOrder, WriteOrder } from './orders-control.js';
import { RedriveControl } from './redrive-control.js';
import { SplitControl } from './split-control.js';

const NothingToDo = () => (
  <div class="empty">
    <strong>There is nothing to put a hand on yet.</strong>
    <span>
      Start Millrace with its stack (<code>npm start</code>): it brings the Orders table, its
      function and the mapping between them.
    </span>
  </div>
);

/** Everything that a person can make happen. */
export function HandsOnView() {
  const { hello, road } = useLive();
  const place = hello.value;
  const state = road.value;
  if (place === undefined || state === undefined) return null;
  const table = place.ordersTable;
  const streams = state.tables.filter(({ streamArn }) => streamArn !== undefined);
  const failures = state.queues.filter(({ role }) => role === 'failure');
  const mapped = state.functions.filter(({ name }) =>
    state.mappings.some(({ functionName }) => functionName === name),
  );
  return (
    <div class="view">
      <div class="view-head">
        <h1>Hands on</h1>
        <p class="soft">
          Make something happen and watch it on the Road. Each control shows the command that does
          the same; for those of <code>aws</code>, any words will do as{' '}
          <code>AWS_ACCESS_KEY_ID</code> and <code>AWS_SECRET_ACCESS_KEY</code>.
        </p>
      </div>
      {table === undefined && streams.length === 0 ? <NothingToDo /> : null}
      <div class="controls">
        {table === undefined ? null : (
          <>
            <WriteOrder place={place} table={table} />
            <ChangeOrder place={place} table={table} />
            <DeleteOrder place={place} table={table} />
          </>
        )}
        {mapped.map((each) => (
          <FaultControl place={place} state={each} key={each.name} />
        ))}
        {state.mappings.map((mapping) => (
          <Fragment key={mapping.uuid}>
            <PauseMapping place={place} mapping={mapping} several={state.mappings.length > 1} />
            <ChangeMapping place={place} mapping={mapping} several={state.mappings.length > 1} />
          </Fragment>
        ))}
        {streams.map((each) => (
          <SplitControl place={place} table={each} several={streams.length > 1} key={each.name} />
        ))}
        {failures.map((queue) => (
          <RedriveControl
            place={place}
            queue={queue}
            several={failures.length > 1}
            key={queue.url}
          />
        ))}
      </div>
    </div>
  );
}
