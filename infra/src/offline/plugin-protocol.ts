import { fromJSON, type PackageDefinition } from '@grpc/proto-loader';

type FieldRule = 'repeated';
type Field = readonly [type: string, id: number, rule?: FieldRule];
type Fields = Readonly<Record<string, Field>>;

function message(fields: Fields, nested: Readonly<Record<string, object>> = {}): object {
  return {
    fields: Object.fromEntries(
      Object.entries(fields).map(([name, [type, id, rule]]) => [
        name,
        { type, id, ...(rule === undefined ? {} : { rule }) },
      ]),
    ),
    nested,
  };
}

function map(fields: Fields, keyed: Readonly<Record<string, readonly [string, number]>>): object {
  const entries = Object.entries(keyed).map(([name, [type, id]]) => [
    name,
    { keyType: 'string', type, id },
  ]);
  const base = message(fields) as { fields: object };
  return { fields: { ...base.fields, ...Object.fromEntries(entries) } };
}

function call(request: object, response: object): object {
  return { fields: {}, nested: { Request: request, Response: response } };
}

const diagnostics = (id: number): Fields => ({ diagnostics: ['Diagnostic', id, 'repeated'] });
const value = (name: string, id: number): Fields => ({ [name]: ['DynamicValue', id] });
const empty = message({});

const calls = {
  GetProviderSchema: call(
    empty,
    map(
      {
        provider: ['Schema', 1],
        server_capabilities: ['ServerCapabilities', 6],
        ...diagnostics(4),
      },
      { resource_schemas: ['Schema', 2], data_source_schemas: ['Schema', 3] },
    ),
  ),
  PrepareProviderConfig: call(
    message(value('config', 1)),
    message({ ...value('prepared_config', 1), ...diagnostics(2) }),
  ),
  ValidateResourceTypeConfig: call(
    message({ type_name: ['string', 1], ...value('config', 2) }),
    message(diagnostics(1)),
  ),
  ValidateDataSourceConfig: call(
    message({ type_name: ['string', 1], ...value('config', 2) }),
    message(diagnostics(1)),
  ),
  ReadDataSource: call(
    message({ type_name: ['string', 1], ...value('config', 2) }),
    message({ ...value('state', 1), ...diagnostics(2) }),
  ),
  UpgradeResourceState: call(
    message({ type_name: ['string', 1], version: ['int64', 2], raw_state: ['RawState', 3] }),
    message({ ...value('upgraded_state', 1), ...diagnostics(2) }),
  ),
  Configure: call(
    message({ terraform_version: ['string', 1], ...value('config', 2) }),
    message(diagnostics(1)),
  ),
  ReadResource: call(
    message({ type_name: ['string', 1], ...value('current_state', 2), private: ['bytes', 3] }),
    message({ ...value('new_state', 1), ...diagnostics(2), private: ['bytes', 3] }),
  ),
  PlanResourceChange: call(
    message({
      type_name: ['string', 1],
      ...value('prior_state', 2),
      ...value('proposed_new_state', 3),
      ...value('config', 4),
    }),
    message({
      ...value('planned_state', 1),
      requires_replace: ['AttributePath', 2, 'repeated'],
      planned_private: ['bytes', 3],
      ...diagnostics(4),
      legacy_type_system: ['bool', 5],
    }),
  ),
  ApplyResourceChange: call(
    message({ type_name: ['string', 1], ...value('prior_state', 2), ...value('planned_state', 3) }),
    message({ ...value('new_state', 1), ...diagnostics(3), legacy_type_system: ['bool', 4] }),
  ),
  Stop: call(empty, message({ Error: ['string', 1] })),
};

const messages = {
  DynamicValue: message({ msgpack: ['bytes', 1], json: ['bytes', 2] }),
  RawState: message({ json: ['bytes', 1] }),
  Diagnostic: message({
    severity: ['int32', 1],
    summary: ['string', 2],
    detail: ['string', 3],
  }),
  AttributePath: message(
    { steps: ['Step', 1, 'repeated'] },
    { Step: message({ attribute_name: ['string', 1] }) },
  ),
  ServerCapabilities: message({
    plan_destroy: ['bool', 1],
    get_provider_schema_optional: ['bool', 2],
  }),
  Schema: message(
    { version: ['int64', 1], block: ['Block', 2] },
    {
      Block: message({
        version: ['int64', 1],
        attributes: ['Attribute', 2, 'repeated'],
        block_types: ['NestedBlock', 3, 'repeated'],
      }),
      Attribute: message({
        name: ['string', 1],
        type: ['bytes', 2],
        required: ['bool', 4],
        optional: ['bool', 5],
        computed: ['bool', 6],
      }),
      NestedBlock: message({
        type_name: ['string', 1],
        block: ['Block', 2],
        nesting: ['int32', 3],
        min_items: ['int64', 4],
        max_items: ['int64', 5],
      }),
    },
  ),
};

function method(name: string, types = name): Readonly<Record<string, object>> {
  return { [name]: { requestType: `${types}.Request`, responseType: `${types}.Response` } };
}

/**
 * As much of Terraform's plugin protocol, version 5, as a provider without imports or
 * functions has to speak. Field numbers: Terraform, `docs/plugin-protocol`.
 */
export function pluginProtocol(): PackageDefinition {
  return fromJSON(
    {
      nested: {
        tfplugin5: {
          nested: {
            ...messages,
            ...calls,
            Provider: {
              methods: {
                ...method('GetSchema', 'GetProviderSchema'),
                ...Object.assign(
                  {},
                  ...Object.keys(calls)
                    .filter((name) => name !== 'GetProviderSchema')
                    .map((name) => method(name)),
                ),
              },
            },
          },
        },
      },
    } as Parameters<typeof fromJSON>[0],
    { keepCase: true, longs: Number, defaults: true },
  );
}
