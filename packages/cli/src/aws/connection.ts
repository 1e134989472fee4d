import type { Command } from 'commander';
import { CliError } from '../output/cli-error.js';

/** Which cloud a command talks to, as its flags say. */
export interface ConnectionFlags {
  readonly endpoint?: string;
  readonly region?: string;
}

/** What every SDK client is made with. */
export interface Connection {
  readonly region: string;
  readonly endpoint?: string;
  readonly credentials?: { readonly accessKeyId: string; readonly secretAccessKey: string };
  /** True for an endpoint on this machine: it may be asked often, and it costs nothing. */
  readonly isLocal: boolean;
}

/** Adds the flags that say where the table is. */
export function addConnectionFlags(command: Command): Command {
  return command
    .option('--endpoint <url>', 'where the services answer (default: $AWS_ENDPOINT_URL, else AWS)')
    .option(
      '--region <name>',
      'the region (default: that of the ARN, $AWS_REGION, else the profile)',
    );
}

/**
 * Turns flags and environment into what the clients need. Credentials are the SDK's own business;
 * only an endpoint on this machine, where none are set, gets a made-up pair, for it checks none.
 *
 * @param regionOfArn the region that the table's ARN or the queue's URL names
 * @throws CliError `INVALID_ENDPOINT`, `CONFLICTING_REGIONS`
 */
export function connectionOf(
  flags: ConnectionFlags,
  environment: NodeJS.ProcessEnv,
  regionOfArn?: string,
): Connection {
  const endpoint = flags.endpoint ?? environment['AWS_ENDPOINT_URL'];
  const isLocal = endpoint !== undefined && isLoopback(endpoint);
  if (endpoint === undefined) refuseTwoRegions(flags.region, regionOfArn);
  const region =
    flags.region ??
    regionOfArn ??
    environment['AWS_REGION'] ??
    environment['AWS_DEFAULT_REGION'] ??
    (isLocal ? 'eu-central-1' : '');
  const hasCredentials =
    environment['AWS_ACCESS_KEY_ID'] !== undefined || environment['AWS_PROFILE'] !== undefined;
  return {
    region,
    isLocal,
    ...(endpoint === undefined ? {} : { endpoint }),
    ...(isLocal && !hasCredentials
      ? { credentials: { accessKeyId: 'millrace', secretAccessKey: 'millrace' } }
      : {}),
  };
}

/** An ARN of one region is not known in another: the answer there would be a mere "not found". */
function refuseTwoRegions(flag: string | undefined, named: string | undefined): void {
  if (flag === undefined || named === undefined || flag === named) return;
  throw new CliError(
    'CONFLICTING_REGIONS',
    `--region is ${flag}, and what was named is in ${named}. Leave --region out, or name what is in ${flag}.`,
  );
}

function isLoopback(endpoint: string): boolean {
  const host = hostOf(endpoint);
  return host === 'localhost' || host === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(host);
}

function hostOf(endpoint: string): string {
  if (/^https?:\/\//.test(endpoint) && URL.canParse(endpoint)) return new URL(endpoint).hostname;
  throw new CliError(
    'INVALID_ENDPOINT',
    `The endpoint ${JSON.stringify(endpoint)} is no URL. Write one like http://127.0.0.1:8000.`,
  );
}
