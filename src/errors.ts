/** Every code, with whether trying again without changing anything can help. Groups and meaning: docs/errors.md. */
export const errorCodes = {
  /** The page is not a secure context (HTTPS or localhost). */
  'environment/insecure-context': false,
  'environment/no-wasm': false,
  'environment/no-workers': false,
  'environment/no-webcrypto': false,
  /** A Content-Security-Policy or Permissions-Policy forbids what is needed. */
  'environment/blocked-by-policy': false,
  'assets/not-found': true,
  /** The server answered with something else, often an HTML page, at the asset's address. */
  'assets/wrong-type': false,
  'assets/hash-mismatch': false,
  /** Script and assets come from different releases. */
  'assets/version-mismatch': false,
  /** The transfer ended before all bytes arrived. */
  'assets/incomplete': true,
  'models/manifest-invalid': false,
  'models/model-invalid': false,
  'models/self-test-failed': false,
  'camera/denied': false,
  /** The person closed the permission prompt without an answer. */
  'camera/dismissed': true,
  'camera/none': false,
  'camera/in-use': true,
  /** The track ended while it was needed. */
  'camera/ended': true,
  /** The stream is open but delivers no frames. */
  'camera/stalled': true,
  'capture/no-face': true,
  'capture/timed-out': true,
  'capture/too-dark': true,
  'capture/low-quality': true,
  'runtime/crashed': true,
  'runtime/out-of-memory': true,
  'runtime/timed-out': true,
  'storage/unavailable': false,
  'storage/full': false,
  /** The browser dropped the record of this device. */
  'storage/lost': false,
  /** Another tab holds the database open in an older version. */
  'storage/blocked': true,
  'client-state/malformed': false,
  'client-state/unknown-version': false,
  'client-state/wrong-person': false,
  /** Made with another face model: enroll again. */
  'client-state/model-mismatch': false,
  'client-state/expired': false,
  'client-state/revoked': false,
  'ceremony/not-recognized': true,
  /** Carries `until`. */
  'ceremony/locked': false,
  'ceremony/session-unknown': true,
  'ceremony/session-spent': true,
  'ceremony/session-expired': true,
  /** Another ceremony of this person runs in another tab. */
  'ceremony/busy': true,
  'ceremony/aborted': true,
  'ceremony/already-enrolled': false,
  /** Nobody answered the `recognize-request` event. */
  'host/no-response': false,
  'host/rejected': true,
  'host/bad-response': true,
  'host/offline': true,
  /** An attribute or a property that the page set wrongly, or left out; `detail` names it. */
  'usage/invalid-attribute': false,
  'usage/invalid-property': false,
  'usage/missing-property': false,
  /** The backend refuses a request that the client never sends: a field is missing or has the wrong type. */
  'server/bad-request': false,
  'server/unauthorized': false,
  'server/forbidden': false,
  'server/not-found': false,
  'server/too-many': true,
  'server/device-limit': false,
  'server/unavailable': true,
  'security/matcher-key-mismatch': false,
  'security/envelope-invalid': false,
  'security/assertion-invalid': false,
} as const satisfies Record<string, boolean>;

export type RecognizeErrorCode = keyof typeof errorCodes;

/** Where in a run an error arose. */
export type Stage = 'loading' | 'permission' | 'capture' | 'verify' | 'bind' | 'devices';

export interface RecognizeErrorOptions {
  readonly stage?: Stage;
  readonly cause?: unknown;
  /** For developers: what was tried, which field was wrong, which URL. Never shown to the person, never biometric. */
  readonly detail?: string;
  /** End of a lock, milliseconds since the epoch; with `ceremony/locked` only. */
  readonly until?: number;
}

/** What the JSON form of an error carries across an event, a log line or the wire. */
export interface RecognizeErrorJson {
  readonly code: RecognizeErrorCode;
  readonly stage?: Stage;
  readonly retryable: boolean;
  readonly docs: string;
  readonly detail?: string;
  readonly until?: number;
}

/** The one error class. Text for the person comes from the language pack by `code`. */
export class RecognizeError extends Error {
  override readonly name = 'RecognizeError';
  readonly code: RecognizeErrorCode;
  readonly stage: Stage | undefined;
  readonly detail: string | undefined;
  readonly until: number | undefined;

  constructor(code: RecognizeErrorCode, options: RecognizeErrorOptions = {}) {
    super(
      options.detail === undefined ? code : `${code}: ${options.detail}`,
      options.cause === undefined ? undefined : { cause: options.cause },
    );
    this.code = code;
    this.stage = options.stage;
    this.detail = options.detail;
    this.until = options.until;
  }

  /** Whether trying again without changing anything can help. */
  get retryable(): boolean {
    return errorCodes[this.code];
  }

  /** Page of the documentation, relative to the package. */
  get docs(): string {
    return `docs/errors.md#${this.code.replace('/', '-')}`;
  }

  /** The same error, with the stage it surfaced in when it had none. */
  at(stage: Stage): RecognizeError {
    if (this.stage !== undefined) return this;
    const { detail, until, cause } = this;
    return new RecognizeError(this.code, {
      stage,
      cause,
      ...(detail === undefined ? {} : { detail }),
      ...(until === undefined ? {} : { until }),
    });
  }

  toJSON(): RecognizeErrorJson {
    return {
      code: this.code,
      retryable: this.retryable,
      docs: this.docs,
      ...(this.stage === undefined ? {} : { stage: this.stage }),
      ...(this.detail === undefined ? {} : { detail: this.detail }),
      ...(this.until === undefined ? {} : { until: this.until }),
    };
  }
}

export function isErrorCode(code: unknown): code is RecognizeErrorCode {
  return typeof code === 'string' && Object.hasOwn(errorCodes, code);
}

/** Any thrown value as a RecognizeError; an abort becomes `ceremony/aborted`, the rest `fallback`. */
export function toRecognizeError(thrown: unknown, fallback: RecognizeErrorCode): RecognizeError {
  if (thrown instanceof RecognizeError) return thrown;
  const aborted = thrown instanceof DOMException && thrown.name === 'AbortError';
  return new RecognizeError(aborted ? 'ceremony/aborted' : fallback, {
    cause: thrown,
    ...(thrown instanceof Error ? { detail: thrown.message } : {}),
  });
}

/** The error of an operation that `signal` has cancelled; the reason of the signal becomes its cause. */
export function abortedError(signal?: AbortSignal): RecognizeError {
  return new RecognizeError('ceremony/aborted', { cause: signal?.reason });
}

/** @throws RecognizeError `ceremony/aborted` if the signal is aborted */
export function throwIfAborted(signal: AbortSignal): void {
  if (signal.aborted) throw abortedError(signal);
}
