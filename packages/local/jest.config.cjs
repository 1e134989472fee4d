module.exports = {
  ...require('../../jest.preset.cjs'),
  displayName: 'local',
  // Tests that start processes take seconds on a busy machine, where nothing is wrong.
  testTimeout: 30_000,
};
