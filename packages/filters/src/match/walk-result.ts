/**
 * What a walk down a record can find out. `dotted` means that a name with dots stands on a way, so
 * that one field may have several sources and the walk does not suffice.
 */
export type WalkResult = 'match' | 'no match' | 'dotted';
