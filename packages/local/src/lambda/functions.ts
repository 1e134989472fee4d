import { createHash, randomUUID } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { LocalError } from '../errors.js';
import { unpackBundle } from '../runtime/code-folder.js';
import type { InvocationResult } from '../runtime/invocation-result.js';
import type { LambdaRuntime } from '../runtime/lambda-runtime.js';
import type {
  FunctionAlias,
  FunctionCode,
  FunctionRecord,
  FunctionSettings,
  FunctionVersion,
} from './function-record.js';
import { type FunctionReference, parseFunctionReference } from './function-reference.js';
import { conflict, functionNotFound, invalidParameterValue, notFound } from './lambda-errors.js';

export interface FunctionsOptions {
  readonly region: string;
  readonly accountId: string;
  readonly runtime: LambdaRuntime;
  /** Where bundles are unpacked. */
  readonly folder: string;
}

/** What makes a function. */
export interface NewFunction {
  readonly name: string;
  readonly settings: FunctionSettings;
  readonly zip: Uint8Array;
  /** Publishes version 1 at once. */
  readonly publish?: boolean;
  readonly tags?: Readonly<Record<string, string>>;
}

/** All functions of one account: their code, settings, versions and aliases. */
export class Functions {
  readonly #options: FunctionsOptions;
  readonly #records = new Map<string, FunctionRecord>();

  constructor(options: FunctionsOptions) {
    this.#options = options;
  }

