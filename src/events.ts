import type { RecognizeErrorJson } from './errors.ts';

/** What an element asks of the backend; the host page carries it there untouched. */
export interface RecognizeRequest {
  readonly id: string;
  readonly ceremony: CeremonyName;
  readonly operation: OperationName;
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  /** Relative to where the backend module is mounted, without a slash at its start. */
  readonly path: string;
  readonly body?: unknown;
}

export type CeremonyName = 'enroll' | 'recover' | 'authenticate' | 'devices';

export type OperationName =
  | 'configuration'
  | 'begin'
  | 'evaluate'
  | 'finish'
  | 'list-devices'
  | 'check-device'
  | 'rename-device'
  | 'remove-device'
  | 'add-device'
  | 'remove-person';

export type StepName = 'loading' | 'permission' | 'capture' | 'verify' | 'bind';

/** What the person is told to do now. */
export type HintName =
  | 'look-here'
  | 'come-closer'
  | 'go-back'
  | 'center'
  | 'more-light'
  | 'less-light'
  | 'even-light'
  | 'hold-still'
  | 'turn-to-front'
  | 'head-upright'
  | 'one-person'
  | 'good';

/** A client device as events carry it. */
export interface DeviceDetail {
  readonly deviceId: string;
  readonly type: 'BACKUP' | 'TEMPORARY' | 'SDK';
  readonly name: string;
}

/** Every event bubbles, leaves shadow roots, and carries plain, frozen JSON that is free of biometrics. */
class PlainEvent<Detail> extends CustomEvent<Detail> {
  constructor(type: string, detail: Detail) {
    super(type, { detail: deepFreeze(detail), bubbles: true, composed: true });
  }
}

function deepFreeze<Value>(value: Value): Value {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const part of Object.values(value)) deepFreeze(part);
  }
  return value;
}

/** The host must answer during dispatch, with a value or a promise; the first answer counts. */
export class RecognizeRequestEvent extends PlainEvent<RecognizeRequest> {
  static readonly type = 'recognize-request';
  #answer: Promise<unknown> | undefined;

  constructor(detail: RecognizeRequest) {
    super(RecognizeRequestEvent.type, detail);
  }

  respondWith(answer: unknown): void {
    this.#answer ??= Promise.resolve(answer);
    // Whoever asked handles a rejection; until then it is not an unhandled one.
    this.#answer.catch(() => {});
  }

  /** What the host answered with, if it did. */
  get answer(): Promise<unknown> | undefined {
    return this.#answer;
  }
}

export class RecognizeReadyEvent extends PlainEvent<{ readonly diagnostics: object }> {
  static readonly type = 'recognize-ready';
  constructor(diagnostics: object) {
    super(RecognizeReadyEvent.type, { diagnostics });
  }
}

export class RecognizeUnsupportedEvent extends PlainEvent<{ readonly error: RecognizeErrorJson }> {
  static readonly type = 'recognize-unsupported';
  constructor(error: RecognizeErrorJson) {
    super(RecognizeUnsupportedEvent.type, { error });
  }
}

export class RecognizeStepEvent extends PlainEvent<{ readonly step: StepName; readonly of: number }> {
  static readonly type = 'recognize-step';
  constructor(step: StepName, of: number) {
    super(RecognizeStepEvent.type, { step, of });
  }
}

export class RecognizeHintEvent extends PlainEvent<{ readonly hint: HintName }> {
  static readonly type = 'recognize-hint';
  constructor(hint: HintName) {
    super(RecognizeHintEvent.type, { hint });
  }
}

export interface ProgressDetail {
  readonly step: StepName;
  readonly loaded: number;
  readonly total: number;
}

export class RecognizeProgressEvent extends PlainEvent<ProgressDetail> {
  static readonly type = 'recognize-progress';
  constructor(detail: ProgressDetail) {
    super(RecognizeProgressEvent.type, detail);
  }
}

export class RecognizeCompleteEvent<Result = unknown> extends PlainEvent<{ readonly result: Result }> {
  static readonly type = 'recognize-complete';
  readonly #work: Promise<unknown>[] = [];

  constructor(result: Result) {
    super(RecognizeCompleteEvent.type, { result });
  }

  /**
   * What the element does next, such as the review of devices, waits for this: the page signs the person in first. It stays away when the
   * promise rejects.
   */
  waitUntil(work: Promise<unknown>): void {
    this.#work.push(work);
    // Whoever asked handles a rejection; until then it is not an unhandled one.
    work.catch(() => {});
  }

  /** Resolves when all of it is done. */
  get done(): Promise<void> {
    return Promise.all(this.#work).then(() => {});
  }
}

export type CancelReason = 'person' | 'page' | 'removed' | 'restarted';

export class RecognizeCancelEvent extends PlainEvent<{
  readonly stage: string;
  readonly reason: CancelReason;
}> {
  static readonly type = 'recognize-cancel';
  constructor(stage: string, reason: CancelReason) {
    super(RecognizeCancelEvent.type, { stage, reason });
  }
}

export class RecognizeErrorEvent extends PlainEvent<{ readonly error: RecognizeErrorJson }> {
  static readonly type = 'recognize-error';
  constructor(error: RecognizeErrorJson) {
    super(RecognizeErrorEvent.type, { error });
  }
}

export interface DevicesChange {
  readonly action: 'added' | 'removed' | 'renamed';
  readonly device: DeviceDetail;
}

export class RecognizeDevicesChangeEvent extends PlainEvent<DevicesChange> {
  static readonly type = 'recognize-devices-change';
  constructor(detail: DevicesChange) {
    super(RecognizeDevicesChangeEvent.type, detail);
  }
}

declare global {
  interface HTMLElementEventMap {
    'recognize-request': RecognizeRequestEvent;
    'recognize-ready': RecognizeReadyEvent;
    'recognize-unsupported': RecognizeUnsupportedEvent;
    'recognize-step': RecognizeStepEvent;
    'recognize-hint': RecognizeHintEvent;
    'recognize-progress': RecognizeProgressEvent;
    'recognize-complete': RecognizeCompleteEvent;
    'recognize-cancel': RecognizeCancelEvent;
    'recognize-error': RecognizeErrorEvent;
    'recognize-devices-change': RecognizeDevicesChangeEvent;
  }
}
