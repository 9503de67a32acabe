/** One event. It never carries a request body, a token or biometric data. Only `unfrozen` names a user. */
export interface LogEvent {
  /** `rows-authenticated`: a database of release 0.1.0 was upgraded. It happens once for each database. */
  readonly event: 'error' | 'recognized' | 'not-recognized' | 'rows-authenticated' | 'unfrozen';
  /** With `error`: the code and the HTTP status that were returned. */
  readonly code?: string;
  readonly status?: number;
  /** With `error`: message of the underlying error. */
  readonly cause?: string;
  /** With `rows-authenticated`: how many. */
  readonly rows?: number;
  /** With `unfrozen`: whose share pair, and who decided it and why. */
  readonly recognizeId?: string;
  readonly deviceId?: string;
  readonly by?: string;
  readonly reason?: string;
}

/** It may return a promise. What it throws, or rejects with, is ignored. */
export type Log = (event: LogEvent) => void;
