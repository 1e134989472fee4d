import type { ReactionState } from '../contract/contract.js';
import { formatCount } from '../ui/format.js';
import { Station } from './station.js';

interface ReactionsStationProps {
  readonly handled: number;
  readonly reactions: readonly ReactionState[];
}

export const ReactionsStation = ({ handled, reactions }: ReactionsStationProps) => (
  <Station
    anchor="reactions"
    title="Done"
    explains="Changes that arrived, and what the function did with them."
  >
    <p class="handled">
      <strong>{formatCount(handled)}</strong> handled
    </p>
    <ul class="reactions">
      {reactions.map(({ name, effects, last }) => (
        <li key={name}>
          <span class="row">
            <span>{name}</span>
            <strong>{formatCount(effects)}</strong>
          </span>
          {last === undefined ? null : (
            <span class="small soft clamp" title={last}>
              {last}
            </span>
          )}
        </li>
      ))}
    </ul>
  </Station>
);
