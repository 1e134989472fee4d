import type { TableState } from '../contract/contract.js';
import { formatCount, formatRate } from '../ui/format.js';
import { Numbers, Station } from './station.js';

interface TableStationProps {
  readonly table: TableState;
  readonly writesPerSecond: number;
}

export const TableStation = ({ table, writesPerSecond }: TableStationProps) => (
  <Station
    anchor="table"
    title="Table"
    name={table.name}
    explains="Your application writes here. Each change leaves a record."
  >
    <Numbers
      lines={[
        { label: 'changes', value: formatCount(table.written) },
        { label: 'now', value: formatRate(writesPerSecond) },
      ]}
    />
  </Station>
);
