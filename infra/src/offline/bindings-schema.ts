import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Attribute, Block, NestedBlock, TypeName } from './schema.js';

/**
 * The schema of a resource type, read from the installed `@cdktf/provider-aws`, whose bindings were
 * generated from the provider's own. What the bindings keep: names, types, nesting, what is
 * required, what is computed alone. What they lose: which optional attributes AWS fills in when
 * they are left out; `optionalComputed` of the provider's behaviour names those that matter here.
 *
 * @param type such as `aws_sqs_queue`, or `data_aws_caller_identity` for a data source; `provider` is
 * the provider's own configuration.
 */
export function bindingsSchema(type: string, optionalComputed: ReadonlySet<string>): Block {
  const folder = join(bindingsFolder(), type.replace(/^aws_/, '').replaceAll('_', '-'));
  const source = readBinding(folder, 'index.js', type);
  const bindings: Bindings = {
    source,
    types: readBinding(folder, 'index.d.ts', type),
    optionalComputed,
  };
  const owner = /^class (\w+) extends cdktf\.Terraform(?:Resource|DataSource|Provider)/m.exec(
    source,
  )?.[1];
  if (owner === undefined) throw new Error(`${folder} holds no resource or data source`);
  const classBody = bodyAfter(source, `class ${owner} extends `);
  return blockOf(
    bindings,
    classBody,
    bodyAfter(classBody, 'synthesizeHclAttributes() {'),
    `${owner}Config`,
    '',
  );
}

interface Bindings {
  readonly source: string;
  readonly types: string;
  readonly optionalComputed: ReadonlySet<string>;
}

function bindingsFolder(): string {
  return join(dirname(require.resolve('@cdktf/provider-aws/package.json')), 'lib');
}

function readBinding(folder: string, file: string, type: string): string {
  try {
    return readFileSync(join(folder, file), 'utf8');
  } catch (error) {
    throw new Error(`@cdktf/provider-aws has no bindings for ${type}`, { cause: error });
  }
}

const hclAttribute =
  /^ {12}(\w+): \{\n\s+value: (.*),\n\s+isBlock: (true|false),\n\s+type: "(\w+)",\n\s+storageClassType: "(\w+)",/gm;
const hclAttributeInFunction = new RegExp(hclAttribute.source.replace('{12}', '{8}'), 'gm');

function blockOf(
  bindings: Bindings,
  classBody: string,
  hclBody: string,
  interfaceName: string,
  path: string,
): Block {
  const pattern = path === '' ? hclAttribute : hclAttributeInFunction;
  const found = [...hclBody.matchAll(pattern)].map(([, name, value, isBlock, type, storage]) => ({
    name: name ?? '',
    value: value ?? '',
    isBlock: isBlock === 'true',
    type: type ?? '',
    storage: storage ?? '',
  }));
  const interfaceBody = bodyAfter(bindings.types, `interface ${interfaceName} `);
  const isRequired = (name: string): boolean =>
    new RegExp(`^    readonly ${camelCase(name)}: `, 'm').test(interfaceBody);

  const settable = found
    .filter(({ isBlock }) => !isBlock)
    .map(
      ({ name, type, storage }): Attribute => ({
        name,
        type: typeOf(type, storage),
        required: isRequired(name),
        optional: !isRequired(name),
        computed: bindings.optionalComputed.has(path + name),
      }),
    );
  const blocks = found
    .filter(({ isBlock }) => isBlock)
    .map(({ name, value, type }): NestedBlock => {
      const mapper = /(\w+)ToHclTerraform/.exec(value)?.[1] ?? '';
      const struct = mapper.charAt(0).toUpperCase() + mapper.slice(1);
      return {
        name,
        nesting: type === 'struct' ? 'single' : type === 'set' ? 'set' : 'list',
        atMostOne: !value.includes('listMapperHcl'),
        required: isRequired(name),
        block: blockOf(
          bindings,
          bodyAfter(bindings.source, `class ${struct}OutputReference `),
          bodyAfter(bindings.source, `function ${mapper}ToHclTerraform(`),
          struct,
          `${path}${name}.`,
        ),
      };
    });
  return { attributes: [...settable, ...computedOf(classBody)], blocks };
}

const computedGetter =
  /\/\/ (\w+) - computed: true, optional: false, required: false\n\s+get \w+\(\) \{\n\s+return (?:cdktf\.Fn\.tolist\()?this\.get(\w+)Attribute\(/g;

function computedOf(classBody: string): readonly Attribute[] {
  return [...classBody.matchAll(computedGetter)].map(([, name, getter]) => ({
    name: name ?? '',
    type: getterTypes[getter ?? ''] ?? 'string',
    required: false,
    optional: false,
    computed: true,
  }));
}

const getterTypes: Readonly<Record<string, TypeName>> = {
  String: 'string',
  Number: 'number',
  Boolean: 'bool',
  List: ['list', 'string'],
  StringMap: ['map', 'string'],
};

const scalars: Readonly<Record<string, TypeName>> = {
  string: 'string',
  number: 'number',
  boolean: 'bool',
};

function typeOf(type: string, storage: string): TypeName {
  const element = scalars[storage.replace(/(List|Map)$/, '')] ?? 'string';
  return type === 'list' || type === 'set' || type === 'map' ? [type, element] : element;
}

/** From the first opening to the brace in the first column of its line that closes it. */
function bodyAfter(source: string, opening: string): string {
  const start = source.indexOf(opening);
  if (start < 0) return '';
  const line = source.slice(source.lastIndexOf('\n', start) + 1, start);
  const indent = /^ */.exec(line)?.[0] ?? '';
  const end = source.indexOf(`\n${indent}}`, start);
  return source.slice(start, end < 0 ? undefined : end);
}

function camelCase(name: string): string {
  return name.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}
