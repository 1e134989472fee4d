import fc from 'fast-check';
import type { AttributeValue, Item } from '../../../src/table/index.js';
import type { EngineStep } from './against-dynalite.js';
import type { Sequence } from './against-model.js';
import { oddRequests } from './odd-requests.js';
import { type Change, type Condition, GROUP, type Key, type Step } from './step.js';

const key: fc.Arbitrary<Key> = fc.record({
  id: fc.constantFrom('a', 'b', 'ü'),
  line: fc.constantFrom(1, -2),
});
const attribute = fc.constantFrom('p', 'q', 'count', GROUP);
const text = fc.constantFrom('', 'x', 'y', 'größer');
const number = fc.integer({ min: -300, max: 300 }).map(String);
const set = (member: fc.Arbitrary<string>) =>
  fc.uniqueArray(member, { minLength: 1, maxLength: 3 });

/** Conditions compare these only: dynalite finds no two lists or maps equal, where DynamoDB does. */
const comparable: fc.Arbitrary<AttributeValue> = fc.oneof(
  text.map((S) => ({ S })),
  number.map((N) => ({ N })),
  fc.boolean().map((BOOL) => ({ BOOL })),
  fc.constant({ NULL: true }),
  fc.constantFrom('', 'AQI=', 'AQID').map((B) => ({ B })),
  set(fc.constantFrom('s', 't', 'u')).map((SS) => ({ SS })),
  set(number).map((NS) => ({ NS })),
);

const value: fc.Arbitrary<AttributeValue> = fc.letrec<{ any: AttributeValue }>((tie) => ({
  any: fc.oneof(
    { maxDepth: 2, depthSize: 'small' },
    comparable,
    fc.array(tie('any'), { maxLength: 2 }).map((L) => ({ L })),
    fc
      .dictionary(fc.constantFrom('m', 'n'), tie('any'), { noNullPrototype: true })
      .map((M) => ({ M })),
  ),
})).any;

/** The index's key must be text, or not there. */
const valueFor = (name: string): fc.Arbitrary<AttributeValue> =>
  name === GROUP ? fc.constantFrom('red', 'blue').map((S) => ({ S })) : value;

const attributes: fc.Arbitrary<Item> = fc
  .uniqueArray(attribute, { maxLength: 3 })
  .chain((names) =>
    fc
      .tuple(...names.map(valueFor))
      .map((values) =>
        Object.fromEntries(names.map((name, at) => [name, values[at] ?? { S: '' }])),
      ),
  );

const condition: fc.Arbitrary<Condition> = attribute.chain((name) =>
  fc.oneof(
    fc.constant<Condition>({ kind: 'exists', attribute: name }),
    fc.constant<Condition>({ kind: 'absent', attribute: name }),
    (name === GROUP ? valueFor(name) : comparable).map(
      (expected): Condition => ({ kind: 'equals', attribute: name, value: expected }),
    ),
  ),
);
const maybe = fc.option(condition, { nil: undefined, freq: 2 });

const change = (name: string): fc.Arbitrary<Change> =>
  fc.oneof(
    valueFor(name).map((next): Change => ({ kind: 'set', attribute: name, value: next })),
    valueFor(name).map((next): Change => ({ kind: 'default', attribute: name, value: next })),
    fc.constant<Change>({ kind: 'remove', attribute: name }),
    name === GROUP
      ? fc.constant<Change>({ kind: 'remove', attribute: name })
      : fc
          .integer({ min: -3, max: 3 })
          .map((amount): Change => ({ kind: 'add', attribute: name, amount })),
  );
const append: fc.Arbitrary<Change> = fc
  .tuple(fc.constantFrom('p', 'q'), comparable)
  .map(([name, next]) => ({ kind: 'append', attribute: name, value: next }));
const changes = fc.uniqueArray(attribute, { minLength: 1, maxLength: 2 }).chain((names) =>
  fc.oneof(
    { weight: 5, arbitrary: fc.tuple(...names.map(change)) },
    append.map((one) => [one]),
  ),
);

const put = fc.record({ kind: fc.constant('put' as const), key, attributes, condition: maybe });
const remove = fc.record({ kind: fc.constant('delete' as const), key, condition: maybe });
const update = fc.record({ kind: fc.constant('update' as const), key, changes, condition: maybe });
const check = fc.record({ kind: fc.constant('check' as const), key, condition });
const distinct = {
  selector: ({ key: { id, line } }: { key: Key }) => `${id}/${line}`,
  minLength: 1,
};

const write: fc.Arbitrary<Step> = fc.oneof(put, put, remove, update, update);
const read: fc.Arbitrary<Step> = fc.oneof(
  key.map((one): Step => ({ kind: 'get', key: one })),
  fc.constant<Step>({ kind: 'scan' }),
  fc.constantFrom('red', 'blue').map((group): Step => ({ kind: 'query', group })),
);
const batch: fc.Arbitrary<Step> = fc
  .uniqueArray(
    fc.oneof(
      put.map((one) => ({ ...one, condition: undefined })),
      remove.map((one) => ({ ...one, condition: undefined })),
    ),
    { ...distinct, maxLength: 5 },
  )
  .map((writes) => ({ kind: 'batch', writes }));
