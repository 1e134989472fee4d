import type { Explanation } from './explanation.js';

const MENDS: Readonly<Record<string, string>> = {
  ENOSPC: 'The disk is full: make room, or name a file elsewhere.',
  EDQUOT: 'Your share of the disk is used up: make room, or name a file elsewhere.',
  EACCES: 'This user may not do that there: name another file, or change its rights.',
  EPERM: 'This user may not do that there: name another file, or change its rights.',
  EROFS: 'That place can only be read: name a file elsewhere.',
  ENOENT: 'Make the folder first, or name another file.',
  ENOTDIR: 'A part of that path is a file: name another one.',
  EISDIR: 'That is a folder: name a file in it.',
  EMFILE: 'Too many files are open: raise the limit (ulimit -n).',
};

/** What a file that cannot be read or written means to a user; undefined for any other error. */
export function explainFileError(error: NodeJS.ErrnoException): Explanation | undefined {
  const { code = '', syscall, message } = error;
  const mend = MENDS[code];
  if (syscall === undefined || mend === undefined) return undefined;
  return { code, message, mend };
}
