import type { CeremonyName, OperationName, RecognizeRequest, StepName } from '../events.ts';
import type { PrivateMatching } from '../matching/private-matching.ts';
import type { RecordStore } from '../store/store.ts';
import type { UserLock } from '../store/user-lock.ts';
import type { Bytes } from '../wire/bytes.ts';
import type { Device } from '../wire/device.ts';
import type { JsonObject, JsonValue } from '../wire/json.ts';
import type { CaptureFlags, LivenessLevel, Movement } from '../wire/liveness.ts';
import type { Scenario } from '../wire/photo.ts';
import type { Transaction } from '../wire/transaction.ts';

/** One request to the host's backend. */
export interface HostCall {
  readonly ceremony: CeremonyName;
  readonly operation: OperationName;
  readonly method: RecognizeRequest['method'];
  /** Relative to the address under which the host mounts the backend, without a leading slash. */
  readonly path: string;
  readonly body?: JsonObject;
}

/**
 * Sends a request to the host's backend: through an event of an element, or a function of the page. Resolves with the parsed JSON of the
 * response, which `wire/responses.ts` validates, and rejects with `host/*`.
 */
export type Host = (call: HostCall, signal: AbortSignal) => Promise<JsonValue>;

/** The properties of the loaded models that a ceremony needs. */
export interface Models {
  readonly modelId: string;
  /** Mean embedding of the population, from the manifest. */
  readonly center: Float32Array;
  /** Number of bits of a binary template. */
  readonly n: number;
  /** Largest Hamming distance of two templates that match. */
  readonly tau: number;
  /** Whether these are the models that the site used before, for client states and records that were made with them. */
  readonly previous: boolean;
}

/** How this browser appears in the list of devices. */
export type DeviceDescription = {
  readonly name: string;
  readonly browser?: string;
  readonly system?: string;
};

/** A step that needs no answer of the person. */
export type CeremonyStep = Exclude<StepName, 'review' | 'handoff'>;

/** What one capture must do. */
export interface CaptureRequest {
  readonly level: LivenessLevel;
  /** The movements of the challenge, which arrive while the camera already runs. Set exactly for the level `active`. */
  readonly challenge?: Promise<readonly Movement[]>;
  /**
   * Compares a first and a second look, one taken after the other. The result is fused from both. While it resolves with false, the capture starts
   * again. Both embeddings stay the caller's.
   */
  readonly verify?: (first: Float32Array, second: Float32Array) => Promise<boolean>;
}

/** The result of a capture. */
export interface CapturedFace {
  /** Unit vector, fused from several frames. It stays in memory and is overwritten after use. */
  readonly embedding: Float32Array;
  /** The level that was carried out. */
  readonly liveness: LivenessLevel;
  readonly flags: CaptureFlags;
}

/** The photo that a person enrolls from. */
export interface PhotoInput {
  /** JPEG, PNG or WebP. */
  readonly file: Blob;
  readonly scenario: Scenario;
}

/** The file of a photo, in memory. */
export interface OpenedPhoto {
  /** SHA-256 of the file. */
  readonly hash: Bytes;
  /**
   * Embeds the face, with the models that `models` has loaded last.
   *
   * @throws RecognizeError `photo/no-face`, `photo/several-faces`, `photo/low-quality`, `photo/unreadable`
   */
  examine(): Promise<Float32Array>;
}

/** Everything that a ceremony uses besides its input. It contains nothing of the DOM, so that ceremonies also run in Node. */
export interface CeremonyContext {
  readonly host: Host;
  readonly matching: PrivateMatching;
  readonly store: RecordStore;
  readonly withUserLock: UserLock;
  /**
   * Loads the models once; every further call resolves with the same models. `capture` uses those of the last call.
   *
   * @param modelId of a client state or record. If it names the models that the site used before, these are loaded. Every other id, and
   *   none, loads the current models
   */
  readonly models: (modelId?: string) => Promise<Models>;
  /** Opens the camera ahead of `capture`, so that exposure and white balance have settled when the capture starts. Optional to call. */
  readonly warmUp: () => Promise<void>;
  /** The level of the liveness check that the page wants, if it wants a higher one than the authorization. */
  readonly liveness?: LivenessLevel;
  /** Captures one face and checks that a living person is there. The camera is closed when it resolves. */
  readonly capture: (request: CaptureRequest) => Promise<CapturedFace>;
  /** Shows the picture of the last capture. Resolves with whether the person accepts it; otherwise captures again. Without it there is no review. */
  readonly review?: () => Promise<boolean>;
  /** Reads a photo and decodes it. @throws RecognizeError `photo/unsupported-format`, `photo/unreadable`, `photo/too-large` */
  readonly openPhoto: (photo: PhotoInput) => Promise<OpenedPhoto>;
  readonly description: DeviceDescription;
  /** The origin of the page, `location.origin`. */
  readonly origin: string;
  /** The pinned signing key of the matcher, base64url. Without it the key in the configuration is trusted. */
  readonly matcherKey?: string;
  /** Called when a step begins. */
  readonly onStep: (step: CeremonyStep) => void;
  /**
   * Called with a result that the backend has stored before the ceremony ends: an enrollment whose activation is still running. The caller
   * must report this result even if the activation fails or is aborted.
   */
  readonly onDurableResult: (result: EnrollResult) => void;
  readonly signal: AbortSignal;
  /** Current time, milliseconds since the epoch. */
  readonly now: () => number;
}

