import { RecognizeError } from '../errors.ts';
import type { HintName } from '../events.ts';
import type { CameraPreference } from '../store/store.ts';
import type { CaptureControls } from './capture-controls.ts';
import type { ChallengeProgress } from './challenge-guide.ts';
import { listCameras } from './choose-camera.ts';
import type { SessionCamera } from './session-camera.ts';
import type { Shutter } from './shutter.ts';

/** Time of a capture after which the shutter is offered, milliseconds. Most captures take less than a third of it. */
const SHUTTER_AFTER_MS = 8_000;
/** How long the person is asked for more light before the screen lights the face, milliseconds. */
const DARK_AFTER_MS = 1_000;

interface SessionControlsOptions {
  readonly camera: SessionCamera;
  readonly shutter: Shutter;
  /** Whether the camera is one of the browser, which has others. */
  readonly hasOthers: boolean;
  readonly onControls: (controls: Partial<CaptureControls>) => void;
  readonly remember: (preference: CameraPreference) => void;
}

/** What the person may decide about the camera, over the captures of one session. */
export class SessionControls {
  readonly #options: SessionControlsOptions;
  #timers: ReturnType<typeof setTimeout>[] = [];
  #darkTimer: ReturnType<typeof setTimeout> | undefined;
  #listeners = new AbortController();
  #movementAsked = false;
  #switched = false;

  constructor(options: SessionControlsOptions) {
    this.#options = options;
  }

  /** A capture starts, with an open camera. Starting over, after the choice of another camera, keeps what was offered. */
  start(): void {
    const { camera, shutter, hasOthers, onControls, remember } = this.#options;
    this.stop();
    this.#movementAsked = false;
    this.#listeners = new AbortController();
    onControls({
      mirror: (mirrored) => {
        camera.mirror(mirrored);
        remember({ mirrored });
      },
    });
    const press = () => shutter.press(performance.now());
    this.#timers.push(setTimeout(() => onControls({ shutter: press }), SHUTTER_AFTER_MS));
    if (!hasOthers) return;
    void this.#offerCameras();
    const { signal } = this.#listeners;
    navigator.mediaDevices?.addEventListener?.('devicechange', () => void this.#offerCameras(), { signal });
  }

  /** A hint is shown. */
  hint(hint: HintName): void {
    clearTimeout(this.#darkTimer);
    if (hint !== 'more-light') return;
    this.#darkTimer = setTimeout(() => this.#options.onControls({ dark: true }), DARK_AFTER_MS);
  }

  /** No other camera may take over a capture in which a movement was asked for. */
  challenge({ movement, done, restarts }: ChallengeProgress): void {
    if (this.#movementAsked || (movement === undefined && done === 0 && restarts === 0)) return;
    this.#movementAsked = true;
    this.#options.onControls({ switchCamera: undefined });
  }

  /** Whether the person has chosen another camera since the last call, which explains this error of a camera: the capture then starts over. */
  takeSwitch(error: unknown): boolean {
    const switched = this.#switched;
    this.#switched = false;
    return switched && error instanceof RecognizeError && error.code.startsWith('camera/');
  }

  /** The capture has ended. */
  stop(): void {
    for (const timer of this.#timers.splice(0)) clearTimeout(timer);
    clearTimeout(this.#darkTimer);
    this.#listeners.abort();
  }

  async #offerCameras(): Promise<void> {
    const { signal } = this.#listeners;
    const listed = (await listCameras()).filter(({ deviceId }) => deviceId !== '');
    if (signal.aborted) return;
    const cameras = listed.length < 2 ? [] : listed.map(({ deviceId, label }) => ({ id: deviceId, label }));
    const switchCamera = this.#movementAsked ? undefined : (id: string) => this.#switch(id);
    this.#options.onControls({ cameras, cameraId: this.#options.camera.target, switchCamera });
  }

  #switch(id: string): void {
    const { camera, remember, onControls } = this.#options;
    if (this.#movementAsked || id === camera.target) return;
    this.#switched = true;
    onControls({ cameraId: id });
    camera.switchTo(id).then(
      (opened) => {
        if (opened) remember({ deviceId: id });
        else onControls({ cameraId: camera.target });
      },
      // The capture reports it.
      () => {},
    );
  }
}
