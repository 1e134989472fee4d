// Bundles the Orders function into the one file that Lambda loads. The same sources give the same
// bytes on every machine: the deployed zip's hash is made of them.
// Another entry and output can be named: node scripts/bundle.mjs <entry.ts> <out.js>
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const workspace = dirname(dirname(fileURLToPath(import.meta.url)));
const [entry = 'src/orders.ts', outfile = 'dist/bundle/index.js'] = process.argv.slice(2);

const withoutCrypto = {
  name: 'without-crypto',
  setup({ onResolve }) {
    const path = join(workspace, 'src/observe/sampling-random.ts');
    onResolve({ filter: /^node:crypto$/ }, ({ importer }) =>
      importer.includes('aws-lambda-powertools') ? { path } : undefined,
    );
  },
};

await build({
  absWorkingDir: workspace,
  entryPoints: [entry],
  outfile,
  bundle: true,
  minify: true,
  platform: 'node',
  target: 'es2023',
  format: 'cjs',
  // The ES builds of the dependencies, of which only what is used goes in.
  mainFields: ['module', 'main'],
  legalComments: 'none',
  alias: {
    // From source, so that what the function does not use is left out of the bundle.
    '@millrace/shared': join(workspace, '../shared/src/index.ts'),
    // Lambda gives credentials by environment alone: see the file.
    '@aws-sdk/credential-provider-node': join(workspace, 'src/clients/function-credentials.ts'),
  },
  define: {
    // Opens what the tests of @aws/lambda-invoke-store need, and nobody else.
    'process.env.AWS_LAMBDA_BENCHMARK_MODE': 'undefined',
  },
  plugins: [withoutCrypto],
  logLevel: 'warning',
});
