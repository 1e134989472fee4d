import type { FunctionState } from '../contract/contract.js';
import { Badge } from '../ui/badge.js';
import { formatCount, formatDuration, plural } from '../ui/format.js';
import { Numbers, Station } from './station.js';

const faultNames = { error: 'fails', slow: 'is slow', crash: 'crashes' } as const;

const duration = (milliseconds: number | undefined) =>
  milliseconds === undefined ? '–' : formatDuration(milliseconds);

export const FunctionStation = ({ state }: { readonly state: FunctionState }) => (
  <Station
    anchor="function"
    title="Function"
    name={state.name}
    explains="Your code. It gets a batch, and says which records it could not do."
  >
    <Numbers
      lines={[
        { label: 'running', value: formatCount(state.running) },
        { label: 'calls', value: formatCount(state.invocations) },
        { label: 'cold starts', value: formatCount(state.coldStarts) },
        {
          label: 'errors',
          value: formatCount(state.errors),
          tone: state.errors > 0 ? 'bad' : undefined,
        },
        { label: 'median time', value: duration(state.durationP50) },
        { label: 'p95', value: duration(state.durationP95) },
      ]}
    />
    {state.faults.map((fault) => (
      <p class="small" key={fault.id}>
        <Badge tone="warn">injected</Badge> {faultNames[fault.kind]}
        {fault.match ? ` for ${fault.match}` : ''}, {plural(fault.hits, 'time')} so far
      </p>
    ))}
    {state.lastError === undefined ? null : (
      <p class="small bad-text clamp" title={state.lastError}>
        {state.lastError}
      </p>
    )}
  </Station>
);
