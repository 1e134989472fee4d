import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { App } from 'cdktf';
import { zipBundle } from './function-code.js';
import { OrdersStack } from './orders-stack.js';
import type { Settings } from './settings.js';

export interface SynthesisInput {
  readonly settings: Settings;
  /** Folder with the function's bundle, `index.js`. */
  readonly bundleFolder: string;
  /** Folder that receives `stacks/orders/cdk.tf.json`. */
  readonly outputFolder: string;
  /** Bucket of the remote state, where it is to stand in the synthesized file. */
  readonly stateBucket?: string | undefined;
}

/** The id of the one stack: it names the folder below `stacks/`. */
export const ordersStackId = 'orders';

/**
 * Writes the stack and its zip below the output folder, byte for byte the same for the same
 * settings and bundle.
 *
 * @returns the path of the synthesized file.
 * @throws InfraError `BUNDLE_MISSING` when the function was not built.
 */
export function synthesize(input: SynthesisInput): string {
  const code = zipBundle(input.bundleFolder, join(input.outputFolder, 'code', 'orders.zip'));
  mkdirSync(input.outputFolder, { recursive: true });
  const app = new App({ outdir: input.outputFolder, stackTraces: false });
  new OrdersStack(app, ordersStackId, {
    settings: input.settings,
    code,
    stateBucket: input.stateBucket,
  });
  app.synth();
  return join(input.outputFolder, 'stacks', ordersStackId, 'cdk.tf.json');
}
