import { type Change, type ChangeKind, difference } from '@millrace/shared';
import type { ReactionContext } from '../consumer/reaction.js';
import { createRedactor } from '../observe/redact.js';
import { imagesOf } from './images-of.js';

const eventNames = {
  insert: 'INSERT',
  modify: 'MODIFY',
  remove: 'REMOVE',
  expire: 'REMOVE',
} as const satisfies Record<ChangeKind, string>;

/** A reaction to every kind of change. */
export type Audit = (change: Change<Audited>, context: ReactionContext) => void;

interface Audited {
  readonly version?: number | undefined;
}

/**
 * Writes one structured log line a change, called `change`: what happened to which item, where its
 * versions differ, and both versions of an item that was updated.
 *
 * Of an old version that does not fit the schema nothing is shown but the field, `misfit`: unchecked,
 * it may hold anything in any place, and `hidden` could not tell. The change that brought it was parked
 * whole. What is there afterwards is listed as new, like what came to be.
 *
 * @param hidden paths of attributes whose values are never logged; see `createRedactor`.
 */
export function createAudit(hidden: readonly string[] = []): Audit {
  const redactor = createRedactor(hidden);
  return (change, { logger }) => {
    const { before, after, ...misfit } = imagesOf(change);
    const isUpdate = change.kind === 'modify';
    logger.info('change', {
      kind: change.kind,
      eventName: eventNames[change.kind],
      version: (after ?? before)?.version,
      changes: redactor.changes(difference(before, after)),
      ...(isUpdate ? { before: redactor.item(before), after: redactor.item(after) } : {}),
      ...misfit,
    });
  };
}
