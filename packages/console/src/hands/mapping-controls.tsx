import { useSignal } from '@preact/signals';
import type { MappingState } from '../contract/contract.js';
import { NumberField } from '../ui/fields.js';
import { commands, type Place } from './commands.js';
import { Control } from './control.js';

interface MappingControlProps {
  readonly place: Place;
  readonly mapping: MappingState;
  /** One of several mappings: the title says which. */
  readonly several: boolean;
}

const named = (title: string, { tableName, functionName }: MappingState, several: boolean) =>
  several ? `${title}: ${tableName} → ${functionName}` : title;

export function PauseMapping({ place, mapping, several }: MappingControlProps) {
  const { uuid, state } = mapping;
  const paused = state === 'Disabled' || state === 'Disabling';
  return (
    <Control
      title={named(paused ? 'Resume the mapping' : 'Pause the mapping', mapping, several)}
      shows="A paused mapping keeps its checkpoint. The stream keeps the records meanwhile, for 24 hours."
      choices={[
        paused
          ? { label: 'Resume', main: true, action: { type: 'resume-mapping', uuid } }
          : { label: 'Pause', main: true, action: { type: 'pause-mapping', uuid } },
      ]}
      command={paused ? commands.resumeMapping(place, uuid) : commands.pauseMapping(place, uuid)}
    />
  );
}

export function ChangeMapping({ place, mapping, several }: MappingControlProps) {
  const batchSize = useSignal(mapping.batchSize);
  const windowSeconds = useSignal(mapping.windowSeconds);
  return (
    <Control
      title={named('Change the batch', mapping, several)}
      shows={`Now up to ${mapping.batchSize} records, waiting up to ${mapping.windowSeconds} s. A window makes fewer and fuller calls, later.`}
      choices={[
        {
          label: 'Change it',
          main: true,
          action: {
            type: 'change-mapping',
            uuid: mapping.uuid,
            batchSize: batchSize.value,
            windowSeconds: windowSeconds.value,
          },
        },
      ]}
      command={commands.changeMapping(place, mapping.uuid, batchSize.value, windowSeconds.value)}
    >
      <NumberField
        label="Batch size"
        value={batchSize.value}
        min={1}
        max={10_000}
        onChange={(value) => (batchSize.value = value)}
      />
      <NumberField
        label="Window (seconds)"
        value={windowSeconds.value}
        min={0}
        max={300}
        onChange={(value) => (windowSeconds.value = value)}
      />
    </Control>
  );
}
