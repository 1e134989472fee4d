import { type FSWatcher, watch } from 'node:fs';
import { basename, dirname } from 'node:path';

/** A build writes a file more than once: it is done when nothing comes for so long, in milliseconds. */
const SETTLED = 150;

/**
 * Tells when a file was written anew. Its folder is watched, since builds replace the file itself.
 *
 * @returns the way to stop
 */
export function watchFile(path: string, onChange: () => void): () => void {
  let timer: NodeJS.Timeout | undefined;
  const watcher: FSWatcher = watch(dirname(path), (_event, name) => {
    if (name !== basename(path)) return;
    clearTimeout(timer);
    timer = setTimeout(onChange, SETTLED);
  });
  return () => {
    clearTimeout(timer);
    watcher.close();
  };
}
