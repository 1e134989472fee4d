import { MemoryCheckpoints } from '../../src/checkpoints/memory-checkpoints.js';
import type { EventSourceMappingOptions } from '../../src/event-source-mapping.js';
import { Mapping } from '../../src/mapping.js';
import type { MappingEvent } from '../../src/mapping-event.js';
import { lambdaRules } from '../../src/rules.js';
import type { FailureRecord, InvokeResult } from '../../src/seams.js';
import { defaultSettings, type MappingSettings } from '../../src/settings.js';
import { Random } from '../../src/simulation/random.js';
import { SimulatedClock } from '../../src/simulation/simulated-clock.js';
import { ScriptedSource } from './scripted-source.js';

/** The wall time at which a stage begins, in milliseconds: when the records of `recordOf` were made. */
export const begin = 1764085660_000;

export const answer = { requestId: 'request-1', statusCode: 200, executedVersion: '$LATEST' };

export const succeeded = (payload: unknown = null): InvokeResult => ({
  kind: 'success',
  payload: JSON.stringify(payload),
  ...answer,
});

export const crashed: InvokeResult = {
  kind: 'function-error',
  functionError: 'Unhandled',
  payload: '{}',
  ...answer,
};

export const throttled: InvokeResult = {
  kind: 'throttled',
  requestId: 'request-2',
  statusCode: 429,
  message: 'Rate exceeded',
};

export const reported = (...identifiers: readonly unknown[]): InvokeResult =>
  succeeded({ batchItemFailures: identifiers.map((itemIdentifier) => ({ itemIdentifier })) });

interface Call {
  /** Milliseconds since the stage began. */
  readonly at: number;
  readonly payload: string;
  readonly sequences: readonly number[];
}

type Handler = (call: Call) => InvokeResult | Promise<InvokeResult>;

/** A mapping in a world of its own, whose time the test moves on. */
export class Stage {
  readonly clock = new SimulatedClock(begin);
  readonly source = new ScriptedSource();
  readonly checkpoints = new MemoryCheckpoints();
  readonly calls: Call[] = [];
  readonly events: MappingEvent[] = [];
  readonly failures: FailureRecord[] = [];
  handler: Handler = () => succeeded();

  mapping(
    settings: Partial<MappingSettings> = {},
    options: Partial<EventSourceMappingOptions> = {},
  ): Mapping {
    return new Mapping(
      {
        settings: { ...defaultSettings, startingPosition: 'TRIM_HORIZON', ...settings },
        functionArn: 'arn:aws:lambda:eu-central-1:000000000000:function:orders',
        uuid: '11111111-2222-4333-8444-555555555555',
        source: this.source,
        invoker: { invoke: (payload) => this.#invoke(payload) },
        destination: {
          arn: 'arn:aws:sqs:eu-central-1:000000000000:failed',
          send: async (failure) => {
            this.failures.push(failure);
          },
        },
        checkpoints: this.checkpoints,
        polling: { quickest: 10, slowest: 100, discovery: 1000 },
        backoff: { first: 1000, factor: 1, longest: 1000 },
        observe: (event) => this.events.push(event),
        ...options,
      },
      lambdaRules,
      this.clock,
      new Random(1),
    );
  }

  /** Moves time on to so many milliseconds after the beginning. */
  async until(milliseconds: number): Promise<void> {
    await this.clock.run(milliseconds, () => false);
  }

  /** Sequence numbers of the calls so far. */
  get batches(): readonly (readonly number[])[] {
    return this.calls.map(({ sequences }) => sequences);
  }

  of<T extends MappingEvent['type']>(type: T): readonly Extract<MappingEvent, { type: T }>[] {
    return this.events.filter((event): event is Extract<MappingEvent, { type: T }> => {
      return event.type === type;
    });
  }

  async #invoke(payload: string): Promise<InvokeResult> {
    const { Records } = JSON.parse(payload) as {
      Records: readonly { dynamodb: { SequenceNumber: string } }[];
    };
    const sequences = Records.map(({ dynamodb }) => Number(dynamodb.SequenceNumber));
    const call = { at: this.clock.monotonic(), payload, sequences };
    this.calls.push(call);
    return this.handler(call);
  }
}
