import type { EventSourceMappingConfiguration } from '@aws-sdk/client-lambda';
import type { Clients } from '../aws/clients.js';
import { mappingFor, mappingsOf } from '../aws/mappings-of.js';
import { patternsOf, settingsOf } from '../delivery/settings-of.js';
import { type Target, targetOf } from '../delivery/target.js';
import { windowRefusal } from '../delivery/windowed-function.js';
import { confirm } from '../output/confirm.js';
import { ProgressBar } from '../output/progress-bar.js';
import type { Screen } from '../output/screen.js';
import { appendLines } from './append-lines.js';
import { type GatheredLetter, gather } from './gather.js';
import { Ledger } from './ledger.js';
import type { Inbox, Letter } from './letter.js';
import { type PlannedLetter, planLetters } from './plan.js';
import type { RedriveFlags } from './redrive-flags.js';
import { type RedriveReport, shardLines, showPlan } from './redrive-report.js';
import { Remover } from './remover.js';
import { runJob } from './run-job.js';
import { expiredLetter, savedLetter } from './saved-letter.js';

export interface RedriveOptions {
  readonly inbox: Inbox;
  readonly clients: Clients;
  readonly flags: RedriveFlags;
  readonly screen: Screen;
  readonly signal: AbortSignal;
}

/** The letters of one stream and one function. */
interface Job {
  readonly streamArn: string;
  readonly functionArn: string | undefined;
  readonly mappings: readonly EventSourceMappingConfiguration[];
  readonly mapping: EventSourceMappingConfiguration | undefined;
  readonly letters: readonly PlannedLetter[];
}

/** Runs again what an inbox stands for. */
export async function redrive(options: RedriveOptions): Promise<RedriveReport> {
  const { inbox, clients, flags, screen, signal } = options;
  const letters = await inbox.read(flags.limit, signal);
  const progress = new ProgressBar(screen, 'fetched', letters.length);
  const gathered = await gather(clients, letters, signal, (count) => progress.show(count));
  const { jobs, left } = setApart(await planJobs(gathered.letters, clients, flags), flags);
  const ledger = new Ledger();
  for (const job of jobs) {
    for (const { letter, records, kept } of job.letters) ledger.expect(letter, records, kept);
  }
  const shards = jobs.flatMap((job) => shardLines(job.streamArn, job.letters, Date.now()));
  const expired = gathered.letters.filter((letter) => letter.expired);
  const remover = new Remover(inbox);
  const report = async (outcome: Partial<RedriveReport>): Promise<RedriveReport> => ({
    from: inbox.name,
    dryRun: flags.dryRun === true,
    messages: letters.length,
    records: ledger.records,
    shards,
    done: ledger.done,
    removed: remover.count,
    duration: 0,
    failed: ledger.failures.map(({ letter, reason }) => ({ message: letter.id, reason })),
    expired: expired.length,
    expiredFile: null,
    rescued: 0,
    unreadable: [...gathered.unreadable, ...left].map(({ letter, reason }) => ({
      message: letter.id,
      reason,
    })),
    held: await inbox.held(),
    interrupted: signal.aborted,
    ...outcome,
  });

  if (!flags.json && shards.length > 0) showPlan(shards, screen);
  if (flags.dryRun || signal.aborted) return report({});
  if (expired.length > 0) await appendLines(flags.expired, expired.map(expiredLetter));
  const expiredFile = expired.length > 0 ? flags.expired : null;
  if (flags.rescue !== undefined) {
    await appendLines(flags.rescue, gathered.letters.map(savedLetter));
    return report({ expiredFile, rescued: gathered.letters.length });
  }
  if (flags.removeExpired) remover.add(lostOf(expired));
  const targets = await openTargets(jobs, options);
  try {
    if (ledger.records > 0 && !flags.yes) {
      const agreed = await confirm(`Run ${ledger.records} records?`, signal);
      if (!agreed) return report({ expiredFile, interrupted: signal.aborted });
    }
    const begun = performance.now();
    const interrupted = await runJobs(targets, options, ledger, remover);
    const duration = (performance.now() - begun) / 1_000;
    return await report({ expiredFile, interrupted, duration });
  } finally {
    for (const target of targets.values()) target.close();
  }
}

interface Left {
  readonly letter: Letter;
  readonly reason: string;
}

/** Leaves alone the letters of functions that could make nothing of their records. */
function setApart(
  jobs: readonly Job[],
  flags: RedriveFlags,
): { readonly jobs: readonly Job[]; readonly left: readonly Left[] } {
  const left: Left[] = [];
  const rest = jobs.filter(({ mappings, mapping, functionArn, letters }) => {
    const named = flags.function ?? functionArn ?? mapping?.FunctionArn ?? '';
    const reason =
      flags.handler === undefined && flags.rescue === undefined
        ? windowRefusal(mappings, named)
        : undefined;
    if (reason !== undefined) left.push(...letters.map(({ letter }) => ({ letter, reason })));
    return reason === undefined;
  });
  return { jobs: rest, left };
}

/** Before anything is run: what is wrong with one of them must not end the others in the middle. */
async function openTargets(
  jobs: readonly Job[],
  { clients, flags, screen }: RedriveOptions,
): Promise<ReadonlyMap<Job, Target>> {
  const targets = new Map<Job, Target>();
  try {
    for (const job of jobs) {
      if (job.letters.every(({ records }) => records.length === 0)) continue;
      const { functionArn, mappings } = job;
      targets.set(job, await targetOf(flags, clients, screen, functionArn, mappings));
    }
    return targets;
  } catch (error) {
    for (const target of targets.values()) target.close();
    throw error;
  }
}

async function planJobs(
  letters: readonly GatheredLetter[],
  clients: Clients,
  flags: RedriveFlags,
): Promise<readonly Job[]> {
  const groups = new Map<string, GatheredLetter[]>();
  for (const letter of letters) {
    const key = `${letter.streamArn} ${letter.functionArn ?? ''}`;
    groups.set(key, [...(groups.get(key) ?? []), letter]);
  }
  const jobs: Job[] = [];
  for (const group of groups.values()) {
    const [first] = group;
    if (first === undefined) continue;
    const { streamArn, functionArn } = first;
    const mappings = await mappingsOf(clients, streamArn);
    const mapping = mappingFor(mappings, functionArn);
    const delivered = patternsOf(mapping);
    const removeExpired = flags.removeExpired === true;
    const planned = planLetters(group, { delivered, removeExpired, selected: flags.only });
    jobs.push({ streamArn, functionArn, mappings, mapping, letters: planned });
  }
  return jobs;
}

/** @returns true when it was stopped before the end. What was run is removed, however it ends. */
async function runJobs(
  targets: ReadonlyMap<Job, Target>,
  { clients, flags, screen, signal }: RedriveOptions,
  ledger: Ledger,
  remover: Remover,
): Promise<boolean> {
  const progress = new ProgressBar(screen, 'run', ledger.records);
  try {
    for (const [{ streamArn, mapping, letters }, target] of targets) {
      const ended = await runJob({
        clients,
        streamArn,
        letters,
        target,
        settings: settingsOf(mapping, flags),
        ledger,
        signal,
        onSettled: (settled) => remover.add(settled),
        onProgress: () => progress.show(ledger.done + ledger.givenUp),
      });
      if (!ended) return true;
    }
    return false;
  } finally {
    await remover.finish();
  }
}

/** Expired letters of which nothing is left to run. */
function lostOf(expired: readonly GatheredLetter[]): readonly Letter[] {
  return expired.filter(({ records }) => records.length === 0).map(({ letter }) => letter);
}
