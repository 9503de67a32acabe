/**
 * Recognize without user interface, for pages that render everything themselves. Entry `recognize-elements/headless`.
 *
 * @example
 * const recognize = createRecognize({ host: '/recognize-api', assetsBase: '/recognize/' });
 * const { assertion } = await recognize.recover(
 *   { recognizeId, clientState, authorization },
 *   {
 *     onState(state) {
 *       if (state.status !== 'running') return;
 *       video.srcObject = state.camera?.stream ?? null;
 *       caption.textContent = state.step === 'capture' ? (state.hint ?? '') : state.step;
 *     },
 *   },
 * );
 */
export type { Camera } from '../capture/camera.ts';
export { type OpenCamera, registerCamera } from '../capture/camera-sources.ts';
export type {
  AuthenticateInput,
  AuthenticateResult,
  Authorization,
  EnrollInput,
  EnrollResult,
  PhotoInput,
  PhotoToAuthorize,
  RecoverInput,
  RecoverResult,
} from '../ceremonies/types.ts';
export { RecognizeError, type RecognizeErrorCode, type RecognizeErrorJson, type Stage } from '../errors.ts';
export type {
  CancelReason,
  HandoffDetail,
  HintName,
  JsonValue,
  RecognizeRequest,
  StepName,
} from '../events.ts';
export { memoryStore } from '../store/memory.ts';
export type { RecordStore } from '../store/store.ts';
export type { Device } from '../wire/device.ts';
export type { Scenario } from '../wire/photo.ts';
export type { Transaction } from '../wire/transaction.ts';
export type { CallOptions, DeviceList } from './device-management.ts';
export type { Diagnostics } from './diagnostics.ts';
export type { SendRequest } from './host.ts';
export type { RecognizeOptions } from './options.ts';
export { OVAL_PATH, OVAL_VIEW_BOX, ovalIn } from './oval.ts';
export type { PhoneCeremony, PhoneInput } from './phone-ceremony.ts';
export { createRecognize, type PreloadOptions, type Recognize } from './recognize.ts';
export type {
  CameraChoice,
  CancelledState,
  CaptureControls,
  CaptureState,
  ChallengeProgress,
  CheckState,
  CompleteState,
  FailedState,
  HandoffState,
  LoadingState,
  LoadProgress,
  ReviewState,
  RunningState,
  RunOptions,
  RunState,
  Size,
  Still,
  StillTrying,
} from './run-state.ts';
