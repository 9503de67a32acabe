/** One thing that was looked at. */
export interface Finding {
  /** `note`: it works, and could be better. */
  readonly verdict: 'ok' | 'note' | 'wrong';
  readonly what: string;
  readonly cause?: string;
  readonly mend?: string;
}

export const ok = (what: string): Finding => ({ verdict: 'ok', what });

export const note = (what: string, mend: string): Finding => ({ verdict: 'note', what, mend });

export const wrong = (what: string, cause: string, mend: string): Finding => ({
  verdict: 'wrong',
  what,
  cause,
  mend,
});

/** As the person reads it. */
export function textOf({ verdict, what, cause, mend }: Finding): string {
  const reasons = [cause && `        why:  ${cause}`, mend && `        mend: ${mend}`];
  return [`${verdict.padEnd(8)}${what}`, ...reasons.filter(Boolean)].join('\n');
}
