import type { CeremonyName, OperationName, RecognizeRequest, StepName } from '../events.ts';
import type { PrivateMatching } from '../matching/private-matching.ts';
import type { RecordStore } from '../store/store.ts';
import type { UserLock } from '../store/user-lock.ts';
import type { Device } from '../wire/device.ts';

/** One call to the host's backend. */
export interface HostCall {
  readonly ceremony: CeremonyName;
  readonly operation: OperationName;
  readonly method: RecognizeRequest['method'];
  readonly path: string;
  readonly body?: unknown;
}

/** The way to the host's backend: an event of an element, or a function of the page. Rejects with `host/*`. */
export type Host = (call: HostCall, signal: AbortSignal) => Promise<unknown>;

/** What a ceremony needs to know of the loaded models. */
export interface Models {
  readonly modelId: string;
  readonly center: Float32Array;
  readonly n: number;
}

/** What a browser says of itself for the list of devices. */
export interface Description {
  readonly name: string;
  readonly browser?: string;
  readonly system?: string;
}

/** Everything outside a ceremony that it needs. No DOM: all of it can be had in Node. */
export interface CeremonyContext {
  readonly host: Host;
  readonly matching: PrivateMatching;
  readonly store: RecordStore;
  readonly withUserLock: UserLock;
  /** Loads the models, once; later calls resolve with the same. */
  readonly models: () => Promise<Models>;
  /** Opens the camera, so that it warms up; `capture` does it too. */
  readonly warmUp: () => Promise<void>;
  /** The unit vector of one face, fused from several good frames. Stays in memory. */
  readonly capture: () => Promise<Float32Array>;
  readonly description: Description;
  /** `location.origin`. */
  readonly origin: string;
  /** The matcher's pinned key. */
  readonly matcherKey?: string;
  /** Called when a step begins. */
  readonly onStep: (step: StepName) => void;
  /**
   * Called with a result that is stored for good before the ceremony ends: an enrollment whose activation still runs. The run completes
   * with it even when the rest fails or is cancelled.
   */
  readonly onDurableResult: (result: EnrollResult) => void;
  readonly signal: AbortSignal;
  readonly now: () => number;
}

/** What calls about devices need: no face, no camera. */
export type DeviceContext = Pick<CeremonyContext, 'host' | 'store' | 'signal' | 'now'>;

/** The host's permission for one run: the token, or how to get one. A function is asked anew at each run. */
export type Authorization = string | (() => Promise<string> | string);

export interface EnrollInput {
  readonly type: 'BACKUP' | 'TEMPORARY';
  readonly authorization: Authorization;
  /** Refused when the authorization is for someone else. */
  readonly recognizeId?: string;
  /** What the client state is called in the list of devices. */
  readonly name?: string;
  /** Binds this browser at once. */
  readonly activate?: boolean;
}

export interface EnrollResult {
  readonly recognizeId: string;
  readonly deviceId: string;
  readonly type: 'BACKUP' | 'TEMPORARY';
  /** Absent when a TEMPORARY one was used up by the activation. */
  readonly clientState?: string;
  readonly assertion: string;
  /** This browser, when it was bound; a BACKUP enrollment stands even if the binding after it failed. */
  readonly device?: Device;
}

export interface RecoverInput {
  readonly recognizeId: string;
  readonly clientState: string;
  readonly authorization: Authorization;
  readonly deviceName?: string;
}

export interface RecoverResult {
  readonly recognizeId: string;
  readonly device: Device;
  readonly assertion: string;
}

export interface AuthenticateInput {
  readonly recognizeId: string;
  readonly authorization: Authorization;
  readonly challenge?: string;
  /** Plain JSON that was shown to the person. */
  readonly transaction?: unknown;
}

export interface AuthenticateResult {
  readonly assertion: string;
}
