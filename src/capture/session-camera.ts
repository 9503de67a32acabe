import { abortedError, RecognizeError, throwIfAborted } from '../errors.ts';
import type { CameraPreference } from '../store/store.ts';
import { type Camera, openCamera } from './camera.ts';
import { type Frames, readFrames } from './frames.ts';
import { isPageHidden, pageVisible } from './page-visibility.ts';

interface SessionCameraOptions {
  /** As `CameraOptions.camera`. */
  readonly camera: string;
  /** Called before the camera opens for the first time. It resolves with what the person has chosen before. */
  readonly beforeOpen?: () => Promise<CameraPreference>;
  /** Receives the camera once it has opened, again if it is reopened or mirrored, and `undefined` when it closes. */
  readonly onCamera: (camera: Camera | undefined) => void;
}

interface OpenedCamera {
  readonly camera: Camera;
  readonly frames: Frames;
}

/** An open camera, and the frames of whichever camera is open. */
export interface ActiveCamera {
  readonly camera: Camera;
  readonly frames: Pick<Frames, 'next' | 'interruptions' | 'timesMs'>;
}

/**
 * The camera of one session, which is open at most once. While the page is hidden it is closed, so that the light of the camera is off; it
 * opens again when the page is visible and a frame is needed, or when it was open before.
 */
export class SessionCamera {
  readonly #options: SessionCameraOptions;
  readonly #signal: AbortSignal;
  readonly #listeners = new AbortController();
  /** What opens; undefined before the first time. */
  #wanted: string | undefined;
  #mirrored: boolean | undefined;
  #opening: Promise<ActiveCamera> | undefined;
  /** Resolves when nothing opens any more. */
  #newest: Promise<unknown> = Promise.resolve();
  #current: OpenedCamera | undefined;
  #lastId = '';
  /** Opens in place of a camera that the person has chosen, while another program uses it. `openCamera` itself replaces one that is gone. */
  #fallback: string | undefined;
  #interruptions = 0;
  /** Increases when the camera is released: what opens for an earlier one is closed. */
  #generation = 0;

