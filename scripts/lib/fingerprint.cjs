// @ts-check
'use strict';

const { createHash } = require('node:crypto');
const fs = require('node:fs');
const path = require('node:path');

const skipped = new Set(['node_modules', 'dist', 'cdktf.out', 'coverage', '.git', '.millrace']);

/**
 * Every file below a folder, in a fixed order, without what is built or installed.
 * @param {string} place
 * @returns {string[]}
 */
function filesBelow(place) {
  const stat = fs.statSync(place, { throwIfNoEntry: false });
  if (stat === undefined) return [];
  if (stat.isFile()) return [place];
  return fs
    .readdirSync(place, { withFileTypes: true })
    .filter((entry) => !skipped.has(entry.name))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const inside = path.join(place, entry.name);
      return entry.isDirectory() ? filesBelow(inside) : entry.isFile() ? [inside] : [];
    });
}

/**
 * One hash over the content of files and folders: the same input gives the same text on every machine,
 * so a fresh checkout or a touched file does not run a step again.
 * @param {string} root
 * @param {readonly string[]} places paths below root; one that is missing counts as empty
 * @param {readonly string[]} [facts] anything else that the step depends on
 * @returns {string}
 */
function fingerprint(root, places, facts = []) {
  const hash = createHash('sha256');
  for (const fact of facts) hash.update(`${fact}\0`);
  for (const place of places) {
    for (const file of filesBelow(path.join(root, place))) {
      hash.update(`${path.relative(root, file)}\0`);
      hash.update(fs.readFileSync(file));
      hash.update('\0');
    }
  }
  return hash.digest('hex');
}

module.exports = { fingerprint };
