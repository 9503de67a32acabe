import type { Diagnostics } from './client/diagnostics.ts';
import type { RecognizeErrorJson } from './errors.ts';
import type { HintName } from './hint-name.ts';
import type { JsonValue } from './wire/json.ts';

export type { Diagnostics, HintName, JsonValue };

/** A request to the backend. The host page carries it there unchanged. */
export interface RecognizeRequest {
  readonly id: string;
  readonly ceremony: CeremonyName;
  readonly operation: OperationName;
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  /** Relative to where the backend module is mounted, without a leading slash. */
  readonly path: string;
  readonly body?: JsonValue;
}

export type CeremonyName = 'enroll' | 'recover' | 'authenticate' | 'devices';

export type OperationName =
  | 'configuration'
  | 'challenge'
  | 'begin'
  | 'evaluate'
  | 'finish'
  | 'list-devices'
  | 'check-device'
  | 'rename-device'
  | 'remove-device'
  | 'add-device'
  | 'remove-person'
  | 'create-handoff'
  | 'poll-handoff'
  | 'cancel-handoff'
  | 'open-handoff'
  | 'take-handoff'
  | 'decline-handoff'
  | 'authorize-handoff'
  | 'deliver-handoff';

/**
 * `review`: the person sees the picture of an enrollment, and may take another. `handoff`: another device carries the ceremony out; it is the
 * only step of such a run.
 */
export type StepName = 'loading' | 'permission' | 'capture' | 'review' | 'verify' | 'bind' | 'handoff';

/** Why a run was cancelled: the user's button, a call of the page, removal of the element, or the start of another run. */
export type CancelReason = 'person' | 'page' | 'removed' | 'restarted';

/** A client device in the detail of an event. */
export interface DeviceDetail {
  readonly deviceId: string;
  readonly type: 'BACKUP' | 'TEMPORARY' | 'SDK';
  readonly name: string;
}

/** Every event bubbles, crosses shadow roots, and carries frozen plain JSON without biometric data. */
class PlainEvent<Detail> extends CustomEvent<Detail> {
  constructor(type: string, detail: Detail) {
    super(type, { detail: deepFreeze(detail), bubbles: true, composed: true });
  }
}

function deepFreeze<Value>(value: Value): Value {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const member of Object.values(value)) deepFreeze(member);
  }
  return value;
}

/** A request that the host must answer during dispatch, with a value or a promise. The first answer counts. */
export class RecognizeRequestEvent extends PlainEvent<RecognizeRequest> {
  static readonly type = 'recognize-request';
  #answer: Promise<JsonValue> | undefined;
  #wasRead = false;

  constructor(detail: RecognizeRequest) {
    super(RecognizeRequestEvent.type, detail);
    const get = () => {
      this.#wasRead = true;
      return detail;
    };
    Object.defineProperty(this, 'detail', { get, enumerable: true });
  }

  /** Whether a listener has read the request or responded. */
  get wasRead(): boolean {
    return this.#wasRead || this.#answer !== undefined;
  }