  readonly #frames = framesOf(
    () => this.#current?.frames,
    (signal) => this.#nextFrame(signal),
    () => this.#interruptions,
  );

  /** @param signal closes the camera for good */
  constructor(options: SessionCameraOptions, signal: AbortSignal) {
    this.#options = options;
    this.#signal = signal;
    const { signal: listening } = this.#listeners;
    document.addEventListener('visibilitychange', () => this.#onVisibility(), { signal: listening });
    signal.addEventListener('abort', () => this.#end(), { once: true, signal: listening });
  }

  /** The open camera; undefined while none is open. */
  get current(): Camera | undefined {
    return this.#current?.camera;
  }

  /** `Camera.id` of the open camera, or of the last one. */
  id(): string {
    return this.#current?.camera.id() ?? this.#lastId;
  }

  /** `Camera.id` of the camera that is open, or what opens next. */
  get target(): string {
    return this.#current?.camera.id() ?? this.#wanted ?? '';
  }

  /**
   * Opens the camera unless it is open or opening, once the page is visible. While it opens, another camera may take its place. After a
   * failure the next call tries again.
   *
   * @throws RecognizeError as `openCamera`
   */
  async open(): Promise<ActiveCamera> {
    for (;;) {
      const generation = this.#generation;
      try {
        return await this.#open();
      } catch (error) {
        if (generation === this.#generation || this.#signal.aborted) throw error;
      }
    }
  }

  /** Closes the camera. It can be opened again. Idempotent. */
  release(): void {
    this.#generation++;
    this.#opening = undefined;
    const opened = this.#current;
    if (opened === undefined) return;
    this.#lastId = opened.camera.id();
    this.#current = undefined;
    opened.frames.close();
    opened.camera.close();
    this.#options.onCamera(undefined);
  }

  /**
   * Closes the camera and opens another one, or the last one again if that fails.
   *
   * @returns whether it is the one that has opened: not if another one was chosen meanwhile
   * @throws RecognizeError as `openCamera`
   */
  async switchTo(deviceId: string): Promise<boolean> {
    this.#fallback = this.id() || this.#wanted;
    this.#wanted = deviceId;
    // Also when the first camera is chosen again before another one has opened: time without a picture has passed.
    this.#interruptions++;
    this.release();
    await this.open();
    return this.#wanted === deviceId;
  }

  /** Shows the preview like a mirror or not, also when the camera is opened again. */
  mirror(mirrored: boolean): void {
    this.#mirrored = mirrored;
    if (this.#current === undefined) return;
    this.#current = { ...this.#current, camera: { ...this.#current.camera, mirrored } };
    this.#options.onCamera(this.#current.camera);
  }

  #open(): Promise<ActiveCamera> {
    if (this.#opening === undefined) {
      const opening = this.#start(this.#newest);
      this.#opening = opening;
      this.#newest = opening.catch(() => {
        if (this.#opening === opening) this.#opening = undefined;
      });
    }
    return this.#opening;
  }

  /** @param earlier many phones open only one camera at a time */
  async #start(earlier: Promise<unknown>): Promise<ActiveCamera> {
    const generation = this.#generation;
    await earlier;
    for (;;) {
      await pageVisible(this.#signal);
      this.#wanted ??= await this.#firstCamera();
      const opened = generation === this.#generation ? await this.#openWanted(this.#wanted) : undefined;
      // The browser may have granted the camera after that.
      if (this.#signal.aborted || generation !== this.#generation) {
        opened?.close();
        throw abortedError(this.#signal, 'the camera was released');
      }
      if (!isPageHidden()) return this.#use(opened!);
      opened!.close();
    }
  }

  async #openWanted(camera: string): Promise<Camera> {
    const signal = this.#signal;
    try {
      return await openCamera({ camera, signal });
    } catch (error) {
      const fallback = this.#fallback;
      // After a denial the browser would ask once more.
      const isInUse = error instanceof RecognizeError && error.code === 'camera/in-use';
      if (!isInUse || fallback === undefined || fallback === camera || this.#wanted !== camera) throw error;
      this.#wanted = fallback;
      return openCamera({ camera: fallback, signal });
    }
  }

  #use(opened: Camera): ActiveCamera {
    const camera = this.#mirrored === undefined ? opened : { ...opened, mirrored: this.#mirrored };
    this.#current = { camera, frames: readFrames(camera.stream) };
    this.#options.onCamera(camera);
    return { camera, frames: this.#frames };
  }

  /** What the page has asked for, or the camera that the person has chosen in place of `user`. */
  async #firstCamera(): Promise<string> {
    const { camera, beforeOpen } = this.#options;
    const { deviceId, mirrored } = (await beforeOpen?.()) ?? {};
    this.#mirrored ??= mirrored;
    if (camera !== 'user' || deviceId === undefined) return camera;
    this.#fallback = camera;
    return deviceId;
  }

  async #nextFrame(signal: AbortSignal): Promise<ImageBitmap> {
    for (;;) {
      const generation = this.#generation;
      try {
        await this.open();
        if (this.#current !== undefined) return await this.#current.frames.next(signal);
      } catch (error) {
        // Released in the meantime, because the page was hidden or the person has chosen another camera.
        if (generation === this.#generation || signal.aborted || this.#signal.aborted) throw error;
      }
      throwIfAborted(signal);
    }
  }

  #onVisibility(): void {
    if (!isPageHidden()) return;
    this.#interruptions++;
    // A camera that is opening, perhaps behind the question of the browser, is closed when it has opened.
    if (this.#current === undefined) return;
    this.release();
    // The preview comes back with the page. A failure is reported to the next caller of `open`.
    this.open().catch(() => {});
  }

  #end(): void {
    this.#listeners.abort();
    this.release();
  }
}

/** The frames of whichever camera is open. */
function framesOf(
  current: () => Frames | undefined,
  next: Frames['next'],
  interruptions: () => number,
): ActiveCamera['frames'] {
  return {
    next,
    get interruptions() {
      return interruptions();
    },
    get timesMs() {
      return current()?.timesMs ?? [];
    },
  };
}
