import { useSignal } from '@preact/signals';
import type { FaultKind, FunctionState } from '../contract/contract.js';
import { ChoiceField, NumberField, TextField } from '../ui/fields.js';
import { commands, type Place } from './commands.js';
import { Control } from './control.js';

const kinds: readonly { readonly value: FaultKind; readonly title: string }[] = [
  { value: 'error', title: 'fail' },
  { value: 'slow', title: 'be slow (one second)' },
  { value: 'crash', title: 'crash after its work' },
];

const isFaultKind = (value: string): value is FaultKind =>
  kinds.some((kind) => kind.value === value);

interface FaultControlProps {
  readonly place: Place;
  readonly state: FunctionState;
}

/** Makes the function misbehave for a key. */
export function FaultControl({ place, state }: FaultControlProps) {
  const kind = useSignal<FaultKind>('error');
  const match = useSignal('order-by-hand');
  const times = useSignal(2);
  return (
    <Control
      title={`Break ${state.name}`}
      shows="Calls whose event contains the text misbehave. Watch the retries, and the failure queue when they run out."
      choices={[
        {
          label: 'Break it',
          main: true,
          action: {
            type: 'inject-fault',
            functionName: state.name,
            kind: kind.value,
            match: match.value,
            times: times.value,
          },
        },
        {
          label: 'Heal it',
          disabled: state.faults.length === 0,
          action: { type: 'clear-faults', functionName: state.name },
        },
      ]}
      command={commands.breakFunction(place, state.name, {
        kind: kind.value,
        match: match.value,
        times: times.value,
      })}
    >
      <ChoiceField
        label="It shall"
        value={kind.value}
        options={kinds}
        onChange={(value) => {
          if (isFaultKind(value)) kind.value = value;
        }}
      />
      <TextField
        label="For events that contain"
        value={match.value}
        onChange={(value) => (match.value = value)}
      />
      <NumberField
        label="Times (0: until healed)"
        value={times.value}
        min={0}
        max={10_000}
        onChange={(value) => (times.value = value)}
      />
    </Control>
  );
}
