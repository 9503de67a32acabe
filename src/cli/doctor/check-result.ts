/** The result of one check. */
export interface CheckResult {
  /** `warning`: it works, but can be improved. */
  readonly status: 'ok' | 'warning' | 'error';
  readonly message: string;
  readonly cause?: string;
  readonly fix?: string;
}

export const ok = (message: string): CheckResult => ({ status: 'ok', message });

export const warning = (message: string, fix: string): CheckResult => ({ status: 'warning', message, fix });

export const error = (message: string, cause: string, fix: string): CheckResult => ({
  status: 'error',
  message,
  cause,
  fix,
});

/** One line for the message, and one each for cause and fix. */
export function formatResult({ status, message, cause, fix }: CheckResult): string {
  const lines = [`${status.padEnd(9)}${message}`];
  if (cause !== undefined) lines.push(`         cause: ${cause}`);
  if (fix !== undefined) lines.push(`         fix:   ${fix}`);
  return lines.join('\n');
}
