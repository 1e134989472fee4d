import type { EventSourceMappingConfiguration } from '@aws-sdk/client-lambda';
import { type CompiledFilterCriteria, compileFilterCriteria } from '@millrace/filters';
import { AwsStreamSource, type StreamSource } from '@millrace/mapping';
import type { Clients } from '../aws/clients.js';
import { lineageOf } from '../aws/lineage-of.js';
import { mappingsOf } from '../aws/mappings-of.js';
import type { TableStream } from '../aws/stream-of.js';
import { patternsOf } from '../delivery/settings-of.js';
import { estimateLag, type ShardLag } from './estimate.js';
import { iteratorAgePositions } from './iterator-age.js';
import { LocalPositions } from './local-positions.js';
import { type Positions, refusedPositions } from './positions.js';
import { type ShardCount, ShardMeter } from './shard-meter.js';

/** How one mapping does. */
export interface MappingLag {
  readonly uuid: string;
  readonly function: string;
  readonly state: string;
  /**
   * How its place is known: `unknown` for a deployed one that was not called lately, `refused` where
   * CloudWatch did not tell.
   */
  readonly positionsFrom: Positions['known'];
  /** CloudWatch's own words. */
  readonly refusal?: string;
  readonly shards: readonly ShardLag[];
}

interface MeteredMapping {
  readonly configuration: EventSourceMappingConfiguration;
  readonly filter: CompiledFilterCriteria;
  readonly shards: Map<string, ShardMeter>;
}

/** Measures all mappings of one stream, again and again. */
export class LagMeter {
  readonly #local: LocalPositions | undefined;
  #begunAt: number | undefined;

  private constructor(
    private readonly clients: Clients,
    private readonly source: StreamSource,
    private readonly mappings: readonly MeteredMapping[],
    private readonly bound: number,
    private readonly now: () => number,
  ) {
    const { endpoint } = clients.connection;
    this.#local = endpoint === undefined ? undefined : new LocalPositions(endpoint);
  }

  static async of(
    clients: Clients,
    { streamArn }: TableStream,
    bound: number,
    now: () => number = Date.now,
  ): Promise<LagMeter> {
    const source = new AwsStreamSource({ client: await clients.streams(), streamArn });
    const mappings = (await mappingsOf(clients, streamArn)).map((configuration) => ({
      configuration,
      filter: compileFilterCriteria({ Filters: patternsOf(configuration) }, { maxFilters: 10 }),
      shards: new Map<string, ShardMeter>(),
    }));
    return new LagMeter(clients, source, mappings, bound, now);
  }

  /** Measures once. Rates span the time since the first measurement. */
  async measure(signal: AbortSignal): Promise<readonly MappingLag[]> {
    const shardIds = [...(await lineageOf(this.source, signal)).keys()];
    const isLocal = (await this.#local?.refresh()) === true;
    const measured = this.now();
    this.#begunAt ??= measured;
    const span = measured - this.#begunAt;
    return Promise.all(
      this.mappings.map(async (mapping) => {
        const { UUID = '', FunctionArn = '', State = 'unknown' } = mapping.configuration;
        const positions =
          isLocal && this.#local !== undefined
            ? this.#local.of(UUID)
            : await this.#remotePositions(FunctionArn);
        const shards = await this.#measureShards(mapping, shardIds, positions, signal);
        return {
          uuid: UUID,
          function: FunctionArn.split(':function:').at(-1) ?? FunctionArn,
          state: State,
          positionsFrom: positions.known,
          ...(positions.refusal === undefined ? {} : { refusal: positions.refusal }),
          shards: shards.map(([id, count]) => estimateLag(id, count, span, measured)),
        };
      }),
    );
  }

  /** A right that is missing is no reason to show nothing. */
  async #remotePositions(functionArn: string): Promise<Positions> {
    try {
      return await iteratorAgePositions(this.clients, functionArn, this.now());
    } catch (error) {
      if (!(error instanceof Error) || !('$metadata' in error)) throw error;
      return refusedPositions(`${error.name}: ${error.message}`);
    }
  }

  async #measureShards(
    { shards, filter }: MeteredMapping,
    shardIds: readonly string[],
    positions: Positions,
    signal: AbortSignal,
  ): Promise<readonly (readonly [string, ShardCount])[]> {
    const counts = await Promise.all(
      shardIds.map(async (shardId) => {
        const position = positions.of(shardId);
        if (position === undefined) return undefined;
        const meter =
          shards.get(shardId) ??
          new ShardMeter(this.source, shardId, this.bound, (record) => filter.matches(record));
        shards.set(shardId, meter);
        return [shardId, await meter.measure(position, signal)] as const;
      }),
    );
    return counts.filter((count) => count !== undefined);
  }
}
