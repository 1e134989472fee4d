import { randomUUID } from 'node:crypto';
import type { EventSourceMapping } from '@millrace/mapping';
import { LocalError, messageOf } from '../errors.js';
import type { JsonObject } from '../wire/members.js';
import { Members } from '../wire/members.js';
import { parseFunctionReference } from './function-reference.js';
import type { Functions } from './functions.js';
import { conflict, invalidParameterValue, notFound } from './lambda-errors.js';
import { applyMappingInput, newSettings, readStartingPosition } from './mapping-input.js';
import type { MappingConfiguration, MappingStateName, MappingView } from './mapping-record.js';

/** A mapping to be opened: everything that makes it, but not yet running. */
export interface MappingPlan extends MappingConfiguration {
  readonly uuid: string;
  readonly eventSourceArn: string;
}

export interface MappingsOptions {
  readonly region: string;
  readonly accountId: string;
  readonly functions: Functions;
  /** Builds the machinery of a mapping. Called again with the same UUID after a change of settings. */
  readonly open: (plan: MappingPlan) => EventSourceMapping;
  /** Drops what a deleted mapping remembers. */
  readonly forget: (uuid: string) => Promise<void>;
  readonly streamExists: (streamArn: string) => Promise<boolean>;
  /** Told when a mapping cannot start or stop. */
  readonly onFault: (uuid: string, fault: unknown) => void;
}

interface Entry {
  readonly uuid: string;
  readonly eventSourceArn: string;
  configuration: MappingConfiguration;
  mapping: EventSourceMapping;
  /** What it is on its way to; undefined when it has arrived. */
  transition: MappingStateName | undefined;
  modifiedAt: number;
  /** Changes are carried out one after another. */
  work: Promise<void>;
}

/** All event source mappings of one account. */
export class Mappings {
  readonly #options: MappingsOptions;
  readonly #entries = new Map<string, Entry>();

  constructor(options: MappingsOptions) {
    this.#options = options;
  }

