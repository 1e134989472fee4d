// One jest set-up for every workspace. Types are checked by `tsc -b`; swc only strips them.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= 'true';

/** @type {import('jest').Config} */
module.exports = {
  testEnvironment: 'node',
  globalSetup: require.resolve('./jest/make-temp-folder.cjs'),
  globalTeardown: require.resolve('./jest/remove-temp-folder.cjs'),
  // Tests start processes; a slow machine must not fail them. None is judged by its speed.
  testTimeout: 60_000,
  testMatch: ['<rootDir>/src/**/*.test.ts', '<rootDir>/test/**/*.test.ts'],
  transform: {
    '\\.ts$': [
      '@swc/jest',
      {
        jsc: { parser: { syntax: 'typescript' }, target: 'es2022' },
        module: { type: 'commonjs' },
        sourceMaps: 'inline',
      },
    ],
  },
  // Sources import each other as './name.js', as Node and TypeScript want it.
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  modulePathIgnorePatterns: ['<rootDir>/dist/'],
};
