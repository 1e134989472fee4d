import type { ServerUnaryCall, sendUnaryData, UntypedServiceImplementation } from '@grpc/grpc-js';
import { applyChange } from './apply-change.js';
import { bindingsSchema } from './bindings-schema.js';
import { planChange } from './plan-change.js';
import { behaviourOf, dataSources, optionalComputedOf } from './provider-behaviour.js';
import type { Block } from './schema.js';
import { blockMessage } from './schema-message.js';
import { decodeValue, encodeValue, isObject, type ObjectValue, type Value } from './value.js';

interface DynamicValue {
  readonly msgpack: Uint8Array;
}

/** The fields of all requests together; each call reads its own. */
interface Request {
  readonly type_name: string;
  readonly config: DynamicValue;
  readonly raw_state: { readonly json: Uint8Array };
  readonly current_state: DynamicValue;
  readonly prior_state: DynamicValue;
  readonly proposed_new_state: DynamicValue;
  readonly planned_state: DynamicValue;
}

/** What the stub provider answers to each call of Terraform's plugin protocol. */
export function providerCalls(types: readonly string[]): UntypedServiceImplementation {
  const schemas = new Map(
    types.map((type) => [type, bindingsSchema(type, optionalComputedOf(type))]),
  );
  const schemaMessage = {
    provider: blockMessage(bindingsSchema('provider', new Set())),
    resource_schemas: Object.fromEntries(
      [...schemas].map(([type, schema]) => [type, blockMessage(schema)]),
    ),
    data_source_schemas: Object.fromEntries(
      Object.keys(dataSources).map((type) => [
        type,
        blockMessage(bindingsSchema(`data_${type}`, optionalComputedOf(type))),
      ]),
    ),
    server_capabilities: { plan_destroy: false, get_provider_schema_optional: true },
  };
  let configuration: { region: Value; defaultTags: ObjectValue } = {
    region: null,
    defaultTags: {},
  };

  const schemaOf = (type: string): Block => {
    const schema = schemas.get(type);
    if (schema === undefined) throw new Error(`the stub provider was not asked to serve ${type}`);
    return schema;
  };

  return answering({
    GetSchema: () => schemaMessage,
    PrepareProviderConfig: ({ config }) => ({ prepared_config: config }),
    Configure: ({ config }) => {
      configuration = providerConfiguration(decodeValue(config.msgpack));
      return {};
    },
    ValidateResourceTypeConfig: () => ({}),
    UpgradeResourceState: ({ raw_state }) => ({
      upgraded_state: dynamic(JSON.parse(Buffer.from(raw_state.json).toString('utf8')) as Value),
    }),
    ValidateDataSourceConfig: () => ({}),
    ReadDataSource: ({ type_name }) => ({ state: dynamic(dataSources[type_name] ?? null) }),
    ReadResource: ({ current_state }) => ({ new_state: current_state }),
    PlanResourceChange: ({ type_name, prior_state, proposed_new_state }) => {
      const { planned, replacedBy } = planChange(
        schemaOf(type_name),
        behaviourOf(type_name),
        decodeValue(prior_state.msgpack),
        decodeValue(proposed_new_state.msgpack),
        configuration,
      );
      return {
        planned_state: dynamic(planned),
        requires_replace: replacedBy.map((name) => ({ steps: [{ attribute_name: name }] })),
        // As the real provider, which is built on Terraform's older plugin SDK.
        legacy_type_system: true,
      };
    },
    ApplyResourceChange: ({ type_name, planned_state, prior_state }) => ({
      new_state: dynamic(
        applyChange(
          type_name,
          schemaOf(type_name),
          decodeValue(planned_state.msgpack),
          decodeValue(prior_state.msgpack),
        ),
      ),
      legacy_type_system: true,
    }),
    Stop: () => ({}),
  });
}

function dynamic(value: Value): { readonly msgpack: Buffer } {
  return { msgpack: encodeValue(value) };
}

function providerConfiguration(config: Value): { region: Value; defaultTags: ObjectValue } {
  const { region = null, default_tags: blocks = [] } = isObject(config) ? config : {};
  const block: Value | undefined = Array.isArray(blocks) ? blocks[0] : undefined;
  const tags = isObject(block) ? block['tags'] : undefined;
  return { region, defaultTags: isObject(tags) ? tags : {} };
}

type Call = (request: Request) => object;

const internal = 13;

function answering(calls: Readonly<Record<string, Call>>): UntypedServiceImplementation {
  return Object.fromEntries(
    Object.entries(calls).map(([name, call]) => [
      name,
      ({ request }: ServerUnaryCall<Request, object>, answer: sendUnaryData<object>) => {
        try {
          answer(null, call(request));
        } catch (error) {
          answer({ code: internal, details: `stub provider, ${name}: ${String(error)}` });
        }
      },
    ]),
  );
}
