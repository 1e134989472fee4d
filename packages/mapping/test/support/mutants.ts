import type { EventSourceMappingOptions } from '../../src/event-source-mapping.js';
import { Lineage } from '../../src/lineage.js';
import type { Matches } from '../../src/matches.js';
import { reopenAt } from '../../src/reopen-at.js';
import { lambdaRules, type MappingRules } from '../../src/rules.js';
import type { FailureDocument } from '../../src/seams.js';
import { ShardProgress } from '../../src/shard-progress.js';
import type { Mutation } from '../../src/simulation/world.js';

type Settle = MappingRules['settle'];

const rules = (change: Partial<MappingRules>): (() => Mutation) => {
  return () => ({ rules: (right) => ({ ...right, ...change }) });
};
const settling = (change: (right: Settle) => Settle) =>
  rules({ settle: change(lambdaRules.settle) });
const options = (
  change: (right: EventSourceMappingOptions) => Partial<EventSourceMappingOptions>,
): (() => Mutation) => {
  return () => ({ options: (right) => ({ ...right, ...change(right) }) });
};

/** Mappings with one mistake each, most of them made by some tool in the field. */
export const mutants: Readonly<Record<string, () => Mutation>> = {
  'a child does not wait for its parent': rules({
    createLineage: () =>
      new (class extends Lineage {
        protected override mayOpen() {
          return true;
        }
      })(),
  }),

  'sequence numbers are compared as text': rules({
    compareSequenceNumbers: (a, b) => (a < b ? -1 : a > b ? 1 : 0),
  }),

  'the checkpoint moves when records are read': rules({
    createProgress: () =>
      new (class extends ShardProgress {
        override get checkpoint() {
          return this.lastRead;
        }
      })(),
  }),

  'the checkpoint is the highest finished record, not the lowest unfinished': rules({
    createProgress: () =>
      new (class extends ShardProgress {
        override complete(place: number) {
          for (let before = Math.max(0, place - 200); before <= place; before += 1) {
            super.complete(before);
          }
        }
      })(),
  }),

  'the checkpoint moves at delivery': () => {
    let progress: ShardProgress[] = [];
    const create = () => {
      const made = new ShardProgress();
      progress.push(made);
      return made;
    };
    return {
      rules: (right) => ({ ...right, createProgress: create }),
      options: (right) => ({
        ...right,
        observe: (event) => {
          right.observe?.(event);
          if (event.type !== 'delivered') return;
          for (const each of progress) completeAll(each);
          progress = progress.slice(-50);
        },
      }),
    };
  },

  'an iterator is opened at the starting position again': rules({
    reopenAt: (place) => reopenAt({ ...place, position: startOf(place.position), fresh: true }),
  }),

  'a mapping that began at LATEST goes on at LATEST': rules({
    reopenAt: (place) => (place.position.kind === 'since' ? { type: 'LATEST' } : reopenAt(place)),
  }),

  'children are read from LATEST': rules({
    reopenAt: (place) =>
      place.position.kind === 'beginning' && !place.fresh ? { type: 'LATEST' } : reopenAt(place),
  }),

  'an expired iterator jumps to the end of the shard': rules({
    reopenAt: (place) => (place.position.kind === 'after' ? { type: 'LATEST' } : reopenAt(place)),
  }),

  'retries are counted in one budget': settling((right) => (piece, ...rest) => {
    const outcome = right(piece, ...rest);
    if (outcome.kind !== 'advanced') return outcome;
    return { ...outcome, rest: { ...outcome.rest, calls: piece.calls + 1 } };
  }),

  'one retry too few': settling(
    (right) => (piece, result, settings, compare) =>
      right({ ...piece, calls: Math.max(piece.calls, 1) }, result, settings, compare),
  ),

  'retries do not end': settling(
    (right) => (piece, result, settings, compare) =>
      right(piece, result, { ...settings, maximumRetryAttempts: -1 }, compare),
  ),

  'throttles use up retries': settling((right) => (piece, result, settings, compare) => {
    if (result.kind !== 'throttled') return right(piece, result, settings, compare);
    const failure = { ...result, kind: 'function-error', payload: '' } as const;
    const answer = { ...failure, functionError: 'Throttled', executedVersion: '$LATEST' };
    return right(piece, answer, settings, compare);
  }),

  'an unanswered call counts as done': settling((right) => (piece, result, ...rest) => {
    return result.kind === 'service-error' ? { kind: 'done' } : right(piece, result, ...rest);
  }),

  'the report is not read': settling(
    (right) => (piece, result, settings, compare) =>
      right(piece, result, { ...settings, functionResponseTypes: [] }, compare),
  ),

  'the highest failed record counts': settling(
    (right) => (piece, result, settings, compare) =>
      right(piece, result, settings, (a, b) => compare(b, a)),
  ),

  'a report of unknown identifiers is a success': settling((right) => (piece, result, ...rest) => {
    const outcome = right(piece, result, ...rest);
    const unknown = 'reason' in outcome && outcome.reason.includes('not in the batch');
    return unknown ? { kind: 'done' } : outcome;
  }),

  'the failed record is passed over': settling((right) => (piece, ...rest) => {
    const outcome = right(piece, ...rest);
    if (outcome.kind !== 'advanced') return outcome;
    const records = outcome.rest.records.slice(1);
    if (records.length === 0) return { kind: 'done' };
    return { ...outcome, done: outcome.done + 1, rest: { records, calls: 0 } };
  }),

  'a partial answer retries the whole batch as done': settling((right) => (piece, ...rest) => {
    const outcome = right(piece, ...rest);
    return outcome.kind === 'advanced' ? { kind: 'done' } : outcome;
  }),

  'bisect is ignored': settling(
    (right) => (piece, result, settings, compare) =>
      right(piece, result, { ...settings, bisectBatchOnFunctionError: false }, compare),
  ),

  'the second half goes before the first': settling((right) => (piece, ...rest) => {
    const outcome = right(piece, ...rest);
    if (outcome.kind !== 'split') return outcome;
    return { ...outcome, first: outcome.second, second: outcome.first };
  }),

  'bisecting loses the middle record': settling((right) => (piece, ...rest) => {
    const outcome = right(piece, ...rest);
    if (outcome.kind !== 'split' || outcome.first.records.length < 2) return outcome;
    return { ...outcome, first: { records: outcome.first.records.slice(0, -1), calls: 0 } };
  }),

  'lanes take records in turn': () => {
    let turn = 0;
    return {
      rules: (right) => ({
        ...right,
        laneOf: (_, lanes) => {
          turn += 1;
          return turn % lanes;
        },
      }),
    };
  },

  'one old record takes its whole batch along': rules({
    expiredPrefix: (records, settings, now) =>
      lambdaRules.expiredPrefix(records, settings, now) > 0 ? records.length : 0,
  }),

  'records do not age': rules({ expiredPrefix: () => 0 }),

  'a batch may have one record too many': rules({
    batchLength: (queue, settings, window) =>
      lambdaRules.batchLength(queue, { ...settings, batchSize: settings.batchSize + 1 }, window),
  }),

  'the filter is dropped on a retry': () => {
    let retrying = false;
    return {
      rules: (right) => ({
        ...right,
        compileFilter: (criteria): Matches => {
          const matches = right.compileFilter(criteria);
          return (record) => retrying || matches(record);
        },
      }),
      options: (right) => ({
        ...right,
        invoker: {
          invoke: async (...call) => {
            const result = await right.invoker.invoke(...call);
            retrying = result.kind === 'function-error';
            return result;
          },
        },
      }),
    };
  },

  'a discarded batch is not named': options(({ destination }) =>
    destination === undefined
      ? {}
      : { destination: { arn: destination.arn, send: () => Promise.resolve() } },
  ),

  'a refused failure record is forgotten': options(({ destination }) =>
    destination === undefined
      ? {}
      : {
          destination: {
            arn: destination.arn,
            send: (...call) => destination.send(...call).catch(() => undefined),
          },
        },
  ),

  'a gap is passed in silence': options(({ observe }) => ({
    observe: (event) => {
      if (event.type !== 'gap') observe?.(event);
    },
  })),

  'a window that is given up is named by its last record alone': options(
    ({ observe, destination }) => ({
      observe: (event) => {
        const ofWindow = event.type === 'discarded' && event.records.length === 0;
        observe?.(ofWindow ? { ...event, document: namingTheLast(event.document) } : event);
      },
      ...(destination === undefined
        ? {}
        : {
            destination: {
              arn: destination.arn,
              send: ({ document, ...rest }, signal) => {
                const ofWindow = rest.payload.startsWith('{"Records":[]');
                const named = ofWindow ? namingTheLast(document) : document;
                return destination.send({ ...rest, document: named }, signal);
              },
            },
          }),
    }),
  ),

  'the state of a window is not handed on': options(({ invoker }) => ({
    invoker: {
      invoke: (payload, call) =>
        invoker.invoke(payload.replace(/"state":\{"count":\d+\}/, '"state":{}'), call),
    },
  })),

  'an old checkpoint is written over a newer one': options(({ checkpoints }) => ({
    checkpoints: {
      load: () => checkpoints.load(),
      forget: (shardIds) => checkpoints.forget(shardIds),
      save: (streamArn, shards) =>
        checkpoints.save(
          streamArn,
          shards.map((shard) => ({ ...shard, position: { kind: 'beginning' } })),
        ),
    },
  })),
};

function namingTheLast(document: FailureDocument): FailureDocument {
  const { DDBStreamBatchInfo: info } = document;
  const last = { ...info, startSequenceNumber: info.endSequenceNumber, batchSize: 1 };
  return { ...document, DDBStreamBatchInfo: last };
}

function startOf(position: { readonly kind: string }) {
  return position.kind === 'since'
    ? ({ kind: 'since', time: 0 } as const)
    : ({ kind: 'beginning' } as const);
}

function completeAll(progress: ShardProgress): void {
  const { lastRead } = progress;
  if (lastRead === undefined) return;
  for (let place = 0; !progress.settled && place < 10_000; place += 1) progress.complete(place);
}
