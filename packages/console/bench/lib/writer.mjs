import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const program = fileURLToPath(new URL('./writer-process.mjs', import.meta.url));

/** Writes orders evenly at a rate from a process of its own, as far as the road takes them, until it is stopped. */
export function startWriter({ endpoint, tableName, perSecond }) {
  const child = fork(program, [endpoint, tableName, String(perSecond)]);
  const ended = new Promise((resolve) => child.once('exit', resolve));
  const writer = {
    written: 0,
    stop: async () => {
      if (child.exitCode !== null) throw new Error(`the writer ended with ${child.exitCode}`);
      child.disconnect();
      await ended;
    },
  };
  child.on('message', ({ written }) => {
    writer.written += written;
  });
  return writer;
}
