import { Clients } from '../aws/clients.js';
import { connectionOf } from '../aws/connection.js';
import { regionOfArn } from '../aws/stream-of.js';
import type { CommandContext } from '../commands/command.js';
import { CliError } from '../output/cli-error.js';
import { formatDuration, parseDuration } from '../output/duration.js';
import { exitCode } from '../output/exit-code.js';
import { interruptible } from '../output/interruptible.js';
import type { CapacityFlags } from './capacity-flags.js';
import { fewestShards, type Load } from './load.js';
import { measureLoad } from './measure-load.js';
import { type Prediction, predict } from './predict.js';
import { prices } from './prices.js';

/** `millrace capacity`: the load as given and measured, and what it means. */
export async function runCapacity(
  table: string | undefined,
  flags: CapacityFlags,
  { screen, exitWith }: CommandContext,
): Promise<void> {
  const outage = parseDuration(flags.outage, '--outage');
  const measured = table === undefined ? {} : await measure(table, flags);
  const load = loadOf(flags, measured);
  const prediction = predict(load, outage);
  if (flags.json) screen.out(JSON.stringify({ load, outage, prediction, prices }));
  else for (const line of lines(load, prediction, outage)) screen.out(line);
  exitWith(prediction.use < 1 ? exitCode.ok : exitCode.found);
}

async function measure(table: string, flags: CapacityFlags): Promise<Partial<Load>> {
  const clients = new Clients(connectionOf(flags, process.env, regionOfArn(table)));
  try {
    return await interruptible((signal) => measureLoad(table, clients, signal));
  } finally {
    clients.close();
  }
}

function loadOf(flags: CapacityFlags, measured: Partial<Load>): Load {
  const writeRate = flags.writeRate ?? measured.writeRate;
  if (writeRate === undefined) {
    throw new CliError(
      'WRITE_RATE_UNKNOWN',
      'The write rate is not known: give --write-rate <changes a second>, or a table whose stream holds some seconds of changes.',
    );
  }
  const recordSize = flags.recordSize ?? measured.recordSize ?? 2_000;
  return {
    writeRate,
    recordSize,
    passRate: flags.passRate ?? measured.passRate ?? 1,
    callTime: parseDuration(flags.callTime, '--call-time'),
    recordTime: parseDuration(flags.recordTime, '--record-time'),
    // A record carries both images of an item.
    shards: flags.shards ?? measured.shards ?? fewestShards(writeRate, recordSize / 2),
    batchSize: flags.batchSize ?? measured.batchSize ?? 100,
    window: flags.window ?? measured.window ?? 0,
    parallelization: flags.parallelization ?? measured.parallelization ?? 1,
    memory: flags.memory ?? measured.memory ?? 512,
    architecture: flags.architecture ?? measured.architecture ?? 'arm64',
  };
}

function lines(load: Load, prediction: Prediction, outage: number): readonly string[] {
  const { use, age, worstAge, lossAfter, catchUp } = prediction;
  const percent = (part: number) => `${(part * 100).toFixed(part < 0.1 ? 1 : 0)} %`;
  const time = (milliseconds: number | null) =>
    milliseconds === null ? 'never' : formatDuration(milliseconds);
  const passed = `${percent(load.passRate)} pass the filter`;
  return [
    `load         ${load.writeRate.toFixed(1)} changes/s of ${load.recordSize} bytes, ${passed}`,
    `shards       ${load.shards}, up to ${prediction.mostConcurrency} calls at once`,
    `calls        ${prediction.calls.toFixed(2)}/s of ${prediction.batch.toFixed(1)} records, ${formatDuration(prediction.callTime)} each`,
    `concurrency  ${prediction.concurrency.toFixed(2)} on average`,
    `in use       ${percent(use)} of what the mapping can deliver`,
    use < 1
      ? `age          ${time(age)} on average, ${time(worstAge)} at worst`
      : `age          grows without end; records are lost after ${time(lossAfter)}`,
    `catching up  ${time(catchUp)} after an outage of ${formatDuration(outage)}`,
    `cost         $${prediction.cost.toFixed(2)} a month, $${prediction.costWithoutFilter.toFixed(2)} without the filter`,
    `             (${load.architecture}, ${load.memory} MB; prices of ${prices.asOf}, ${prices.region}, no free tier)`,
  ];
}