  /** @throws AwsError 409 when the name is taken, 400 when the zip is none. */
  async create(made: NewFunction): Promise<FunctionRecord> {
    if (this.#records.has(made.name)) throw conflict(`Function already exist: ${made.name}`);
    const record: FunctionRecord = {
      name: made.name,
      arn: this.arnOf(made.name),
      latest: newVersion('$LATEST', made.settings, await this.#unpack(made.zip)),
      published: [],
      aliases: [],
      tags: made.tags ?? {},
    };
    if (this.#records.has(made.name)) throw conflict(`Function already exist: ${made.name}`);
    this.#keep(record, record.latest);
    if (made.publish === true) this.publish(made.name);
    return this.get(made.name);
  }

  list(): readonly FunctionRecord[] {
    return [...this.#records.values()].sort((one, two) => (one.name < two.name ? -1 : 1));
  }

  find(name: string): FunctionRecord | undefined {
    return this.#records.get(name);
  }

  /** @throws AwsError 404. */
  get(name: string): FunctionRecord {
    const record = this.#records.get(name);
    if (record === undefined) throw functionNotFound(this.arnOf(name));
    return record;
  }

  /** The version that a reference means, through an alias if it names one. @throws AwsError 404. */
  resolve(reference: FunctionReference): {
    readonly record: FunctionRecord;
    readonly version: FunctionVersion;
    readonly arn: string;
  } {
    const record = this.get(reference.name);
    const { qualifier } = reference;
    if (qualifier === undefined) return { record, version: record.latest, arn: record.arn };
    const arn = `${record.arn}:${qualifier}`;
    const alias = record.aliases.find(({ name }) => name === qualifier);
    const wanted = alias?.version ?? qualifier;
    const version =
      wanted === '$LATEST'
        ? record.latest
        : record.published.find((published) => published.version === wanted);
    if (version === undefined) throw functionNotFound(arn);
    return { record, version, arn };
  }

  async updateCode(name: string, zip: Uint8Array, publish: boolean): Promise<FunctionVersion> {
    const code = await this.#unpack(zip);
    const record = this.get(name);
    return this.#changeLatest(record, newVersion('$LATEST', record.latest.settings, code), publish);
  }

  updateSettings(name: string, settings: FunctionSettings): FunctionVersion {
    const record = this.get(name);
    return this.#changeLatest(record, newVersion('$LATEST', settings, record.latest.code), false);
  }

  /** Freezes the latest code and settings under the next number; gives the last one when nothing changed. */
  publish(name: string): FunctionVersion {
    const record = this.get(name);
    const last = record.published.at(-1);
    if (last?.code === record.latest.code && last.settings === record.latest.settings) return last;
    const version: FunctionVersion = {
      ...record.latest,
      version: String(record.published.length + 1),
      revisionId: randomUUID(),
    };
    this.#keep({ ...record, published: [...record.published, version] }, version);
    return version;
  }

  putAlias(name: string, alias: Omit<FunctionAlias, 'revisionId'>): FunctionAlias {
    const record = this.get(name);
    this.resolve({ name, qualifier: alias.version });
    const kept = { ...alias, revisionId: randomUUID() };
    const others = record.aliases.filter((other) => other.name !== alias.name);
    this.#records.set(name, { ...record, aliases: [...others, kept] });
    return kept;
  }

  /** @throws AwsError 404. */
  alias(name: string, aliasName: string): FunctionAlias {
    const record = this.get(name);
    const alias = record.aliases.find((one) => one.name === aliasName);
    if (alias === undefined) throw notFound(`Cannot find alias arn: ${record.arn}:${aliasName}`);
    return alias;
  }

  deleteAlias(name: string, aliasName: string): void {
    const record = this.get(name);
    const aliases = record.aliases.filter((alias) => alias.name !== aliasName);
    this.#records.set(name, { ...record, aliases });
  }

  setTags(name: string, tags: Readonly<Record<string, string>>): void {
    this.#records.set(name, { ...this.get(name), tags });
  }

  reserveConcurrency(name: string, limit: number | undefined): void {
    const { reservedConcurrency: _old, ...record } = this.get(name);
    this.#records.set(
      name,
      limit === undefined ? record : { ...record, reservedConcurrency: limit },
    );
    this.#options.runtime.reserveConcurrency(name, limit);
  }

  delete(name: string): void {
    this.get(name);
    this.#records.delete(name);
    this.#options.runtime.remove(name);
  }

  /** Runs the version that a reference means. @throws AwsError 404 or 429. */
  async invoke(
    reference: FunctionReference,
    payload: string,
    signal?: AbortSignal,
  ): Promise<InvocationResult> {
    const { record, version, arn } = this.resolve(reference);
    return this.#options.runtime.invoke(record.name, payload, {
      version: version.version,
      invokedArn: arn,
      ...(signal === undefined ? {} : { signal }),
    });
  }

  arnOf(name: string): string {
    return `arn:aws:lambda:${this.#options.region}:${this.#options.accountId}:function:${name}`;
  }

  /** The ARN that a reference gets in answers: with the qualifier as it was given. @throws AwsError 400. */
  referenceArn(text: string): string {
    const { name, qualifier } = parseFunctionReference(text);
    return qualifier === undefined ? this.arnOf(name) : `${this.arnOf(name)}:${qualifier}`;
  }

  #changeLatest(
    record: FunctionRecord,
    latest: FunctionVersion,
    publish: boolean,
  ): FunctionVersion {
    this.#keep({ ...record, latest }, latest);
    return publish ? this.publish(record.name) : latest;
  }

  #keep(record: FunctionRecord, changed: FunctionVersion): void {
    this.#records.set(record.name, record);
    const { settings } = changed;
    this.#options.runtime.define({
      functionName: record.name,
      functionArn: record.arn,
      version: changed.version,
      handler: settings.Handler,
      runtime: settings.Runtime,
      codeFolder: changed.code.folder,
      memorySize: settings.MemorySize,
      timeout: settings.Timeout,
      environment: settings.Environment,
    });
  }

  async #unpack(zip: Uint8Array): Promise<FunctionCode> {
    const folder = join(this.#options.folder, randomUUID());
    try {
      await mkdir(folder, { recursive: true });
      await unpackBundle(zip, folder);
    } catch (thrown) {
      // A zip that is none is the caller's fault; a full disk is not.
      if (!(thrown instanceof LocalError) || thrown.code === 'BUNDLE_NOT_WRITTEN') throw thrown;
      throw invalidParameterValue(thrown.message);
    }
    return {
      folder,
      sha256: createHash('sha256').update(zip).digest('base64'),
      size: zip.length,
    };
  }
}

function newVersion(
  version: string,
  settings: FunctionSettings,
  code: FunctionCode,
): FunctionVersion {
  return { version, settings, code, modifiedAt: Date.now(), revisionId: randomUUID() };
}
