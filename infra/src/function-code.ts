import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type Zippable, zipSync } from 'fflate';
import { InfraError } from './errors.js';

/** A deployable zip on disk. */
export interface FunctionCode {
  readonly zipFile: string;
  /** Base64 SHA-256 of the zip: what Lambda answers as `CodeSha256`, so Terraform sees no false change. */
  readonly sha256: string;
}

const bundleFiles = ['index.js', 'index.js.map'] as const;

// fflate writes the parts of this date as they read in local time, so the time zone cancels out.
const fixedTime = new Date(1980, 0, 1);
const regularFile0644 = 0o100644 << 16;
const unix = 3;

/**
 * Zips a bundle folder so that the same bundle gives the same bytes on every machine and day:
 * fixed order, time and mode. (cdktf's own ARCHIVE asset keeps file times, so its hash does not.)
 *
 * @throws InfraError `BUNDLE_MISSING` when the folder holds no `index.js`.
 */
export function zipBundle(bundleFolder: string, zipFile: string): FunctionCode {
  if (!existsSync(join(bundleFolder, 'index.js'))) {
    throw new InfraError(
      'BUNDLE_MISSING',
      `There is no function bundle at ${join(bundleFolder, 'index.js')}. Build it first: pnpm --filter @millrace/handler run bundle`,
    );
  }
  const zip = zipSync(zippable(bundleFolder), { level: 9 });
  mkdirSync(dirname(zipFile), { recursive: true });
  writeFileSync(zipFile, zip);
  return { zipFile, sha256: createHash('sha256').update(zip).digest('base64') };
}

function zippable(bundleFolder: string): Zippable {
  const entries = bundleFiles
    .filter((name) => existsSync(join(bundleFolder, name)))
    .map((name) => [
      name,
      [
        readFileSync(join(bundleFolder, name)),
        { mtime: fixedTime, os: unix, attrs: regularFile0644 },
      ],
    ]);
  return Object.fromEntries(entries) as Zippable;
}
