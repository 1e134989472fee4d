import { Members } from '../wire/members.js';
import type { RestCall, RestRoute } from '../wire/rest-json.js';
import { aliasConfiguration, functionConfiguration } from './function-configuration.js';
import { applyFunctionInput, defaultFunctionSettings, readZip } from './function-input.js';
import { type FunctionReference, parseFunctionReference } from './function-reference.js';
import type { Functions } from './functions.js';
import { conflict, inRange, invalidParameterValue, validationError } from './lambda-errors.js';
import { pageOf } from './page.js';

const base = '/2015-03-31/functions';

/** Lambda's calls on functions: their life, versions, aliases, concurrency and tags. */
export function functionRoutes(functions: Functions): readonly RestRoute[] {
  const configurationOf = (call: RestCall): object => {
    const { record, version, arn } = functions.resolve(referenceOf(call));
    return functionConfiguration(record, version, arn);
  };
  return [
    {
      method: 'POST',
      path: base,
      answer: async (call) => {
        const input = new Members(call.json());
        const record = await functions.create({
          name: newName(input.requiredString('FunctionName')),
          settings: applyFunctionInput(defaultFunctionSettings, input),
          zip: readZip(input.nested('Code')),
          publish: input.boolean('Publish') ?? false,
          tags: input.textMap('Tags') ?? {},
        });
        const version = record.published.at(-1) ?? record.latest;
        return {
          status: 201,
          body: {
            ...functionConfiguration(record, version),
            State: 'Pending',
            StateReason: 'The function is being created.',
            StateReasonCode: 'Creating',
          },
        };
      },
    },
    {
      method: 'GET',
      path: base,
      answer: ({ query }) => {
        const { items, nextMarker } = pageOf(functions.list(), query, 50);
        const Functions = items.map((record) => functionConfiguration(record, record.latest));
        return { body: { Functions, NextMarker: nextMarker } };
      },
    },
    {
      method: 'GET',
      path: `${base}/{name}`,
      answer: (call) => {
        const { record } = functions.resolve(referenceOf(call));
        return {
          body: {
            Configuration: configurationOf(call),
            Code: { RepositoryType: 'S3' },
            Tags: record.tags,
            ...(record.reservedConcurrency === undefined
              ? {}
              : { Concurrency: { ReservedConcurrentExecutions: record.reservedConcurrency } }),
          },
        };
      },
    },
    {
      method: 'DELETE',
      path: `${base}/{name}`,
      answer: (call) => {
        functions.delete(referenceOf(call).name);
        return { status: 204 };
      },
    },
    {
      method: 'GET',
      path: `${base}/{name}/configuration`,
      answer: (call) => ({ body: configurationOf(call) }),
    },
    {
      method: 'PUT',
      path: `${base}/{name}/configuration`,
      answer: (call) => {
        const { name } = referenceOf(call);
        const before = functions.get(name).latest.settings;
        functions.updateSettings(name, applyFunctionInput(before, new Members(call.json())));
        return { body: configurationOf(call) };
      },
    },
    {
      method: 'PUT',
      path: `${base}/{name}/code`,
      answer: async (call) => {
        const { name } = referenceOf(call);
        const input = new Members(call.json());
        functions.get(name);
        const publish = input.boolean('Publish') ?? false;
        const version = await functions.updateCode(name, readZip(input), publish);
        return { body: functionConfiguration(functions.get(name), version) };
      },
    },
    {
      method: 'POST',
      path: `${base}/{name}/versions`,
      answer: (call) => {
        const { name } = referenceOf(call);
        const version = functions.publish(name);
        const record = functions.get(name);
        const arn = `${record.arn}:${version.version}`;
        return { status: 201, body: functionConfiguration(record, version, arn) };
      },
    },
    {
      method: 'GET',
      path: `${base}/{name}/versions`,
      answer: (call) => {
        const record = functions.get(referenceOf(call).name);
        const Versions = [record.latest, ...record.published].map((version) =>
          functionConfiguration(record, version, `${record.arn}:${version.version}`),
        );
        return { body: { Versions } };
      },
    },
    ...aliasRoutes(functions),
    ...concurrencyRoutes(functions),
  ];
}

