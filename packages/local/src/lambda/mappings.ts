import { randomUUID } from 'node:crypto';
import { type EventSourceMapping, type MappingDefinition, refusals } from '@millrace/mapping';
import { AwsError } from '../wire/aws-error.js';
import { type JsonObject, Members } from '../wire/members.js';
import { parseFunctionReference } from './function-reference.js';
import type { Functions } from './functions.js';
import type { MappingStateName, MappingView } from './mapping-record.js';
import { readCreate, readUpdate, refusing } from './mapping-request.js';

/** A mapping to be opened: everything that makes it, but not yet running. */
export interface MappingPlan extends MappingDefinition {
  readonly uuid: string;
  readonly functionArn: string;
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
  definition: MappingDefinition;
  mapping: EventSourceMapping;
  /** What it is on its way to; undefined when it has arrived. */
  transition: MappingStateName | undefined;
  /** Of the machinery before the last change of settings. */
  earlierResult: string;
  modifiedAt: number;
  tags: Readonly<Record<string, string>>;
  /** Changes are carried out one after another. */
  work: Promise<void>;
  /** How many changes were asked for. A start is left out when another change follows it. */
  changes: number;
  /** Why the last change could not be carried out. */
  fault?: unknown;
}

const nothingProcessed = 'No records processed';

/** All event source mappings of one account. */
export class Mappings {
  readonly #options: MappingsOptions;
  readonly #entries = new Map<string, Entry>();
  /** Deleted ones that are still stopping. */
  readonly #leaving = new Set<Promise<void>>();

  constructor(options: MappingsOptions) {
    this.#options = options;
  }

