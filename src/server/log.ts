/** One event. It never carries a request body, a token or biometric data. Only `unfrozen` names a user. */
export interface LogEvent {
  readonly event: 'error' | 'recognized' | 'not-recognized' | 'unfrozen';
  /** With `error`: the code and the HTTP status that were returned. */
  readonly code?: string;
  readonly status?: number;
  /** With `error`: message of the underlying error. */
  readonly cause?: string;
  /** With `unfrozen`: whose share pair, and who decided it and why. */
  readonly recognizeId?: string;
  readonly deviceId?: string;
  readonly by?: string;
  readonly reason?: string;
}

export type Log = (event: LogEvent) => void;