  /**
   * Creates a mapping from the members of CreateEventSourceMapping and starts it.
   * @throws AwsError in the recorded words.
   */
  async create(json: JsonObject, options: { readonly uuid?: string } = {}): Promise<MappingView> {
    const input = new Members(json);
    const eventSourceArn = readSourceArn(input);
    const functionName = input.requiredString('FunctionName');
    const settings = newSettings(readStartingPosition(input, eventSourceArn));
    const functionArn = this.#options.functions.referenceArn(functionName);
    const configuration = applyMappingInput({ settings, functionArn }, input);
    this.#checkFunction(functionArn);
    if (!(await this.#options.streamExists(eventSourceArn))) {
      throw invalidParameterValue(`Stream not found: ${eventSourceArn}`);
    }
    this.#checkUnique(eventSourceArn, functionName, functionArn);
    const uuid = options.uuid ?? randomUUID();
    const entry: Entry = {
      uuid,
      eventSourceArn,
      configuration,
      mapping: this.#options.open({ ...configuration, uuid, eventSourceArn }),
      transition: 'Creating',
      modifiedAt: Date.now(),
      work: Promise.resolve(),
    };
    this.#entries.set(uuid, entry);
    const enabled = input.boolean('Enabled') ?? true;
    this.#schedule(entry, async () => {
      if (enabled) await entry.mapping.start();
    });
    return this.#view(entry);
  }

  /** @throws AwsError 404. */
  get(uuid: string): MappingView {
    return this.#view(this.#entry(uuid));
  }

  list(wanted: { readonly eventSourceArn?: string; readonly functionArn?: string } = {}) {
    return [...this.#entries.values()]
      .filter(
        (entry) =>
          (wanted.eventSourceArn ?? entry.eventSourceArn) === entry.eventSourceArn &&
          (wanted.functionArn ?? entry.configuration.functionArn) ===
            entry.configuration.functionArn,
      )
      .map((entry) => this.#view(entry));
  }

  /**
   * Changes a mapping. It goes on from its checkpoint with the new settings; the answer still shows
   * the old ones, as documented.
   */
  update(uuid: string, json: JsonObject): MappingView {
    const entry = this.#entry(uuid);
    const input = new Members(json);
    const functionName = input.string('FunctionName');
    const functionArn =
      functionName === undefined
        ? entry.configuration.functionArn
        : this.#options.functions.referenceArn(functionName);
    const configuration = applyMappingInput({ ...entry.configuration, functionArn }, input);
    this.#checkFunction(functionArn);
    const running = entry.transition === undefined ? isRunning(entry.mapping) : true;
    const enabled = input.boolean('Enabled') ?? running;
    entry.transition = transitionTo(input.boolean('Enabled'), running);
    entry.modifiedAt = Date.now();
    const view = this.#view(entry);
    this.#schedule(entry, async () => {
      await entry.mapping.stop();
      entry.configuration = configuration;
      entry.mapping = this.#options.open({
        ...configuration,
        uuid,
        eventSourceArn: entry.eventSourceArn,
      });
      if (enabled) await entry.mapping.start();
    });
    return view;
  }

  delete(uuid: string): MappingView {
    const entry = this.#entry(uuid);
    entry.transition = 'Deleting';
    const view = this.#view(entry);
    this.#entries.delete(uuid);
    this.#schedule(entry, async () => {
      await entry.mapping.stop({ finish: false });
      await this.#options.forget(uuid);
    });
    return view;
  }

  /** Resolves once every change asked for so far has been carried out. */
  async settled(): Promise<void> {
    await Promise.all([...this.#entries.values()].map((entry) => entry.work));
  }

  /** Stops all mappings. With `finish` they wait for the invocations that run. */
  async stop(options: { readonly finish: boolean }): Promise<void> {
    await this.settled();
    await Promise.all([...this.#entries.values()].map((entry) => entry.mapping.stop(options)));
  }

  #schedule(entry: Entry, change: () => Promise<void>): void {
    entry.work = entry.work.then(change).then(
      () => {
        entry.transition = undefined;
      },
      (thrown: unknown) => {
        entry.transition = undefined;
        this.#options.onFault(entry.uuid, thrown);
      },
    );
  }

  #entry(uuid: string): Entry {
    const entry = this.#entries.get(uuid);
    if (entry === undefined) throw notFound('The resource you requested does not exist.');
    return entry;
  }

  #view(entry: Entry): MappingView {
    const { region, accountId } = this.#options;
    return {
      uuid: entry.uuid,
      arn: `arn:aws:lambda:${region}:${accountId}:event-source-mapping:${entry.uuid}`,
      eventSourceArn: entry.eventSourceArn,
      configuration: entry.configuration,
      state: entry.transition ?? (isRunning(entry.mapping) ? 'Enabled' : 'Disabled'),
      lastProcessingResult: entry.mapping.lastProcessingResult,
      modifiedAt: entry.modifiedAt,
    };
  }

  #checkFunction(functionArn: string): void {
    try {
      this.#options.functions.resolve(parseFunctionReference(functionArn));
    } catch {
      throw invalidParameterValue('Function does not exist');
    }
  }

  #checkUnique(eventSourceArn: string, functionName: string, functionArn: string): void {
    const [existing] = this.list({ eventSourceArn, functionArn });
    if (existing === undefined) return;
    const { name } = parseFunctionReference(functionName);
    // The blanks inside of the quotes are AWS's own.
    throw conflict(
      `The event source arn (" ${eventSourceArn} ") and function (" ${name} ") provided mapping already exists. Please update or delete the existing mapping with UUID ${existing.uuid}`,
    );
  }
}

function readSourceArn(input: Members): string {
  const arn = input.string('EventSourceArn');
  if (arn === undefined) throw invalidParameterValue('Unrecognized event source.');
  if (!/^arn:aws[a-z-]*:dynamodb:[a-z0-9-]+:\d{12}:table\/[\w.-]+\/stream\/.+$/.test(arn)) {
    throw invalidParameterValue(
      `Unrecognized event source. The local cloud maps DynamoDB streams (arn:aws:dynamodb:...:table/NAME/stream/LABEL); '${arn.slice(0, 200)}' is not the ARN of one.`,
    );
  }
  return arn;
}

function isRunning(mapping: EventSourceMapping): boolean {
  return mapping.state === 'Enabled';
}

function transitionTo(enabled: boolean | undefined, running: boolean): MappingStateName {
  if (enabled === undefined || enabled === running) return 'Updating';
  return enabled ? 'Enabling' : 'Disabling';
}

/** A mapping that could not be brought up. */
export function mappingFailed(uuid: string, thrown: unknown): LocalError {
  return new LocalError(
    'MAPPING_FAILED',
    `The event source mapping ${uuid} could not start: ${messageOf(thrown)}`,
    { cause: thrown },
  );
}
