import type { Change, ChangeKind } from '@millrace/shared';
import type { StandardSchemaV1 } from '@standard-schema/spec';
import type { ConsumerOptions } from './consumer-options.js';
import type { ReactionContext } from './reaction.js';

/** Calls the reaction for the change's kind. */
export function dispatch<Schema extends StandardSchemaV1, Item>(
  change: Change<Item>,
  options: ConsumerOptions<Schema, Item>,
  context: ReactionContext,
): unknown {
  switch (change.kind) {
    case 'insert':
      return options.onInsert?.(change, context);
    case 'modify':
      return options.onModify?.(change, context);
    case 'remove':
      return options.onRemove?.(change, context);
    case 'expire':
      return options.onExpire?.(change, context);
  }
}

/** The option that takes the reaction to each kind of change. */
export const reactionNames = {
  insert: 'onInsert',
  modify: 'onModify',
  remove: 'onRemove',
  expire: 'onExpire',
} as const satisfies Record<ChangeKind, keyof ConsumerOptions<StandardSchemaV1>>;

/** True when a reaction for this kind was given. */
export function hasReaction<Schema extends StandardSchemaV1>(
  kind: ChangeKind,
  options: ConsumerOptions<Schema>,
): boolean {
  return options[reactionNames[kind]] !== undefined;
}
