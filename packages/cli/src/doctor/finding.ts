/** One thing that was looked at. */
export interface Finding {
  /** Stable, for programs: `MAPPING_DISABLED`. */
  readonly code: string;
  /** `problem`: it does not work, or records will be lost. `warning`: it will hurt some day. */
  readonly severity: 'ok' | 'warning' | 'problem';
  readonly message: string;
  /** What to do, as a command where there is one. */
  readonly mend?: string;
}

export const ok = (code: string, message: string): Finding => ({ code, severity: 'ok', message });

export const warning = (code: string, message: string, mend: string): Finding => ({
  ...{ code, severity: 'warning' as const, message, mend },
});

export const problem = (code: string, message: string, mend: string): Finding => ({
  ...{ code, severity: 'problem' as const, message, mend },
});
