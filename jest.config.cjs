/** @type {import('jest').Config} */
module.exports = {
  projects: ['<rootDir>/packages/*/jest.config.cjs', '<rootDir>/infra', '<rootDir>/scripts'],
  maxWorkers: 2,
};
