import type { CameraDevice } from './choose-camera.ts';

/** What the person may decide about the camera during a capture. Functions that are missing are not possible now. */
export interface CameraControl {
  /** The cameras of this browser, with their labels; fewer than two leave no choice. */
  readonly cameras: readonly CameraDevice[];
  /** The one that is open, by its `deviceId`. */
  readonly cameraId: string;
  /** Uses another camera from now on, and remembers it. The capture starts over. Missing once a movement was asked for. */
  readonly switchCamera?: ((deviceId: string) => void) | undefined;
  /** Shows the preview like a mirror or not, and remembers it. */
  readonly mirror?: ((mirrored: boolean) => void) | undefined;
  /** Chooses the moment of the next frames. All checks stay. Offered after some seconds. */
  readonly shutter?: (() => void) | undefined;
  /** Whether the picture is so dark that the screen should light the face. It stays true during a capture. */
  readonly dark: boolean;
}

export const NO_CONTROL: CameraControl = { cameras: [], cameraId: '', dark: false };
