import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Environment, type Settings, settingsOf, synthesize } from '../src/index.js';

/** A resource as it stands in `cdk.tf.json`. */
export type Resource = Readonly<Record<string, unknown>>;

/** As much of `cdk.tf.json` as the tests read. */
export interface StackFile {
  readonly resource: Readonly<Record<string, Readonly<Record<string, Resource>>>>;
  readonly provider: Readonly<Record<string, readonly Resource[]>>;
  readonly terraform: Resource;
}

export interface Synthesized {
  readonly folder: string;
  readonly text: string;
  readonly stack: StackFile;
}

/** A fresh folder with a small function bundle in it. */
export function bundleFolder(source = 'exports.handler = async () => ({});\n'): string {
  const folder = mkdtempSync(join(tmpdir(), 'millrace-bundle-'));
  writeFileSync(join(folder, 'index.js'), source);
  return folder;
}

/** Synthesizes the Orders stack into a fresh folder and reads back what was written. */
export function synthesized(
  environment: Environment = 'dev',
  bundle = bundleFolder(),
  change: Partial<Settings> = {},
  stateBucket?: string,
): Synthesized {
  const folder = mkdtempSync(join(tmpdir(), 'millrace-synth-'));
  const file = synthesize({
    settings: { ...settingsOf(environment), ...change },
    bundleFolder: bundle,
    outputFolder: join(folder, 'out'),
    stateBucket,
  });
  const text = readFileSync(file, 'utf8');
  return { folder: join(file, '..'), text, stack: JSON.parse(text) as StackFile };
}

/** The one resource of a type, or the one with the given name. */
export function resource(stack: StackFile, type: string, name?: string): Resource {
  const found = Object.entries(stack.resource[type] ?? {}).filter(
    ([key]) => name === undefined || key === name,
  );
  const [only] = found;
  if (only === undefined || found.length > 1) {
    throw new Error(`expected one ${type} ${name ?? ''}, found ${found.length}`);
  }
  return only[1];
}

/** A Terraform reference as it stands in the synthesized file. */
export function reference(path: string): string {
  return `\${${path}}`;
}