/** What the management of devices needs: neither camera nor models. */
export type DeviceContext = Pick<CeremonyContext, 'host' | 'store' | 'signal' | 'now' | 'matcherKey'>;

/** What the authorization of an enrollment from a photo must be for. */
export interface PhotoToAuthorize {
  readonly scenario: Scenario;
  /** SHA-256 of the file as base64url: the claim `photo_hash`. */
  readonly photoHash: string;
}

/**
 * The host's authorization token for one run, or a function that gets one. The function is called for every run, with the photo if the run
 * has one.
 */
export type Authorization = string | ((photo?: PhotoToAuthorize) => Promise<string> | string);

/** Input of an enrollment. */
export interface EnrollInput {
  readonly type: 'BACKUP' | 'TEMPORARY';
  readonly authorization: Authorization;
  /** If set, the authorization must be for this user. */
  readonly recognizeId?: string;
  /** Name of the client state in the list of devices. */
  readonly name?: string;
  /** Whether this browser is bound in the same run, with a second capture. */
  readonly activate?: boolean;
  /** Enrolls from a photo, which the authorization must name. Default: from the camera. */
  readonly photo?: PhotoInput;
}

/** Result of an enrollment. The host verifies the assertion and stores the client state. */
export interface EnrollResult {
  readonly recognizeId: string;
  readonly deviceId: string;
  readonly type: 'BACKUP' | 'TEMPORARY';
  /** Absent when the activation has used up a TEMPORARY client state. */
  readonly clientState?: string;
  readonly assertion: string;
  /** Id of the hand-off, if a phone has carried it out; `device` is then the phone. */
  readonly handoff?: string;
  /** This browser, if it was bound. A BACKUP enrollment is valid even if the activation after it failed. */
  readonly device?: Device;
}

/** Input of a recovery. */
export interface RecoverInput {
  readonly recognizeId: string;
  /** As an enrollment has returned it. */
  readonly clientState: string;
  readonly authorization: Authorization;
  /** Name of this browser in the list of devices; replaces the one in `CeremonyContext.description`. */
  readonly deviceName?: string;
  /**
   * Set it when the person has agreed, after `server/device-limit` with `replaceable`, that a device of the same browser and system which was
   * never used is removed after a match. It has no effect below the limit. Default false.
   */
  readonly replaceUnused?: boolean;
}

/** Result of a recovery. The host verifies the assertion. */
export interface RecoverResult {
  readonly recognizeId: string;
  readonly device: Device;
  readonly assertion: string;
  /** Id of the hand-off, if a phone has carried it out; `device` is then the phone. */
  readonly handoff?: string;
  /** Present when the client state was made with the models that the site used before. Offer an enrollment with the current ones. */
  readonly enrollAgain?: true;
}

/** Input of an authentication in a bound browser. */
export interface AuthenticateInput {
  readonly recognizeId: string;
  readonly authorization: Authorization;
  /** If set, the authorization must contain the same challenge. */
  readonly challenge?: string;
  /** If set, the authorization must contain the hash of this transaction. */
  readonly transaction?: Transaction;
}

/** Result of an authentication. The host verifies the assertion. */
export interface AuthenticateResult {
  readonly assertion: string;
  /** Id of the hand-off, if a phone has carried it out. */
  readonly handoff?: string;
  /** Present when this browser was bound with the models that the site used before. Offer an enrollment with the current ones. */
  readonly enrollAgain?: true;
}