  /** @param answer the parsed JSON of the backend's response, or a promise of it; checked by the element */
  respondWith(answer: JsonValue | PromiseLike<JsonValue>): void {
    this.#answer ??= Promise.resolve(answer);
    markHandled(this.#answer);
  }

  /** The answer of the host; undefined while there is none. */
  get answer(): Promise<JsonValue> | undefined {
    return this.#answer;
  }
}

/** Keeps a rejection from being reported as unhandled before its reader has attached a handler. */
function markHandled<Value>(promise: Promise<Value>): void {
  promise.catch(() => {});
}

/** Dispatched once: the models are loaded, or the list of devices is loaded. */
export class RecognizeReadyEvent extends PlainEvent<{ readonly diagnostics: Diagnostics }> {
  static readonly type = 'recognize-ready';
  constructor(diagnostics: Diagnostics) {
    super(RecognizeReadyEvent.type, { diagnostics });
  }
}

/** Dispatched once: this browser lacks something that the element needs. */
export class RecognizeUnsupportedEvent extends PlainEvent<{ readonly error: RecognizeErrorJson }> {
  static readonly type = 'recognize-unsupported';
  constructor(error: RecognizeErrorJson) {
    super(RecognizeUnsupportedEvent.type, { error });
  }
}

/** A step of a run starts. */
export class RecognizeStepEvent extends PlainEvent<{ readonly step: StepName; readonly of: number }> {
  static readonly type = 'recognize-step';
  /** @param of number of steps in all */
  constructor(step: StepName, of: number) {
    super(RecognizeStepEvent.type, { step, of });
  }
}

/** The instruction for the user changes during a capture. */
export class RecognizeHintEvent extends PlainEvent<{ readonly hint: HintName }> {
  static readonly type = 'recognize-hint';
  constructor(hint: HintName) {
    super(RecognizeHintEvent.type, { hint });
  }
}

/** The link and the code are secrets of this user. */
export interface HandoffDetail {
  readonly id: string;
  /** The link that the QR code contains. Anyone with the link and the code can carry the ceremony out. */
  readonly url: string;
  /** Two digits, which the person types on the phone. */
  readonly code: string;
  /** `waiting`: for a phone. `taken`: the code was typed. */
  readonly state: 'waiting' | 'taken' | 'done' | 'cancelled' | 'expired';
}

/** A ceremony is handed off to a phone, or the state of that changes. */
export class RecognizeHandoffEvent extends PlainEvent<HandoffDetail> {
  static readonly type = 'recognize-handoff';
  constructor(detail: HandoffDetail) {
    super(RecognizeHandoffEvent.type, detail);
  }
}

export interface ProgressDetail {
  readonly step: StepName;
  /** Bytes in the step `loading`, accepted frames in the step `capture`. */
  readonly loaded: number;
  readonly total: number;
}

/** Bytes while the models load, accepted frames during a capture. */
export class RecognizeProgressEvent extends PlainEvent<ProgressDetail> {
  static readonly type = 'recognize-progress';
  constructor(detail: ProgressDetail) {
    super(RecognizeProgressEvent.type, detail);
  }
}

/** A run has succeeded. The backend trusts only the `assertion` of the result, after `verifyAssertion`. */
export class RecognizeCompleteEvent<Result> extends PlainEvent<{ readonly result: Result }> {
  static readonly type = 'recognize-complete';
  readonly #work: Promise<unknown>[] = [];

  constructor(result: Result) {
    super(RecognizeCompleteEvent.type, { result });
  }

  /**
   * Delays what the element does after success, such as the review of devices, until `work` has resolved. The element skips it if
   * `work` rejects. A page uses this to sign the user in first.
   */
  waitUntil<Value>(work: PromiseLike<Value>): void {
    const promise = Promise.resolve(work);
    this.#work.push(promise);
    markHandled(promise);
  }

  /** Resolves when all work passed to `waitUntil` is done. */
  get done(): Promise<void> {
    return Promise.all(this.#work).then(() => {});
  }
}

/** A run was cancelled. */
export class RecognizeCancelEvent extends PlainEvent<{
  readonly stage: string;
  readonly reason: CancelReason;
}> {
  static readonly type = 'recognize-cancel';
  constructor(stage: string, reason: CancelReason) {
    super(RecognizeCancelEvent.type, { stage, reason });
  }
}

/** A run, or a call about devices, has failed. The message for people is in the element. */
export class RecognizeErrorEvent extends PlainEvent<{ readonly error: RecognizeErrorJson }> {
  static readonly type = 'recognize-error';
  constructor(error: RecognizeErrorJson) {
    super(RecognizeErrorEvent.type, { error });
  }
}

/** A change that the backend has carried out. */
export interface DevicesChange {
  readonly action: 'added' | 'removed' | 'renamed';
  readonly device: DeviceDetail;
}

/** The backend has changed a device. */
export class RecognizeDevicesChangeEvent extends PlainEvent<DevicesChange> {
  static readonly type = 'recognize-devices-change';
  constructor(detail: DevicesChange) {
    super(RecognizeDevicesChangeEvent.type, detail);
  }
}