function aliasRoutes(functions: Functions): readonly RestRoute[] {
  const path = `${base}/{name}/aliases`;
  return [
    {
      method: 'POST',
      path,
      answer: (call) => {
        const { name } = referenceOf(call);
        const input = new Members(call.json());
        const alias = input.requiredString('Name');
        if (!/^(?!\d+$)[\w-]{1,128}$/.test(alias)) {
          throw validationError(
            alias,
            'name',
            'Member must satisfy regular expression pattern: (?!^[0-9]+$)([a-zA-Z0-9-_]+)',
          );
        }
        const record = functions.get(name);
        if (record.aliases.some((other) => other.name === alias)) {
          throw conflict(`Alias already exists: ${record.arn}:${alias}`);
        }
        const kept = functions.putAlias(name, {
          name: alias,
          version: input.requiredString('FunctionVersion'),
          description: input.string('Description') ?? '',
        });
        return { status: 201, body: aliasConfiguration(record, kept) };
      },
    },
    {
      method: 'GET',
      path,
      answer: (call) => {
        const record = functions.get(referenceOf(call).name);
        return { body: { Aliases: record.aliases.map((one) => aliasConfiguration(record, one)) } };
      },
    },
    {
      method: 'GET',
      path: `${path}/{alias}`,
      answer: (call) => {
        const record = functions.get(referenceOf(call).name);
        const alias = functions.alias(record.name, call.path['alias'] ?? '');
        return { body: aliasConfiguration(record, alias) };
      },
    },
    {
      method: 'PUT',
      path: `${path}/{alias}`,
      answer: (call) => {
        const record = functions.get(referenceOf(call).name);
        const before = functions.alias(record.name, call.path['alias'] ?? '');
        const input = new Members(call.json());
        const alias = functions.putAlias(record.name, {
          name: before.name,
          version: input.string('FunctionVersion') ?? before.version,
          description: input.string('Description') ?? before.description,
        });
        return { body: aliasConfiguration(record, alias) };
      },
    },
    {
      method: 'DELETE',
      path: `${path}/{alias}`,
      answer: (call) => {
        functions.deleteAlias(referenceOf(call).name, call.path['alias'] ?? '');
        return { status: 204 };
      },
    },
  ];
}

function concurrencyRoutes(functions: Functions): readonly RestRoute[] {
  const path = '/2017-10-31/functions/{name}/concurrency';
  return [
    {
      method: 'PUT',
      path,
      answer: (call) => {
        const limit = new Members(call.json()).integer('ReservedConcurrentExecutions');
        if (limit === undefined) {
          throw validationError(null, 'reservedConcurrentExecutions', 'Member must not be null');
        }
        inRange(limit, 'reservedConcurrentExecutions', 0, 1000);
        functions.reserveConcurrency(referenceOf(call).name, limit);
        return { body: { ReservedConcurrentExecutions: limit } };
      },
    },
    {
      method: 'DELETE',
      path,
      answer: (call) => {
        functions.reserveConcurrency(referenceOf(call).name, undefined);
        return { status: 204 };
      },
    },
    {
      method: 'GET',
      path: '/2019-09-30/functions/{name}/concurrency',
      answer: (call) => {
        const { reservedConcurrency } = functions.get(referenceOf(call).name);
        return {
          body:
            reservedConcurrency === undefined
              ? {}
              : { ReservedConcurrentExecutions: reservedConcurrency },
        };
      },
    },
  ];
}

/** The function that a call's path and `Qualifier` name. @throws AwsError 400. */
export function referenceOf(call: RestCall): FunctionReference {
  const reference = parseFunctionReference(call.path['name'] ?? '');
  const qualifier = call.query.get('Qualifier');
  if (qualifier === null) return reference;
  if (reference.qualifier !== undefined && reference.qualifier !== qualifier) {
    throw invalidParameterValue(
      'The derived qualifier from the function name does not match the specified qualifier.',
    );
  }
  return { ...reference, qualifier };
}

function newName(text: string): string {
  const { name, qualifier } = parseFunctionReference(text);
  if (qualifier === undefined) return name;
  throw invalidParameterValue('A new function takes no qualifier in its name.');
}
