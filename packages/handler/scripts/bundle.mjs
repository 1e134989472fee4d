// Bundles the Orders function into the one file that Lambda loads. The same sources give the same
// bytes on every machine: the deployed zip's hash is made of them.
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const workspace = dirname(dirname(fileURLToPath(import.meta.url)));

await build({
  absWorkingDir: workspace,
  entryPoints: ['src/orders.ts'],
  outfile: 'dist/bundle/index.js',
  bundle: true,
  minify: true,
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  // The ES builds of the dependencies, of which only what is used goes in.
  mainFields: ['module', 'main'],
  legalComments: 'none',
  // From source, so that what the function does not use is left out of the bundle.
  alias: {
    '@millrace/shared': join(workspace, '../shared/src/index.ts'),
    // Lambda gives credentials by environment alone: see the file.
    '@aws-sdk/credential-provider-node': join(workspace, 'src/clients/function-credentials.ts'),
  },
  logLevel: 'warning',
});
