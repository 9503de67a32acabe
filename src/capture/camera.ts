import { RecognizeError } from '../errors.ts';
import { openSimulatedCamera } from '../simulated-camera/simulated-camera.ts';
import { cameraError, permissionFacts } from './camera-errors.ts';
import { betterCamera, listCameras } from './choose-camera.ts';

export interface CameraOptions {
  /** `user`, `environment`, `simulated:<name>`, or a device id, which is a wish. */
  readonly camera: string;
  /** URL under which the worker of a simulated person lies; ends in a slash. */
  readonly assetsBase: URL | string;
  readonly signal?: AbortSignal;
}

/** An open camera. Whoever opened it closes it; nobody else stops its tracks. */
export interface Camera {
  readonly stream: MediaStream;
  readonly label: string;
  readonly simulated: boolean;
  /** The picture is shown mirrored, as people know themselves. */
  readonly mirrored: boolean;
  /** Stops every track; idempotent. */
  close(): void;
}

/**
 * Opens a camera. After an abort a grant that comes late is given back at once.
 *
 * @throws RecognizeError `camera/denied`, `camera/dismissed`, `camera/none`, `camera/in-use`, `environment/*`, `ceremony/aborted`;
 *   for simulated people those of `openSimulatedCamera`
 */
export async function openCamera({ camera, assetsBase, ...options }: CameraOptions): Promise<Camera> {
  const { signal = new AbortController().signal } = options;
  if (signal.aborted) throw aborted(signal);
  const person = /^simulated:(.*)$/.exec(camera)?.[1];
  if (person !== undefined) {
    const { stream, close } = await openSimulatedCamera({ person, assetsBase, signal });
    return { stream, close, label: camera, simulated: true, mirrored: true };
  }
  const stream = await inPlaceOfUnfit(await openStream(camera, signal), camera, signal);
  if (!signal.aborted) return ofStream(stream);
  stop(stream);
  throw aborted(signal);
}

function ofStream(stream: MediaStream): Camera {
  const track = stream.getVideoTracks()[0];
  return {
    stream,
    label: track?.label ?? '',
    simulated: false,
    mirrored: track?.getSettings().facingMode !== 'environment',
    close: () => stop(stream),
  };
}

const stop = (stream: MediaStream): void => {
  for (const track of stream.getTracks()) track.stop();
};

const aborted = (signal: AbortSignal) => new RecognizeError('ceremony/aborted', { cause: signal.reason });

async function openStream(camera: string, signal: AbortSignal): Promise<MediaStream> {
  if (navigator.mediaDevices?.getUserMedia === undefined) {
    throw new RecognizeError('environment/insecure-context', { detail: 'no mediaDevices' });
  }
  if (signal.aborted) throw aborted(signal);
  const wish =
    camera === 'user' || camera === 'environment'
      ? { facingMode: { ideal: camera } }
      : { deviceId: { ideal: camera } };
  const video = { ...wish, width: { ideal: 640 }, height: { ideal: 480 }, frameRate: { ideal: 30 } };
  const granted = navigator.mediaDevices.getUserMedia({ audio: false, video });
  return new Promise((resolve, reject) => {
    const abort = () => reject(aborted(signal));
    signal.addEventListener('abort', abort, { once: true });
    granted.then(
      (stream) => {
        signal.removeEventListener('abort', abort);
        if (signal.aborted) stop(stream);
        else resolve(stream);
      },
      async (thrown) => {
        signal.removeEventListener('abort', abort);
        reject(cameraError(thrown, await permissionFacts()));
      },
    );
  });
}

/** Labels are known only once a camera is open: an infra-red one that came first is exchanged for a better one. */
async function inPlaceOfUnfit(
  stream: MediaStream,
  camera: string,
  signal: AbortSignal,
): Promise<MediaStream> {
  if (camera !== 'user') return stream;
  const better = betterCamera(stream.getVideoTracks()[0]?.label ?? '', await listCameras());
  if (better === undefined) return stream;
  stop(stream);
  return openStream(better.deviceId, signal);
}
