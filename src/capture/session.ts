import type { CapturedFace, CaptureRequest } from '../ceremonies/types.ts';
import { abortedError, RecognizeError } from '../errors.ts';
import type { HintName } from '../events.ts';
import type { CameraPreference } from '../store/store.ts';
import type { Vision } from '../vision/client.ts';
import type { Camera, CameraOptions } from './camera.ts';
import { hasCameraPermission } from './camera-permission.ts';
import { hasScheme } from './camera-sources.ts';
import type { CaptureControls } from './capture-controls.ts';
import { captureFace } from './capture-face.ts';
import type { ChallengeProgress } from './challenge-guide.ts';
import { delay } from './delay.ts';
import type { Size } from './oval.ts';
import { SessionCamera } from './session-camera.ts';
import { SessionControls } from './session-controls.ts';
import { Shutter } from './shutter.ts';
import { recordStill, type Still, type StillRecorder } from './still.ts';
import type { StillTrying } from './time-limit.ts';

export interface CaptureSessionOptions extends CameraOptions {
  readonly signal: AbortSignal;
  /** Loads the models; called after the camera has opened. */
  readonly vision: () => Promise<Vision>;
  readonly onStep: (step: 'permission' | 'capture') => void;
  readonly onHint: (hint: HintName) => void;
  /** Good samples so far, and how many are required. */
  readonly onProgress?: (samples: number, required: number) => void;
  /** Called at the start of a capture with movements, and with each change. */
  readonly onChallenge?: (progress: ChallengeProgress) => void;
  /** Receives the camera for the preview: once it has opened, again if it is reopened, and `undefined` when it closes. */
  readonly onCamera: (camera: Camera | undefined) => void;
  /** Receives the picture of a capture that is complete, before the camera closes. */
  readonly onStill?: (still: Still) => void;
  /** Receives what the person may decide about the camera during a capture. */
  readonly onControls?: (controls: Partial<CaptureControls>) => void;
  /** Resolves with what the person has decided about the camera before. */
  readonly cameraPreference?: () => Promise<CameraPreference | undefined>;
  readonly rememberCamera?: (preference: CameraPreference) => void;
  /** Time without a result after which the user is asked whether to go on; default as in `captureFace`. */
  readonly timeLimitMs?: number | undefined;
  /** Called with the question, and with `undefined` when it is answered or not needed any more. */
  readonly onStillTrying?: (question: StillTrying | undefined) => void;
  /** Size of the area that shows the picture; see `RunOptions`. */
  readonly viewfinder?: (() => Size | undefined) | undefined;
}

/** One camera for all captures of a run. Aborting the signal closes it. */
export interface CaptureSession {
  /** Opens the camera without capturing. @throws RecognizeError as `openCamera` does */
  warmUp(): Promise<void>;
  /**
   * Captures a face and checks that a living person is there; opens the camera first if necessary. A camera that ends, stalls or is replaced
   * by another one meanwhile is reopened once, except that no other camera may take over a capture with movements. A simulated person does
   * the movements. The camera is closed when the promise resolves, shortly after the capture is complete, so that the person sees that it is.
   *
   * @throws RecognizeError the codes of `openCamera`, of `options.vision` and of `captureFace`
   */
  capture(request: CaptureRequest): Promise<CapturedFace>;
  /** Closes the camera and aborts a capture in progress; idempotent. */
  close(): void;
}

/** How long a complete capture stays visible. */
const COMPLETE_MS = 250;

/** Whether reopening the camera may help: a call or the system can take it away for a moment. */
const isInterrupted = (error: unknown): error is RecognizeError =>
  error instanceof RecognizeError &&
  ['camera/ended', 'camera/stalled', 'camera/changed'].includes(error.code);

