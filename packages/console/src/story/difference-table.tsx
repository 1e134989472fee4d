import type { ChangeKind, Difference } from '../contract/contract.js';

interface DifferenceTableProps {
  readonly difference: readonly Difference[];
  readonly kind: ChangeKind;
}

const nothing: Readonly<Record<ChangeKind, string>> = {
  insert: 'The new item has no attribute beside its key.',
  modify: 'No difference can be shown: the stream does not carry both images.',
  remove: 'The stream does not carry the image of the removed item.',
  expire: 'The stream does not carry the image of the expired item.',
};

/** What a change changed: each attribute before and after. */
export const DifferenceTable = ({ difference, kind }: DifferenceTableProps) =>
  difference.length === 0 ? (
    <p class="soft">{nothing[kind]}</p>
  ) : (
    <table class="difference-table">
      <thead>
        <tr>
          <th scope="col">attribute</th>
          {kind === 'insert' ? null : <th scope="col">before</th>}
          {kind === 'remove' || kind === 'expire' ? null : <th scope="col">after</th>}
        </tr>
      </thead>
      <tbody>
        {difference.map(({ path, before, after }) => (
          <tr key={path}>
            <th scope="row">{path}</th>
            {kind === 'insert' ? null : <td class="soft">{before ?? '–'}</td>}
            {kind === 'remove' || kind === 'expire' ? null : <td>{after ?? '–'}</td>}
          </tr>
        ))}
      </tbody>
    </table>
  );
