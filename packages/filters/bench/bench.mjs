import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { compileFilter, compileFilterCriteria } from '@millrace/filters';
import { countRight } from './lib/conformance.mjs';
import { interleave } from './lib/measure.mjs';
import { loadPeer } from './lib/peers.mjs';
import { patterns, records } from './lib/workload.mjs';

const peerMatches = loadPeer();
const filters = patterns.map((pattern) => compileFilter(pattern));
const criteria = compileFilterCriteria({
  Filters: patterns.map((pattern) => ({ Pattern: JSON.stringify(pattern) })),
});

/** Keeps the results alive, so that no compiler can leave the work out. */
let matched = 0;

function count(matches) {
  if (matches) matched++;
}

function forAll(list, work) {
  for (const one of list) work(one);
}

function eachPair(matches) {
  for (const record of records) {
    for (let pattern = 0; pattern < patterns.length; pattern++) count(matches(pattern, record));
  }
}

for (const record of records) {
  for (const [index, pattern] of patterns.entries()) {
    if (filters[index].matches(record) !== peerMatches([pattern], record)) {
      throw new Error(`The two disagree on ${JSON.stringify(pattern)}: nothing to compare.`);
    }
  }
}

const pairs = patterns.length * records.length;
const sides = interleave([
  ['millrace', () => eachPair((pattern, record) => filters[pattern].matches(record)), pairs],
  ['peer', () => eachPair((pattern, record) => peerMatches([patterns[pattern]], record)), pairs],
]);

const single = {
  'equality on eventName': { eventName: ['INSERT'] },
  'equality in the new image': patterns[1],
  'prefix, and an absent attribute': patterns[3],
  'two attributes of one list element': {
    dynamodb: {
      NewImage: { items: { L: { M: { sku: { S: ['B-7'] }, quantity: { N: ['1'] } } } } },
    },
  },
  'wildcard with three stars': {
    dynamodb: { NewImage: { createdAt: { S: [{ wildcard: '*-11-*:00:*' }] } } },
  },
};
const singles = interleave([
  ...Object.entries(single).map(([name, pattern]) => {
    const filter = compileFilter(pattern);
    return [name, () => forAll(records, (record) => count(filter.matches(record))), records.length];
  }),
  [
    'five filters of a mapping, records',
    () => forAll(records, (record) => count(criteria.matches(record))),
    records.length,
  ],
  [
    'compiling a pattern',
    () => forAll(patterns, (pattern) => count(compileFilter(pattern) !== undefined)),
    patterns.length,
  ],
]);

const perSecond = (rate) => `${Math.round(rate).toLocaleString('en')}/s`;
const sizes = records.map((record) => JSON.stringify(record).length);
const tables = [
  {
    title: `Pattern-matches: ${patterns.length} patterns on ${records.length} records of ${Math.min(...sizes)}–${Math.max(...sizes)} bytes`,
    rows: [
      { matcher: '@millrace/filters', rate: perSecond(sides.get('millrace')) },
      { matcher: 'serverless-offline-dynamodb-streams 8.0.1', rate: perSecond(sides.get('peer')) },
      { matcher: 'ratio', rate: (sides.get('millrace') / sides.get('peer')).toFixed(1) },
    ],
  },
  {
    title: 'By itself',
    rows: [...singles].map(([name, rate]) => ({ name, rate: perSecond(rate) })),
  },
  {
    title: "Cases of AWS's engine",
    rows: [
      {
        matcher: '@millrace/filters',
        ...countRight(({ pattern, event, eventJson }) =>
          compileFilter(pattern).matchesText(eventJson ?? JSON.stringify(event)),
        ),
      },
      {
        matcher: 'serverless-offline-dynamodb-streams 8.0.1',
        ...countRight(({ pattern, event }) => peerMatches([JSON.parse(pattern)], event)),
      },
    ],
  },
];

for (const { title, rows } of tables) {
  console.log(`\n${title}`);
  console.table(rows);
}
const folder = join(dirname(fileURLToPath(import.meta.url)), '../bench-results');
mkdirSync(folder, { recursive: true });
const machine = { node: process.version, cpus: cpus().length, at: new Date().toISOString() };
const figures = { ...Object.fromEntries(sides), ...Object.fromEntries(singles) };
writeFileSync(
  join(folder, 'filters.json'),
  `${JSON.stringify({ machine, figures, tables, matched }, null, 2)}\n`,
);
