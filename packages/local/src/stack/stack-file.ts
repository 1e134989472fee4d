import { readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { messageOf } from '../errors.js';
import { isJsonObject, type JsonObject } from '../wire/members.js';
import { StackError } from './stack-error.js';

/** One resource of a stack, its references not yet resolved. */
export interface Resource {
  /** `aws_dynamodb_table.orders`. */
  readonly address: string;
  readonly type: string;
  readonly name: string;
  readonly settings: JsonObject;
}

/** A synthesized stack: Terraform's JSON form, as CDKTF writes it. */
export interface StackFile {
  readonly path: string;
  /** Paths of assets are relative to it. */
  readonly folder: string;
  readonly region: string | undefined;
  readonly resources: readonly Resource[];
  readonly outputs: JsonObject;
  /** Addresses of data sources, such as `data.aws_caller_identity.caller`. */
  readonly dataSources: readonly string[];
  /** Sections that the local cloud does not read, such as `module`. */
  readonly otherSections: readonly string[];
}

const readSections = ['//', 'data', 'output', 'provider', 'resource', 'terraform'];

/** @throws StackError `STACK_NOT_FOUND`, `STACK_NOT_JSON` or `STACK_MALFORMED`. */
export async function readStackFile(path: string): Promise<StackFile> {
  const document = parse(await readText(path), path);
  const section = (name: string): JsonObject => {
    const value = document[name] ?? {};
    if (isJsonObject(value)) return value;
    throw malformed(path, `"${name}" must be an object`);
  };
  if (document['resource'] === undefined) throw malformed(path, 'it has no "resource"');
  return {
    path,
    folder: dirname(path),
    region: providerRegion(section('provider')),
    resources: Object.entries(section('resource')).flatMap(([type, named]) => {
      if (!isJsonObject(named)) throw malformed(path, `"resource.${type}" must be an object`);
      return Object.entries(named).map(([name, settings]) => {
        const address = `${type}.${name}`;
        if (!isJsonObject(settings)) throw malformed(path, `"${address}" must be an object`);
        return { address, type, name, settings };
      });
    }),
    outputs: section('output'),
    dataSources: Object.entries(section('data')).flatMap(([type, named]) => {
      if (!isJsonObject(named)) throw malformed(path, `"data.${type}" must be an object`);
      return Object.keys(named).map((name) => `data.${type}.${name}`);
    }),
    otherSections: Object.keys(document).filter((name) => !readSections.includes(name)),
  };
}

async function readText(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (cause) {
    throw new StackError(
      'STACK_NOT_FOUND',
      `${path}: the synthesized stack could not be read (${messageOf(cause)}). Write it with 'pnpm synth'.`,
      { cause },
    );
  }
}

function parse(text: string, path: string): JsonObject {
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch (cause) {
    throw new StackError(
      'STACK_NOT_JSON',
      `${path}: this is not JSON (${messageOf(cause)}). Write it again with 'pnpm synth'.`,
      { cause },
    );
  }
  if (isJsonObject(document)) return document;
  throw malformed(path, 'it must be an object');
}

function malformed(path: string, what: string): StackError {
  return new StackError(
    'STACK_MALFORMED',
    `${path}: ${what}. This is not Terraform's JSON form; write it again with 'pnpm synth'.`,
  );
}

function providerRegion(provider: JsonObject): string | undefined {
  const aws = provider['aws'];
  const first: unknown = Array.isArray(aws) ? aws[0] : aws;
  const region = isJsonObject(first) ? first['region'] : undefined;
  return typeof region === 'string' && !region.includes('${') ? region : undefined;
}
