import { RecognizeError, toRecognizeError } from '../errors.ts';
import { openSimulatedCamera } from '../simulated/client.ts';

export interface CameraOptions {
  /** `user`, `environment`, `simulated:<name>`, or the id of a device: a wish, not a demand. */
  readonly camera: string;
  readonly assetsBase: URL | string;
  readonly signal?: AbortSignal;
}

/** The one owner of a stream: whoever opened it closes it, on every exit. */
export interface Camera {
  readonly stream: MediaStream;
  /** A drawn person; must be labelled as such wherever it shows. */
  readonly simulated: boolean;
  readonly label: string;
  /** Faces the person: the preview is shown as a mirror. */
  readonly mirrored: boolean;
  close(): void;
}

/**
 * Opens a camera. A permission that arrives after the abort gives its stream back at once.
 *
 * @throws RecognizeError `environment/insecure-context`, `camera/*`, `ceremony/aborted`
 */
export async function openCamera(options: CameraOptions): Promise<Camera> {
  const { camera, assetsBase, signal } = options;
  if (camera.startsWith('simulated:')) {
    const person = camera.slice('simulated:'.length);
    const { stream, close } = await openSimulatedCamera({
      person,
      assetsBase,
      ...(signal ? { signal } : {}),
    });
    return { stream, simulated: true, label: person, mirrored: true, close };
  }
  if (!isSecureContext) throw new RecognizeError('environment/insecure-context');
  if (navigator.mediaDevices?.getUserMedia === undefined) throw new RecognizeError('camera/none');
  const stream = await abortable(request(camera), signal);
  const track = stream.getVideoTracks()[0];
  if (track === undefined) throw new RecognizeError('camera/none');
  const back = track.getSettings().facingMode === 'environment';
  return { stream, simulated: false, label: track.label, mirrored: !back, close: () => stop(stream) };
}

const size = { width: { ideal: 640 }, height: { ideal: 480 }, frameRate: { ideal: 30 } };

async function request(camera: string): Promise<MediaStream> {
  const facing = camera === 'user' || camera === 'environment';
  const wish = facing ? { facingMode: { ideal: camera } } : { deviceId: { ideal: camera } };
  try {
    return await navigator.mediaDevices.getUserMedia({ audio: false, video: { ...size, ...wish } });
  } catch (thrown) {
    throw await cameraError(thrown);
  }
}

async function cameraError(thrown: unknown): Promise<RecognizeError> {
  const name = thrown instanceof DOMException ? thrown.name : '';
  if (name === 'NotFoundError' || name === 'OverconstrainedError')
    return new RecognizeError('camera/none', { cause: thrown });
  if (name === 'NotReadableError' || name === 'AbortError')
    return new RecognizeError('camera/in-use', { cause: thrown });
  if (name !== 'NotAllowedError' && name !== 'SecurityError') return toRecognizeError(thrown, 'camera/none');
  // A prompt that was closed leaves the permission open; only a refusal is remembered.
  const state = await navigator.permissions?.query({ name: 'camera' as PermissionName }).then(
    (status) => status.state,
    () => 'denied',
  );
  return new RecognizeError(state === 'prompt' ? 'camera/dismissed' : 'camera/denied', { cause: thrown });
}

async function abortable(
  request: Promise<MediaStream>,
  signal: AbortSignal | undefined,
): Promise<MediaStream> {
  const aborted = new Promise<never>((_, reject) => {
    const abort = () => reject(new RecognizeError('ceremony/aborted', { cause: signal?.reason }));
    if (signal?.aborted) abort();
    signal?.addEventListener('abort', abort, { once: true });
  });
  try {
    return await Promise.race([request, aborted]);
  } catch (error) {
    request.then(stop, () => {});
    throw error;
  }
}

function stop(stream: MediaStream): void {
  for (const track of stream.getTracks()) track.stop();
}
