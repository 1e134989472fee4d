const { mkdtempSync } = require('node:fs');
const { tmpdir } = require('node:os');
const { join } = require('node:path');

/**
 * One folder for whatever the tests, and the programs that they start, leave in the temporary
 * folder. Jest calls this for each workspace; the first makes it.
 */
module.exports = () => {
  if (process.env.MILLRACE_TEST_FOLDER !== undefined) return;
  // Short: the names of sockets in it may have no more than 108 characters.
  const folder = mkdtempSync(join(tmpdir(), 'mr-'));
  for (const name of ['MILLRACE_TEST_FOLDER', 'TMPDIR', 'TEMP', 'TMP']) process.env[name] = folder;
};
