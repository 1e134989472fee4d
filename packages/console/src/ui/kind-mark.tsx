import type { ChangeKind } from '../contract/contract.js';

export const kindNames: Readonly<Record<ChangeKind, string>> = {
  insert: 'Insert',
  modify: 'Modify',
  remove: 'Remove',
  expire: 'Expire',
};

/** The kind of a change, by colour and by word. */
export const KindMark = ({ kind }: { readonly kind: ChangeKind }) => (
  <span class="kind" data-kind={kind}>
    {kindNames[kind]}
  </span>
);
