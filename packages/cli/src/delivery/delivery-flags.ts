import type { Command } from 'commander';
import type { ConnectionFlags } from '../aws/connection.js';
import { positiveNumber, wholeNumber } from '../output/read-number.js';

/** The flags of every command that runs records through a function. */
export interface DeliveryFlags extends ConnectionFlags {
  readonly function?: string;
  readonly handler?: string;
  readonly handlerTimeout: number;
  readonly handlerProcesses: number;
  readonly logs?: true;
  readonly rate?: number;
  readonly retries: number;
  readonly batchSize?: number;
}

/** Adds the flags that say which function gets the records, and how fast. */
export function addDeliveryFlags(command: Command): Command {
  return command
    .option('--function <name>', 'the deployed function that gets the records')
    .option('--handler <file>', 'a handler of this machine instead: ./dist/index.js#handler')
    .option('--handler-timeout <seconds>', "the handler's time for a call", wholeNumber(1, 900), 60)
    .option('--handler-processes <n>', 'calls of the handler at once', wholeNumber(1, 100), 4)
    .option('--logs', 'show what the handler writes, on stderr')
    .option('--rate <n>', 'at most so many records a second', positiveNumber)
    .option('--retries <n>', 'further calls for a record that fails', wholeNumber(0, 10_000), 2)
    .option(
      '--batch-size <n>',
      "records in one call (default: the mapping's)",
      wholeNumber(1, 10_000),
    );
}
