import type { CheckpointStore, MappingSettings } from '@millrace/mapping';
import type { TableStream } from '../aws/stream-of.js';
import type { Screen } from '../output/screen.js';
import { tellTrouble } from '../stream/tell-trouble.js';
import { deliver } from './deliver.js';
import { FileDestination } from './file-destination.js';
import type { FiniteSource } from './finite-source.js';
import type { RunReport } from './run-report.js';
import type { Target } from './target.js';

export interface RunSourceOptions {
  readonly stream: TableStream;
  readonly source: FiniteSource;
  readonly target: Target;
  readonly settings: MappingSettings;
  readonly checkpoints: CheckpointStore;
  readonly failedFile: string;
  readonly screen: Screen;
  readonly signal: AbortSignal;
}

/** Runs a finite source to its end and counts what came of it. */
export async function runSource(options: RunSourceOptions): Promise<RunReport> {
  const { stream, source, target, settings, checkpoints, failedFile, screen, signal } = options;
  const count = { done: 0, failed: 0, filtered: 0 };
  const destination = new FileDestination(failedFile);
  await destination.check();
  const begun = performance.now();
  const trouble = tellTrouble(screen);
  const ended = await deliver({
    source,
    invoker: target.invoker,
    functionArn: target.functionArn,
    settings,
    checkpoints,
    destination,
    signal,
    onDone: (records) => {
      count.done += records.length;
      screen.draw(`${count.done} records run`);
    },
    onGivenUp: (records) => {
      count.failed += records.length;
    },
    observe: (event) => {
      trouble(event);
      if (event.type === 'filtered') count.filtered += event.count;
    },
  });
  return {
    table: stream.tableName,
    stream: stream.streamArn,
    target: target.name,
    ...count,
    failedFile: count.failed > 0 ? failedFile : null,
    duration: (performance.now() - begun) / 1_000,
    interrupted: !ended,
  };
}
