/** How the wait between two attempts grows. AWS publishes no numbers for it. */
export interface BackoffSettings {
  /** Milliseconds before the first retry. */
  readonly first: number;
  readonly factor: number;
  /** Milliseconds. */
  readonly longest: number;
}

/**
 * Chosen so that a function that always fails is called about eight times in a minute, the one
 * count that was recorded.
 */
export const defaultBackoff: BackoffSettings = { first: 500, factor: 2, longest: 60_000 };

/** The wait after `failures` failures in a row (1 or more), spread by a quarter to either side. */
export function backoffDelay(settings: BackoffSettings, failures: number, chance: number): number {
  const exact = Math.min(settings.longest, settings.first * settings.factor ** (failures - 1));
  return Math.min(settings.longest, Math.round(exact * (0.75 + chance * 0.5)));
}
