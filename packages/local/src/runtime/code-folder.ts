import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join, normalize, sep } from 'node:path';
import { unzipSync } from 'fflate';
import { LocalError, messageOf } from '../errors.js';

/** Lambda's limit on an unpacked bundle, in bytes. */
const unpackedLimit = 262_144_000;

/**
 * Unpacks a bundle's zip into a folder.
 * @throws LocalError `BUNDLE_NOT_A_ZIP`, `BUNDLE_TOO_LARGE`, `BUNDLE_ESCAPES` or `BUNDLE_NOT_WRITTEN`.
 */
export async function unpackBundle(zip: Uint8Array, folder: string): Promise<void> {
  const files = readZip(zip);
  try {
    for (const [name, content] of files) {
      const path = join(folder, name);
      await mkdir(dirname(path), { recursive: true });
      await writeFile(path, content);
    }
  } catch (thrown) {
    throw new LocalError(
      'BUNDLE_NOT_WRITTEN',
      `Could not unpack a function's bundle into ${folder}: ${messageOf(thrown)}. Free some disk space, or choose another data folder.`,
      { cause: thrown },
    );
  }
}

function readZip(zip: Uint8Array): ReadonlyMap<string, Uint8Array> {
  let total = 0;
  let entries: Record<string, Uint8Array>;
  try {
    entries = unzipSync(zip, {
      filter: ({ name, originalSize }) => {
        total += originalSize;
        if (total > unpackedLimit) throw tooLarge();
        return !name.endsWith('/');
      },
    });
  } catch (thrown) {
    if (thrown instanceof LocalError) throw thrown;
    throw new LocalError(
      'BUNDLE_NOT_A_ZIP',
      'Could not unzip uploaded file. Please check your file, then try to upload again.',
      { cause: thrown },
    );
  }
  const files = new Map<string, Uint8Array>();
  for (const [name, content] of Object.entries(entries)) files.set(safeName(name), content);
  return files;
}

function safeName(name: string): string {
  const path = normalize(name.replaceAll('\\', '/'));
  if (
    path.startsWith(`..${sep}`) ||
    path === '..' ||
    path.startsWith('/') ||
    /^[a-z]:/i.test(path)
  ) {
    throw new LocalError(
      'BUNDLE_ESCAPES',
      `The bundle's entry '${name}' would be written outside of its folder. Build the zip with relative names.`,
    );
  }
  return path;
}

function tooLarge(): LocalError {
  return new LocalError(
    'BUNDLE_TOO_LARGE',
    `Unzipped size must be smaller than ${unpackedLimit} bytes`,
  );
}
