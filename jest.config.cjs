/** @type {import('jest').Config} */
module.exports = {
  projects: ['<rootDir>/packages/*/jest.config.cjs', '<rootDir>/infra', '<rootDir>/scripts'],
  maxWorkers: 2,
  // Tests start processes; a slow machine must not fail them. None is judged by its speed.
  testTimeout: 60_000,
};