  /**
   * Creates a mapping from the members of CreateEventSourceMapping and starts it.
   * @throws AwsError in the recorded words.
   */
  async create(json: JsonObject, options: { readonly uuid?: string } = {}): Promise<MappingView> {
    const definition = readCreate(json);
    this.#checkFunction(definition);
    if (!(await this.#options.streamExists(definition.eventSourceArn))) {
      throw refused(refusals.streamNotFound(definition.eventSourceArn));
    }
    this.#checkUnique(definition);
    const uuid = options.uuid ?? randomUUID();
    const entry: Entry = {
      uuid,
      definition,
      mapping: this.#open(uuid, definition),
      transition: 'Creating',
      earlierResult: nothingProcessed,
      modifiedAt: Date.now(),
      tags: new Members(json).textMap('Tags') ?? {},
      work: Promise.resolve(),
      changes: 0,
    };
    this.#entries.set(uuid, entry);
    this.#schedule(entry, async (isLast) => {
      if (definition.enabled && isLast()) await entry.mapping.start();
    });
    return this.#view(entry);
  }

  /** @throws AwsError 404. */
  get(uuid: string): MappingView {
    return this.#view(this.#entry(uuid));
  }

  /** All mappings, or those of one stream, one function, or both. */
  list(
    wanted: { readonly eventSourceArn?: string; readonly functionArn?: string } = {},
  ): readonly MappingView[] {
    return [...this.#entries.values()]
      .map((entry) => this.#view(entry))
      .filter(
        ({ definition, functionArn }) =>
          (wanted.eventSourceArn ?? definition.eventSourceArn) === definition.eventSourceArn &&
          (wanted.functionArn ?? functionArn) === functionArn,
      );
  }

  /**
   * Changes a mapping. It goes on from its checkpoint with the new settings; the answer still shows
   * the old ones, as documented.
   * @throws AwsError in the recorded words.
   */
  update(uuid: string, json: JsonObject): MappingView {
    const entry = this.#entry(uuid);
    const next = readUpdate(entry.definition, json);
    this.#checkFunction(next);
    entry.transition = transitionTo(new Members(json).boolean('Enabled'), entry.definition.enabled);
    entry.modifiedAt = Date.now();
    const view = this.#view(entry);
    // Known at once, so that the next change builds on it; shown once it is carried out.
    const shown = entry.definition;
    entry.definition = next;
    // A start takes as long as the stream is out of reach: nobody waits for one that is outdated.
    if (entry.mapping.state === 'Enabling') this.#interrupt(entry, { finish: true });
    this.#schedule(entry, async (isLast) => {
      try {
        await entry.mapping.stop();
      } finally {
        // A checkpoint that could not be kept is told, and is no reason to stand still.
        entry.earlierResult = resultOf(entry);
        entry.mapping = this.#open(uuid, next);
        if (next.enabled && isLast()) await entry.mapping.start();
      }
    });
    return { ...view, definition: shown };
  }

  /** @throws AwsError 404. */
  delete(uuid: string): MappingView {
    const entry = this.#entry(uuid);
    entry.transition = 'Deleting';
    const view = this.#view(entry);
    this.#entries.delete(uuid);
    this.#interrupt(entry, { finish: false });
    this.#schedule(entry, async () => {
      await entry.mapping.stop({ finish: false }).finally(() => this.#options.forget(uuid));
    });
    const leaving = entry.work.finally(() => this.#leaving.delete(leaving));
    this.#leaving.add(leaving);
    return view;
  }

  /** @throws AwsError 404. */
  tags(uuid: string): Readonly<Record<string, string>> {
    return this.#entry(uuid).tags;
  }

  setTags(uuid: string, tags: Readonly<Record<string, string>>): void {
    this.#entry(uuid).tags = tags;
  }

  /** Resolves once every change asked for so far has been carried out. */
  async settled(): Promise<void> {
    await Promise.all([...this.#leaving, ...[...this.#entries.values()].map(({ work }) => work)]);
  }

  /** Why a mapping's last change could not be carried out, if so. */
  faultOf(uuid: string): unknown {
    return this.#entries.get(uuid)?.fault;
  }

  /** Stops all mappings. With `finish` they wait for the invocations that run. */
  async stop(options: { readonly finish: boolean }): Promise<void> {
    const entries = [...this.#entries.values()];
    for (const entry of entries) entry.changes += 1;
    const stops = await Promise.allSettled(entries.map(({ mapping }) => mapping.stop(options)));
    await this.settled();
    for (const stop of stops) if (stop.status === 'rejected') throw stop.reason;
  }

  #open(uuid: string, definition: MappingDefinition): EventSourceMapping {
    const functionArn = this.#options.functions.referenceArn(definition.functionName);
    return this.#options.open({ ...definition, uuid, functionArn });
  }

  /**
   * Ends what a mapping does now, ahead of the changes that wait for it. The next of them joins this
   * stop, and tells of its fault.
   */
  #interrupt(entry: Entry, options: { readonly finish: boolean }): void {
    entry.mapping.stop(options).catch(() => undefined);
  }

  #schedule(entry: Entry, change: (isLast: () => boolean) => Promise<void>): void {
    entry.changes += 1;
    const { changes } = entry;
    const isLast = (): boolean => entry.changes === changes;
    entry.work = entry.work
      .then(() => change(isLast))
      .then(
        () => {
          if (isLast()) entry.transition = undefined;
          entry.fault = undefined;
        },
        (thrown: unknown) => {
          if (isLast()) entry.transition = undefined;
          entry.fault = thrown;
          this.#options.onFault(entry.uuid, thrown);
        },
      );
  }

  #entry(uuid: string): Entry {
    const entry = this.#entries.get(uuid);
    if (entry === undefined) throw refused(refusals.mappingNotFound());
    return entry;
  }

  #view(entry: Entry): MappingView {
    const { region, accountId, functions } = this.#options;
    return {
      uuid: entry.uuid,
      arn: `arn:aws:lambda:${region}:${accountId}:event-source-mapping:${entry.uuid}`,
      definition: entry.definition,
      functionArn: functions.referenceArn(entry.definition.functionName),
      state: entry.transition ?? (entry.mapping.state === 'Enabled' ? 'Enabled' : 'Disabled'),
      lastProcessingResult: resultOf(entry),
      modifiedAt: entry.modifiedAt,
    };
  }

  #checkFunction({ functionName }: MappingDefinition): void {
    const { functions } = this.#options;
    const reference = parseFunctionReference(functionName);
    try {
      functions.resolve(reference);
    } catch (thrown) {
      if (!(thrown instanceof AwsError)) throw thrown;
      throw refused(refusals.functionNotFound());
    }
  }

  #checkUnique({ eventSourceArn, functionName }: MappingDefinition): void {
    const functionArn = this.#options.functions.referenceArn(functionName);
    const [existing] = this.list({ eventSourceArn, functionArn });
    if (existing === undefined) return;
    const { name } = parseFunctionReference(functionName);
    throw refused(refusals.mappingExists(eventSourceArn, name, existing.uuid));
  }
}

function resultOf(entry: Entry): string {
  const now = entry.mapping.lastProcessingResult;
  return now === nothingProcessed ? entry.earlierResult : now;
}

function refused(error: Error): AwsError {
  return refusing(() => {
    throw error;
  });
}

function transitionTo(enabled: boolean | undefined, before: boolean): MappingStateName {
  if (enabled === undefined || enabled === before) return 'Updating';
  return enabled ? 'Enabling' : 'Disabling';
}
