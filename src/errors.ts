import { errorCodes, type RecognizeErrorCode } from './error-codes.ts';
import type { HintName } from './hint-name.ts';

export { errorCodes, type RecognizeErrorCode } from './error-codes.ts';

/** `homepage` of package.json; a unit test compares them. */
const HOMEPAGE = 'https://recognize-elements.example';

/** The part of a run in which an error occurred. */
export type Stage =
  | 'loading'
  | 'permission'
  | 'capture'
  | 'review'
  | 'verify'
  | 'bind'
  | 'handoff'
  | 'devices';

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
  /** With `capture/*`: the instruction that was shown most of the time before the end. */
  readonly hint?: HintName;
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
  readonly hint?: HintName;
}

/** Every failure of this package. The language packs have the texts for people, by `code`. */
export class RecognizeError extends Error {
  readonly code: RecognizeErrorCode;
  readonly stage: Stage | undefined;
  readonly detail: string | undefined;
  readonly until: number | undefined;
  readonly replaceable: boolean | undefined;
  readonly revocation: string | undefined;
  readonly hint: HintName | undefined;
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
    this.hint = options.hint;
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
    const { stage, detail, until, remainingMs, replaceable, revocation, hint, cause } = this;
    const options = withoutUndefined({ stage, detail, until, remainingMs, replaceable, revocation, hint });
    return new RecognizeError(this.code, { cause, ...options, ...changes });
  }

  toJSON(): RecognizeErrorJson {
    const { code, retryable, docs, stage, detail, until, remainingMs, replaceable, revocation, hint } = this;
    return {
      code,
      retryable,
      docs,
      ...withoutUndefined({ stage, detail, until, remainingMs, replaceable, revocation, hint }),
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