/** Prepares a session. The camera opens with the first `warmUp` or `capture`, and closes on `close` or when `options.signal` aborts. */
export function openCaptureSession(options: CaptureSessionOptions): CaptureSession {
  const { signal, vision, onStep, onHint, onProgress, onChallenge, onStill } = options;
  const { onStillTrying, timeLimitMs, viewfinder } = options;
  const sessionController = new AbortController();
  const sessionSignal = sessionController.signal;
  const abort = () => sessionController.abort(signal.reason);
  if (signal.aborted) abort();
  signal.addEventListener('abort', abort, { once: true });
  let announced = false;
  const announce = () => {
    if (!announced) onStep('permission');
    announced = true;
  };
  const camera = new SessionCamera(
    { ...options, beforeOpen: async () => prepareCamera(options, announce) },
    sessionSignal,
  );
  const shutter = new Shutter();
  const { onControls = () => {}, rememberCamera: remember = () => {} } = options;
  const controls = new SessionControls({
    camera,
    shutter,
    hasOthers: !hasScheme(options.camera),
    onControls,
    remember,
  });
  const open = async () => {
    announce();
    return camera.open();
  };
  let picture: StillRecorder | undefined;
  sessionSignal.addEventListener('abort', () => picture?.wipe(), { once: true });

  /** @param changed whether another camera was open before in this capture */
  async function captureOnce(request: CaptureRequest, changed: boolean): Promise<CapturedFace> {
    const { frames, camera: opened } = await camera.open();
    const loadedVision = await vision();
    onStep('capture');
    picture?.wipe();
    picture = recordStill();
    controls.start();
    const face = await captureFace({
      request,
      still: picture,
      camera: {
        label: opened.label,
        id: () => camera.id(),
        changed,
        mirrored: () => camera.current?.mirrored ?? opened.mirrored,
      },
      shutter,
      frames,
      vision: loadedVision,
      signal: sessionSignal,
      onHint: (hint) => {
        controls.hint(hint);
        onHint(hint);
      },
      ...(opened.simulated ? { onPose: (pose) => camera.current?.perform?.(pose) } : {}),
      ...(onProgress === undefined ? {} : { onProgress }),
      onChallenge: (progress) => {
        controls.challenge(progress);
        onChallenge?.(progress);
      },
      ...(onStillTrying === undefined ? {} : { onStillTrying }),
      ...(timeLimitMs === undefined ? {} : { timeLimitMs }),
      ...(viewfinder === undefined ? {} : { viewfinder }),
    }).finally(() => controls.stop());
    const { canvas } = picture;
    const { mirrored, simulated } = camera.current ?? opened;
    if (canvas !== undefined) onStill?.({ canvas, mirrored, simulated });
    return face;
  }

  /** Shows that the capture is complete. The camera closes at once. */
  async function complete(face: CapturedFace): Promise<CapturedFace> {
    camera.release();
    try {
      await delay(COMPLETE_MS, sessionSignal);
      return face;
    } catch (error) {
      face.embedding.fill(0);
      throw error;
    }
  }

  /** Starts over whenever the person has chosen another camera: nothing that another camera has seen counts. */
  async function captureChosen(request: CaptureRequest, changed: boolean): Promise<CapturedFace> {
    for (;;) {
      try {
        return await captureOnce(request, changed);
      } catch (error) {
        if (!controls.takeSwitch(error) || sessionSignal.aborted) throw error;
      }
    }
  }

  return {
    warmUp: async () => {
      await camera.open().catch((error: unknown) => {
        announce();
        throw error;
      });
    },
    capture: async (request) => {
      // The capture throws what the challenge rejects with, unless it has ended before.
      request.challenge?.catch(() => {});
      const id = (await open()).camera.id();
      try {
        return await complete(await captureChosen(request, false));
      } catch (error) {
        if (!isInterrupted(error) || sessionSignal.aborted) throw error;
        camera.release();
        const reopened = await camera.open();
        const changed = error.code === 'camera/changed' || reopened.camera.id() !== id;
        if (changed && request.level === 'active')
          throw new RecognizeError('camera/changed', { cause: error });
        return complete(await captureChosen(request, changed));
      }
    },
    close() {
      signal.removeEventListener('abort', abort);
      sessionController.abort(abortedError(undefined, 'the capture session was closed'));
    },
  };
}

/** Announces the step unless the browser has granted the camera already. @returns what the person has decided before */
async function prepareCamera(
  { camera, cameraPreference }: CaptureSessionOptions,
  announce: () => void,
): Promise<CameraPreference> {
  if (hasScheme(camera)) return (await cameraPreference?.()) ?? {};
  const [granted, preference] = await Promise.all([hasCameraPermission(), cameraPreference?.()]);
  if (!granted) announce();
  return preference ?? {};
}
