import type { StillTrying } from './time-limit.ts';

/** A camera that the person can choose. */
export interface CameraChoice {
  /** For `switchCamera`. */
  readonly id: string;
  /** As the browser names it. */
  readonly label: string;
}

/** What a person can do or answer during a capture. A member is undefined while there is nothing to do. */
export interface CaptureControls {
  /** The cameras to choose from; empty unless there are several. */
  readonly cameras: readonly CameraChoice[];
  /** The one that is open, by its id. */
  readonly cameraId: string;
  /** Starts the capture over with another camera, which is remembered. Undefined where it must not change. */
  readonly switchCamera: ((id: string) => void) | undefined;
  /** Shows the preview like a mirror or not, which is remembered. */
  readonly mirror: ((mirrored: boolean) => void) | undefined;
  /** Chooses the moment of the picture. All checks stay. */
  readonly shutter: (() => void) | undefined;
  /** Whether the person needs more light, which a bright page can give. It stays true for the rest of the capture. */
  readonly dark: boolean;
  /** The question whether to go on, after a while without a result. Without an answer the run ends. */
  readonly stillTrying: StillTrying | undefined;
}

export const NO_CONTROLS: CaptureControls = {
  cameras: [],
  cameraId: '',
  switchCamera: undefined,
  mirror: undefined,
  shutter: undefined,
  dark: false,
  stillTrying: undefined,
};
