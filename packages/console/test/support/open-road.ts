import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** The root of the repository. */
export const house = join(__dirname, '../../../..');
const cli = join(house, 'packages/cli/bin/millrace.js');
const stack = join(house, 'infra/cdktf.out/stacks/orders/cdk.tf.json');

/** Why no real road can be opened here; undefined when one can. */
export const roadMissing: string | undefined = existsSync(stack)
  ? undefined
  : 'the stack is not synthesized: npm run synth';

/** The whole road in a process of its own, as `npm start` brings it up. */
export interface OpenRoad {
  /** The console's address. */
  readonly url: string;
  close(): Promise<void>;
}

async function readOpening(child: ChildProcess): Promise<string> {
  if (child.stdout === null) throw new Error('The road has no output.');
  const lines = createInterface({ input: child.stdout });
  for await (const line of lines) {
    const event = JSON.parse(line) as { readonly type: string; readonly console?: string };
    if (event.type === 'open' && event.console !== undefined) {
      // What comes later is not read, and must not fill the pipe.
      child.stdout.resume();
      return event.console;
    }
  }
  throw new Error('The road ended before it was open.');
}

/** @param rate orders written a second by the road itself */
export async function openRoad(rate: number): Promise<OpenRoad> {
  const child = spawn(
    process.execPath,
    [cli, 'start', '--json', '--rate', String(rate), '--stack', stack],
    { cwd: house, stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const url = await readOpening(child);
  return {
    url,
    close: async () => {
      child.kill('SIGINT');
      await ended;
    },
  };
}
