import { describe, expect, test } from '@jest/globals';
import { bindingsSchema } from '../src/offline/bindings-schema.js';
import { knownTypes, optionalComputedOf } from '../src/offline/provider-behaviour.js';
import type { Block } from '../src/offline/schema.js';
import { configurationFaults } from './configuration-faults.js';
import { publishedSchemas, schemaOf } from './provider-schema.js';
import { bundleFolder, type Resource, resource, synthesized } from './synthesized.js';

const stacks = [
  synthesized('dev'),
  synthesized('staging'),
  synthesized('prod'),
  synthesized('dev', bundleFolder(), { failureDestination: 'bucket' }),
];

describe('the synthesized stack, against the schema of provider 6.25.0', () => {
  test.each(stacks.map(({ stack }) => stack.resource))('stack %#: no fault', (resources) => {
    const faults = Object.entries(resources).flatMap(([type, named]) =>
      Object.entries(named).flatMap(([name, configuration]) =>
        configurationFaults(schemaOf(type), configuration, '').map(
          (one) => `${type}.${name}: ${one}`,
        ),
      ),
    );
    expect(faults).toEqual([]);
  });

  const mapping = resource(synthesized('prod').stack, 'aws_lambda_event_source_mapping');
  const mutants: readonly (readonly [string, Resource, string])[] = [
    ['an unknown attribute', { ...mapping, batch_sizes: 1 }, 'batch_sizes does not exist'],
    ['a number as text', { ...mapping, batch_size: '100' }, 'batch_size is no number'],
    [
      'a truth as text',
      { ...mapping, bisect_batch_on_function_error: 'yes' },
      'bisect_batch_on_function_error is no bool',
    ],
    [
      'text in the place of a set',
      { ...mapping, function_response_types: 'All' },
      'function_response_types is no [set,string]',
    ],
    [
      'a required attribute left out',
      { ...mapping, function_name: undefined },
      'function_name is missing',
    ],
    ['what only AWS can set', { ...mapping, uuid: 'mine' }, 'uuid cannot be set'],
    [
      'an unknown attribute in a block',
      { ...mapping, filter_criteria: { filters: [] } },
      'filter_criteria.filters does not exist',
    ],
    [
      'a block twice that may stand once',
      { ...mapping, scaling_config: [{}, {}] },
      'scaling_config may stand only once',
    ],
  ];
  test.each(mutants)('a mutant with %s is caught', (_, mutant, fault) => {
    expect(configurationFaults(schemaOf('aws_lambda_event_source_mapping'), mutant)).toEqual([
      fault,
    ]);
  });
});

describe('the schema read from the bindings, against the published one', () => {
  test.each([...publishedSchemas])('%s is the same', (type, published) => {
    expect(outline(bindingsSchema(type, new Set()))).toEqual(outline(published));
  });

  test.each(knownTypes.filter((type) => publishedSchemas.has(type)))(
    'what AWS fills in for %s when it is left out is written down',
    (type) => {
      const attributes = publishedSchemas.get(type)?.attributes ?? [];
      const written = optionalComputedOf(type);

      expect(attributes.filter(({ name }) => written.has(name)).map(({ name }) => name)).toEqual(
        attributes.filter((one) => one.optional && one.computed).map(({ name }) => name),
      );
    },
  );
});

/** A schema without what the bindings cannot tell: whether an optional attribute is computed, too. */
function outline(block: Block): object {
  return {
    attributes: Object.fromEntries(
      block.attributes
        .map(({ name, type, required, optional }) => [name, { type, required, optional }] as const)
        .sort(([one], [two]) => (one < two ? -1 : 1)),
    ),
    blocks: Object.fromEntries(
      block.blocks
        .map(
          ({ name, nesting, atMostOne, block: inner }) =>
            [name, { nesting, atMostOne, inner: outline(inner) }] as const,
        )
        .sort(([one], [two]) => (one < two ? -1 : 1)),
    ),
  };
}
