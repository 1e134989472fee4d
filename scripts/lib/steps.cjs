// @ts-check
'use strict';

const fs = require('node:fs');
const path = require('node:path');

/** The one pnpm that this repository is built with. It runs on every Node from 20 on. */
const PNPM = 'pnpm@10.34.9';

const root = path.resolve(__dirname, '../..');

/** The folders whose package.json says what to install. */
const workspaces = [
  ...fs.readdirSync(path.join(root, 'packages')).map((name) => `packages/${name}`),
  'infra',
].filter((folder) => fs.existsSync(path.join(root, folder, 'package.json')));

const manifests = ['package.json', ...workspaces.map((folder) => `${folder}/package.json`)];
const sources = workspaces.flatMap((folder) => [
  `${folder}/src`,
  `${folder}/package.json`,
  `${folder}/tsconfig.build.json`,
  `${folder}/scripts`,
  `${folder}/index.html`,
  `${folder}/vite.config.mts`,
]);
const bundleFile = 'packages/handler/dist/bundle/index.js';
const environment = process.env.MILLRACE_ENV ?? 'dev';

/**
 * @typedef {object} Step
 * @property {string} name the stamp's name, and the log's
 * @property {string} title what the step does, as a person reads it
 * @property {readonly string[]} command
 * @property {readonly string[]} inputs what it depends on: unchanged inputs let it be skipped
 * @property {readonly string[]} facts what else it depends on
 * @property {readonly string[]} outputs what must be there for it to be skipped; files as it wrote them
 * @property {string} mend what to try when it fails
 */

/** @type {Step} */
const install = {
  name: 'install',
  title: `Installing dependencies with ${PNPM}`,
  command: ['npx', '--yes', PNPM, 'install', '--frozen-lockfile'],
  inputs: ['pnpm-lock.yaml', 'pnpm-workspace.yaml', ...manifests],
  facts: [process.versions.modules, process.platform, process.arch],
  outputs: ['node_modules/.modules.yaml', ...workspaces.map((folder) => `${folder}/node_modules`)],
  mend: 'Is the npm registry reachable from here? Try again; to start afresh, remove node_modules first.',
};

/** @type {Step} */
const build = {
  name: 'build',
  title: 'Building every package and the Lambda bundle',
  command: ['npx', '--yes', PNPM, 'run', 'build'],
  inputs: ['pnpm-lock.yaml', 'tsconfig.base.json', 'tsconfig.json', 'package.json', ...sources],
  facts: [],
  outputs: [
    ...workspaces.map((folder) => `${folder}/dist`),
    // The compiler's own account of the sources that `dist` was made from.
    ...workspaces
      .filter((folder) => fs.existsSync(path.join(root, folder, 'tsconfig.build.json')))
      .map((folder) => `${folder}/dist/.tsbuildinfo`),
    bundleFile,
  ],
  mend: 'The compiler names the file and the line above; mend it there and run this again.',
};

/** @type {Step} */
const synth = {
  name: 'synth',
  title: `Synthesizing the stack (${environment})`,
  command: [process.execPath, 'infra/dist/main.js'],
  inputs: build.inputs,
  facts: [environment],
  outputs: ['infra/cdktf.out/stacks/orders/cdk.tf.json'],
  mend: 'The message above names the setting; it is in infra/src. `npm run synth` runs this step alone.',
};

/**
 * The function alone, for those who deploy it and need nothing of the laptop.
 * @type {Step}
 */
const bundle = {
  name: 'bundle',
  title: 'Bundling the function',
  command: [process.execPath, 'packages/handler/scripts/bundle.mjs'],
  inputs: [
    // What is installed, which the lock file in the repository may be ahead of.
    'node_modules/.pnpm/lock.yaml',
    'tsconfig.base.json',
    // The handler may import shared and no other package: `check:arrows` holds it to that.
    ...['packages/handler', 'packages/shared'].flatMap((folder) => [
      `${folder}/src`,
      `${folder}/scripts`,
      `${folder}/package.json`,
      `${folder}/tsconfig.json`,
    ]),
  ],
  facts: [],
  outputs: [bundleFile],
  mend: 'esbuild names the file and the line above; mend it there and run this again.',
};

module.exports = { root, PNPM, steps: [install, build, synth], bundle };
