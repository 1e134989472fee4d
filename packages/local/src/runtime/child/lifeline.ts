import { Socket } from 'node:net';
import { isMainThread, Worker, workerData } from 'node:worker_threads';

/** The descriptor of the pipe whose other end the parent holds for as long as it lives. */
const lifelineDescriptor = 3;

/**
 * Ends this process when the parent is gone, even by `kill -9`. The watch runs on a thread of its
 * own, because a handler that never yields would keep the main thread from noticing.
 */
export function holdLifeline(): void {
  new Worker(__filename, { workerData: lifelineDescriptor }).unref();
}

if (!isMainThread && workerData === lifelineDescriptor) {
  const pipe = new Socket({ fd: lifelineDescriptor, readable: true });
  const end = (): void => {
    process.kill(process.pid, 'SIGKILL');
  };
  pipe.on('close', end);
  pipe.on('error', end);
  pipe.resume();
}
