import { Option } from 'commander';
import { wholeNumber } from '../output/read-number.js';
import { synthesizedStack } from '../road/stack-location.js';

/** Flags that more than one command takes, each worded once. */

export const stackOption = (): Option =>
  new Option('--stack <file>', 'the synthesized stack (default: that of infra)').default(
    synthesizedStack,
    'infra/cdktf.out/stacks/orders/cdk.tf.json',
  );

export const portOption = (): Option =>
  new Option('--port <number>', 'the port of the endpoint (default: a free one)').argParser(
    wholeNumber(0, 65_535),
  );

export const seedOption = (): Option =>
  new Option('--seed <number>', 'another set of writes')
    .argParser(wholeNumber(0, 4_294_967_295))
    .default(1);

export const jsonOption = (): Option =>
  new Option('--json', 'print JSON for programs instead of text for people');

/**
 * A flag that may be given again and again, each time for one more.
 *
 * @param without what holds where it is not given, for the help
 */
export const repeatable = (flag: string, description: string, without = 'none'): Option =>
  new Option(flag, `${description}; may be repeated`)
    .argParser((given: string, before: readonly string[]) => [...before, given])
    .default([], without);
