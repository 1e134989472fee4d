const { rmSync } = require('node:fs');

/** Takes away what `make-temp-folder` made. Called for each workspace, when all tests have ended. */
module.exports = () => {
  const folder = process.env.MILLRACE_TEST_FOLDER;
  if (folder !== undefined) rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
};
