/** One event. It never carries a request body, a token or biometric data. */
export interface LogEvent {
  readonly event: 'error' | 'recognized' | 'not-recognized';
  /** With `error`: the code and the HTTP status that were returned. */
  readonly code?: string;
  readonly status?: number;
  /** With `error`: message of the underlying error. */
  readonly cause?: string;
}

/** It may return a promise. What it throws, or rejects with, is ignored. */
export type Log = (event: LogEvent) => void;
