import { useSignal } from '@preact/signals';
import type { TableState } from '../contract/contract.js';
import { ChoiceField } from '../ui/fields.js';
import { shorten } from '../ui/format.js';
import { commands, type Place } from './commands.js';
import { Control } from './control.js';

interface SplitControlProps {
  readonly place: Place;
  readonly table: TableState;
  /** One of several tables: the title says which. */
  readonly several: boolean;
}

/** Splits a shard in two, as a growing table's stream does. */
export function SplitControl({ place, table, several }: SplitControlProps) {
  const chosen = useSignal('');
  // The chosen one may have been split meanwhile.
  const shardId = table.openShards.find((id) => id === chosen.value);
  return (
    <Control
      title={several ? `Split a shard of ${table.name}` : 'Split a shard'}
      shows="It closes and two children go on. They are read only when their parent is done, so no order overtakes itself."
      choices={[
        {
          label: 'Split it',
          main: true,
          action: {
            type: 'split-shard',
            tableName: table.name,
            ...(shardId === undefined ? {} : { shardId }),
          },
        },
      ]}
      command={commands.splitShard(place, table.name, shardId)}
    >
      <ChoiceField
        label="Shard"
        value={shardId ?? ''}
        options={[
          { value: '', title: 'the first open one' },
          ...table.openShards.map((id) => ({ value: id, title: shorten(id, 12) })),
        ]}
        onChange={(value) => (chosen.value = value)}
      />
    </Control>
  );
}
