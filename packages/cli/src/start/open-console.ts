import { type Cloud, LocalError, startConsole } from '@millrace/local';
import type { Screen } from '../output/screen.js';

/**
 * Serves the console beside the road. A road without its page is still a road: what is missing is said,
 * and nothing fails.
 *
 * @returns the page's address
 */
export function openConsole(cloud: Cloud, screen: Screen): string | undefined {
  const warn = (message: string) => screen.err(`  ${screen.colours.yellow('console')} ${message}`);
  try {
    const onFault = (fault: unknown) =>
      warn(fault instanceof Error ? fault.message : String(fault));
    return startConsole(cloud, { onFault }).url;
  } catch (error) {
    if (!(error instanceof LocalError)) throw error;
    warn(error.message);
    return undefined;
  }
}
