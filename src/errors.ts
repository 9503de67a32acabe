/** `homepage` of package.json; a unit test compares them. */
const HOMEPAGE = 'https://recognize-elements.example';

/** Every error code, and whether the same call may succeed when it is repeated. Causes and remedies: docs/errors.md. */
export const errorCodes = {
  /** The page is not a secure context (HTTPS or localhost). */
  'environment/insecure-context': false,
  'environment/no-wasm': false,
  'environment/no-workers': false,
  'environment/no-webcrypto': false,
  /** A secure page without `navigator.mediaDevices`. */
  'environment/no-camera-api': false,
  /** An app shows the page itself, and does not let it use the camera. */
  'environment/opened-in-app': false,
  /** The browser returns other pixels than were drawn, to prevent fingerprinting. */
  'environment/pixels-blocked': false,
  /** A Content-Security-Policy or Permissions-Policy blocks a worker, WebAssembly or the camera. */
  'environment/blocked-by-policy': false,
  'assets/not-found': true,
  /** The URL of an asset returns something else, often an HTML page. */
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
  /** The operating system does not let the browser use the camera. */
  'camera/denied-by-system': false,
  /** The user closed the permission prompt without a decision. */
  'camera/dismissed': true,
  'camera/none': false,
  'camera/in-use': true,
  /** The track ended during a capture. */
  'camera/ended': true,
  /** The stream is open and delivers no frames. */
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
  /** This browser has no record of a bound device. */
  'storage/lost': false,
  /** Another tab keeps the database from being opened. */
  'storage/blocked': true,
  /** The browser closed the connection to the database, also a new one. */
  'storage/connection-lost': true,
  'client-state/malformed': false,
  'client-state/unknown-version': false,
  'client-state/wrong-person': false,
  /** Made with another face model. */
  'client-state/model-mismatch': false,
  'client-state/expired': false,
  'client-state/revoked': false,
  'ceremony/not-recognized': true,
  /** With `until` and `remainingMs`, unless the lock is permanent. */
  'ceremony/locked': false,
  'ceremony/session-unknown': true,
  'ceremony/session-spent': true,
  'ceremony/session-expired': true,
  /** A ceremony of the same user runs in another tab. */
  'ceremony/busy': true,
  'ceremony/aborted': true,
  'ceremony/already-enrolled': false,
  /** No listener answered the `recognize-request` event, or not in time. */
  'host/no-response': false,
  'host/rejected': true,
  'host/bad-response': true,
  'host/offline': true,
  /** The page set an attribute or property to a wrong value, or left it out. `detail` names it. */
  'usage/invalid-attribute': false,
  'usage/invalid-property': false,
  'usage/missing-property': false,
  /** A field of the request is missing or has the wrong type. The client never sends such a request. */
  'server/bad-request': false,
  'server/unauthorized': false,
  'server/forbidden': false,
  'server/not-found': false,
  'server/too-many': true,
  'server/device-limit': false,
  'server/unavailable': true,
  'security/matcher-key-mismatch': false,
  /** By the clock of this device, the matcher's HPKE key is not valid, and the matcher has not signed its time. */
  'security/wrong-clock': true,
  'security/envelope-invalid': false,
  'security/assertion-invalid': false,
  /** A stored row lacks its authentication code or has a wrong one. */
  'security/database-changed': false,
} as const satisfies Record<string, boolean>;

export type RecognizeErrorCode = keyof typeof errorCodes;

/** The part of a run in which an error occurred. */
export type Stage = 'loading' | 'permission' | 'capture' | 'verify' | 'bind' | 'devices';

export interface RecognizeErrorOptions {
  readonly stage?: Stage;
  readonly cause?: unknown;
  /** For developers: the URL or field and what was expected. Never shown to people, never biometric. */
  readonly detail?: string;
  /** End of a lock by the clock of this side, milliseconds since the epoch. With `ceremony/locked` only. */
  readonly until?: number;
  /** Time until the same call may succeed, milliseconds from now. */
  readonly remainingMs?: number;
  /** With `server/device-limit`: `RecoverInput.replaceUnused` would make room for this browser. */
  readonly replaceable?: boolean;
  /** With `client-state/revoked`: the matcher's signature that no device of the user has the key of this browser. */
  readonly revocation?: string | undefined;
}

/** An error in events, logs and responses. The cause is left out, because it may not be JSON. */
export interface RecognizeErrorJson {
  readonly code: RecognizeErrorCode;
  readonly stage?: Stage;
  readonly retryable: boolean;
  readonly docs: string;
  readonly detail?: string;
  readonly until?: number;
  readonly remainingMs?: number;
  readonly replaceable?: boolean;
  readonly revocation?: string;
}