const race: fc.Arbitrary<Step> = fc.record({
  kind: fc.constant('race' as const),
  key,
  writers: fc.integer({ min: 2, max: 8 }),
});

/** A step of the operations that dynalite has. */
export const engineStep: fc.Arbitrary<Step> = fc.oneof(
  { weight: 6, arbitrary: write },
  { weight: 2, arbitrary: read },
  { weight: 2, arbitrary: batch },
  { weight: 1, arbitrary: race },
);

const transaction: fc.Arbitrary<Step> = fc.oneof(
  fc
    .uniqueArray(fc.oneof(put, remove, update, check), { ...distinct, maxLength: 4 })
    .map((actions): Step => ({ kind: 'transact', actions })),
  fc
    .uniqueArray(key, { ...distinct, selector: ({ id, line }) => `${id}/${line}`, maxLength: 4 })
    .map((keys): Step => ({ kind: 'transact-get', keys })),
);

/** A few requests for one item that overlap, where each decides by what the item is. */
const together = (isEmbedded: boolean): fc.Arbitrary<Step> =>
  key.chain((one) => {
    const here = <T extends { readonly key: Key }>(step: T): T => ({ ...step, key: one });
    const single = fc.oneof(put.map(here), remove.map(here), update.map(here), update.map(here));
    // On AWS one of two transactions that meet may be refused as a conflict; here it waits.
    const meeting = fc
      .tuple(fc.oneof(update.map(here), check.map(here)), fc.option(update, { nil: undefined }))
      .map(([first, second]): Step => {
        const isSame = second?.key.id === one.id && second.key.line === one.line;
        return {
          kind: 'transact',
          actions: second === undefined || isSame ? [first] : [first, second],
        };
      });
    return fc
      .array(isEmbedded ? fc.oneof(single, single, meeting) : single, {
        minLength: 2,
        maxLength: 4,
        size: 'max',
      })
      .map((steps): Step => ({ kind: 'together', steps }));
  });

/** A step of all that a table with a stream does, anywhere. */
export const portableStep: fc.Arbitrary<Step> = fc.oneof(
  { weight: 5, arbitrary: engineStep },
  { weight: 3, arbitrary: transaction },
  { weight: 1, arbitrary: together(false) },
);

/** A step of all that the embedded table does. */
export const embeddedStep: fc.Arbitrary<Step> = fc.oneof(
  { weight: 8, arbitrary: portableStep },
  { weight: 1, arbitrary: together(true) },
  { weight: 1, arbitrary: key.map((one): Step => ({ kind: 'expire', key: one })) },
  { weight: 1, arbitrary: fc.constantFrom<Step>({ kind: 'roll' }, { kind: 'split' }) },
);

/** Two sets that are one, or that differ in one member alone: is the second write one that changes nothing? */
const nearTwins: fc.Arbitrary<readonly Step[]> = fc
  .record({
    one: key,
    name: fc.constantFrom('p', 'q'),
    members: fc.shuffledSubarray(['s', 't', 'u', 'v'], { minLength: 1, maxLength: 3 }),
    inside: fc.boolean(),
  })
  .chain(({ one, name, members, inside }) =>
    fc
      .oneof(
        fc.shuffledSubarray(members, { minLength: members.length }),
        fc.constant([...members.slice(1), 'w']),
      )
      .map((twin) =>
        [members, twin].map((SS): Step => {
          const attributes = { [name]: inside ? { M: { m: { SS } } } : { SS } };
          return { kind: 'put', key: one, attributes, condition: undefined };
        }),
      ),
  );

const MOST_STEPS = 25;

/** A whole sequence with the stream that shows it. */
export const viewType = fc.constantFrom(
  'NEW_AND_OLD_IMAGES',
  'NEW_IMAGE',
  'OLD_IMAGE',
  'KEYS_ONLY',
);

export function sequence(kind: 'embedded' | 'portable'): fc.Arbitrary<Sequence> {
  const step = kind === 'embedded' ? embeddedStep : portableStep;
  const phrase = fc.oneof(
    { weight: 15, arbitrary: step.map((one) => [one]) },
    { weight: 1, arbitrary: nearTwins },
  );
  return fc.record({
    viewType,
    steps: fc
      .array(phrase, { minLength: 1, maxLength: MOST_STEPS, size: 'max' })
      .map((phrases) => phrases.flat()),
  });
}

/** A sequence of what dynalite does and refuses. */
export const engineSequence: fc.Arbitrary<readonly EngineStep[]> = fc.array(
  fc.oneof(
    { weight: 3, arbitrary: engineStep },
    {
      weight: 1,
      arbitrary: fc
        .nat({ max: oddRequests('Any').length - 1 })
        .map((number): EngineStep => ({ kind: 'odd', number })),
    },
  ),
  { minLength: 1, maxLength: MOST_STEPS, size: 'max' },
);
