import type { ChangeKind, Difference } from '../contract/contract.js';

interface DifferenceTextProps {
  readonly difference: readonly Difference[];
  readonly kind: ChangeKind;
}

const One = ({ path, before, after }: Difference) => (
  <span>
    <span class="soft">{path}</span>{' '}
    {before === undefined ? null : <span class="before">{before}</span>}
    {before !== undefined && after !== undefined ? (
      <span class="soft">
        <span aria-hidden="true"> → </span>
        <span class="hidden-text"> becomes </span>
      </span>
    ) : null}
    {after === undefined ? null : <span>{after}</span>}
  </span>
);

const whole: Partial<Record<ChangeKind, string>> = {
  insert: 'new item',
  remove: 'deleted',
  expire: 'expired',
};

/** A change's difference in one line. */
export const DifferenceText = ({ difference, kind }: DifferenceTextProps) => (
  <span class="difference">
    {whole[kind] === undefined ? null : <span class="soft">{whole[kind]}</span>}
    {difference.map((each) => (
      <One key={each.path} {...each} />
    ))}
  </span>
);