/** Every failure of this package. The language packs have the texts for people, by `code`. */
export class RecognizeError extends Error {
  readonly code: RecognizeErrorCode;
  readonly stage: Stage | undefined;
  readonly detail: string | undefined;
  readonly until: number | undefined;
  readonly replaceable: boolean | undefined;
  readonly revocation: string | undefined;
  /** When `remainingMs` is zero, by the monotonic clock. */
  readonly #ends: number | undefined;

  constructor(code: RecognizeErrorCode, options: RecognizeErrorOptions = {}) {
    super(
      options.detail === undefined ? code : `${code}: ${options.detail}`,
      options.cause === undefined ? undefined : { cause: options.cause },
    );
    this.code = code;
    this.stage = options.stage;
    this.detail = options.detail;
    this.until = options.until;
    this.replaceable = options.replaceable;
    this.revocation = options.revocation;
    this.#ends = options.remainingMs === undefined ? undefined : performance.now() + options.remainingMs;
  }

  /**
   * Time until the same call may succeed, milliseconds, 0 or more; undefined when it is unknown. Counted by the monotonic clock, because
   * the clock of a device may be wrong or may be changed.
   */
  get remainingMs(): number | undefined {
    return this.#ends === undefined ? undefined : Math.max(0, Math.round(this.#ends - performance.now()));
  }

  // Not a field: compiled to an assignment, it throws on a page that has frozen `Error.prototype`.
  static {
    Object.defineProperty(RecognizeError.prototype, 'name', {
      value: 'RecognizeError',
      configurable: true,
      writable: true,
    });
  }

  /** Whether the same call may succeed when it is repeated. */
  get retryable(): boolean {
    return errorCodes[this.code];
  }

  /** Absolute URL of the section in the documentation. */
  get docs(): string {
    return `${HOMEPAGE}/docs/errors.md#${this.code.replace('/', '-')}`;
  }

  /** This error with a stage, unless it has one. */
  at(stage: Stage): RecognizeError {
    if (this.stage !== undefined) return this;
    return this.with({ stage });
  }

  /** A copy of this error with other options. */
  with(changes: RecognizeErrorOptions): RecognizeError {
    const { stage, detail, until, remainingMs, replaceable, revocation, cause } = this;
    const options = withoutUndefined({ stage, detail, until, remainingMs, replaceable, revocation });
    return new RecognizeError(this.code, { cause, ...options, ...changes });
  }

  toJSON(): RecognizeErrorJson {
    const { code, retryable, docs, stage, detail, until, remainingMs, replaceable, revocation } = this;
    return {
      code,
      retryable,
      docs,
      ...withoutUndefined({ stage, detail, until, remainingMs, replaceable, revocation }),
    };
  }
}

type Defined<Fields> = { [Name in keyof Fields]?: Exclude<Fields[Name], undefined> };

const withoutUndefined = <Fields extends object>(fields: Fields): Defined<Fields> =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Defined<Fields>;

/** Whether a value is an error code of this release. */
export function isErrorCode(code: unknown): code is RecognizeErrorCode {
  return typeof code === 'string' && Object.hasOwn(errorCodes, code);
}

/** Converts any thrown value. An AbortError of the platform becomes `ceremony/aborted`, other values get the code `fallback`. */
export function toRecognizeError(thrown: unknown, fallback: RecognizeErrorCode): RecognizeError {
  if (thrown instanceof RecognizeError) return thrown;
  const aborted = thrown instanceof DOMException && thrown.name === 'AbortError';
  return new RecognizeError(aborted ? 'ceremony/aborted' : fallback, {
    cause: thrown,
    ...(thrown instanceof Error ? { detail: thrown.message } : {}),
  });
}

/**
 * The error of an operation that was cancelled.
 *
 * @param signal its reason becomes the cause
 * @param detail what cancelled the operation, if it was not a signal
 */
export function abortedError(signal?: Pick<AbortSignal, 'reason'>, detail?: string): RecognizeError {
  return new RecognizeError('ceremony/aborted', {
    cause: signal?.reason,
    ...(detail === undefined ? {} : { detail }),
  });
}

/** @throws RecognizeError `ceremony/aborted` if the signal is aborted */
export function throwIfAborted(signal: AbortSignal): void {
  if (signal.aborted) throw abortedError(signal);
}

/** The error for a property or option that the page must set. */
export const missingProperty = (name: string): RecognizeError =>
  new RecognizeError('usage/missing-property', { detail: `${name} is not set` });

/** The error for a property or option with a wrong value. `expected` continues the sentence "expected …". */
export const invalidProperty = (name: string, expected: string): RecognizeError =>
  new RecognizeError('usage/invalid-property', { detail: `${name}: expected ${expected}` });

/** Whether a setting is absent. Frameworks set null or the empty string for an attribute that is absent. */
export const isUnset = (value: unknown): value is undefined | null | '' =>
  value === undefined || value === null || value === '';
