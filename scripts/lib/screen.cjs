// @ts-check
'use strict';

/**
 * What a person sees while the set-up runs: a line a step, with its time. On a terminal the running
 * step has a spinner; in a pipe each step is one plain line when it ends, so that logs stay readable.
 */

const isTerminal = process.stderr.isTTY === true;
const { NO_COLOR = '', FORCE_COLOR = '', TERM } = process.env;
const mayColour = FORCE_COLOR === '' ? isTerminal && TERM !== 'dumb' : FORCE_COLOR !== '0';
// NO_COLOR wins with any value but an empty one: https://no-color.org
const useColour = NO_COLOR === '' && mayColour;

/** @param {number} code @param {string} text */
const paint = (code, text) => (useColour ? `\u001b[${code}m${text}\u001b[0m` : text);
const green = (/** @type {string} */ text) => paint(32, text);
const red = (/** @type {string} */ text) => paint(31, text);
const dim = (/** @type {string} */ text) => paint(2, text);

/** @param {string} text */
const say = (text) => process.stderr.write(`${text}\n`);

/** @param {number} ms */
const seconds = (ms) => `${(ms / 1000).toFixed(1)} s`;

/**
 * Shows a step as running until the returned function is called with its outcome.
 * @param {string} title
 * @returns {(outcome: 'done' | 'failed') => void}
 */
function showStep(title) {
  const started = Date.now();
  const frames = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'];
  let frame = 0;
  const draw = () => {
    frame = (frame + 1) % frames.length;
    process.stderr.write(
      `\r  ${frames[frame]} ${title} ${dim(seconds(Date.now() - started))}\u001b[K`,
    );
  };
  const timer = isTerminal ? setInterval(draw, 100) : undefined;
  if (!isTerminal) {
    say(`  … ${title}`);
  }
  return (outcome) => {
    clearInterval(timer);
    const mark = outcome === 'done' ? green('✓') : red('✗');
    const line = `  ${mark} ${title} ${dim(seconds(Date.now() - started))}`;
    process.stderr.write(isTerminal ? `\r${line}\u001b[K\n` : `${line}\n`);
  };
}

/** @param {string} title */
const showSkipped = (title) => say(`  ${green('✓')} ${title} ${dim('(up to date)')}`);

module.exports = { say, showStep, showSkipped, red, dim };
