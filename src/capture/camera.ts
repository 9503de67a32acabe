import { abortedError, invalidProperty, RecognizeError, throwIfAborted } from '../errors.ts';
import { cameraApiError } from './camera-api.ts';
import { cameraError, queryCameraPermission } from './camera-errors.ts';
import { type CameraSource, findCameraSource } from './camera-sources.ts';
import { findBetterCamera, listCameras } from './choose-camera.ts';

export interface CameraOptions {
  /** `user`, `environment`, a device id (another camera opens if it is missing), or `<scheme>:<name>` of a registered camera. */
  readonly camera: string;
  readonly signal?: AbortSignal;
}

/** An open camera. Only the code that opened it may close it or stop its tracks. */
export interface Camera {
  readonly stream: MediaStream;
  readonly label: string;
  /** Tells cameras apart. It changes if the browser delivers the frames of another camera. */
  id(): string;
  readonly simulated: boolean;
  /** Whether the preview is mirrored, as people expect of their own image. */
  readonly mirrored: boolean;
  /** See `CameraSource`. */
  perform?(movement: string): void;
  /** Stops every track. Idempotent. */
  close(): void;
}

/**
 * Opens a camera. An abort rejects at once; a camera that opens later is closed.
 *
 * @throws RecognizeError `camera/denied`, `camera/denied-by-system`, `camera/dismissed`, `camera/none`, `camera/in-use`, `environment/*`,
 *   `ceremony/aborted`; `usage/invalid-attribute` for a scheme that is not registered; of a registered camera also what it rejects with, and
 *   `usage/invalid-property` when it resolves with something else than a camera
 */
export async function openCamera({ camera, ...options }: CameraOptions): Promise<Camera> {
  const { signal = new AbortController().signal } = options;
  throwIfAborted(signal);
  const openSource = findCameraSource(camera);
  if (openSource !== undefined) {
    const source = await untilAborted(signal, openSource(signal), (opened) => opened.close()).catch(
      (thrown: unknown) => {
        throw cameraError(thrown);
      },
    );
    return cameraOfSource(requireSource(source, camera), camera);
  }
  const stream = await replaceUnsuitable(await openStream(camera, signal), camera, signal);
  if (!signal.aborted) return cameraOfStream(stream);
  stop(stream);
  throw abortedError(signal);
}

/** A function of the page has opened it. @throws RecognizeError `usage/invalid-property` */
function requireSource(source: CameraSource, camera: string): CameraSource {
  const { stream, close } = (source ?? {}) as Partial<CameraSource>;
  if (typeof stream === 'object' && stream !== null && typeof close === 'function') return source;
  throw invalidProperty(
    `registerCamera, camera="${camera}"`,
    'a function that resolves with {stream, close}: a MediaStream and a function that ends it',
  );
}

function cameraOfSource(source: CameraSource, label: string): Camera {
  const { stream, simulated = false } = source;
  return {
    stream,
    label,
    id: () => label,
    simulated,
    mirrored: true,
    ...(source.perform === undefined ? {} : { perform: (movement: string) => source.perform?.(movement) }),
    close: () => source.close(),
  };
}

function cameraOfStream(stream: MediaStream): Camera {
  const track = stream.getVideoTracks()[0];
  return {
    stream,
    label: track?.label ?? '',
    id: () => track?.getSettings().deviceId ?? track?.label ?? '',
    simulated: false,
    mirrored: track?.getSettings().facingMode !== 'environment',
    close: () => stop(stream),
  };
}

const stop = (stream: MediaStream): void => {
  for (const track of stream.getTracks()) track.stop();
};

/** Rejects with `ceremony/aborted` when `signal` aborts. What opens later is passed to `closeLate`. */
function untilAborted<Opened>(
  signal: AbortSignal,
  opening: Promise<Opened>,
  closeLate: (opened: Opened) => void,
): Promise<Opened> {
  return new Promise((resolve, reject) => {
    const abort = () => reject(abortedError(signal));
    signal.addEventListener('abort', abort, { once: true });
    opening
      .then((opened) => (signal.aborted ? closeLate(opened) : resolve(opened)), reject)
      .finally(() => signal.removeEventListener('abort', abort));
  });
}

async function openStream(camera: string, signal: AbortSignal): Promise<MediaStream> {
  const unsupported = cameraApiError();
  if (unsupported !== undefined) throw unsupported;
  throwIfAborted(signal);
  if (camera === 'user' || camera === 'environment')
    return openWith({ facingMode: { ideal: camera } }, signal);
  try {
    // Chromium opens its default camera for an id that is only `ideal`.
    return await openWith({ deviceId: { exact: camera } }, signal);
  } catch (error) {
    if (!(error instanceof RecognizeError) || error.code !== 'camera/none') throw error;
    return openWith({ facingMode: { ideal: 'user' } }, signal);
  }
}

function openWith(preference: MediaTrackConstraints, signal: AbortSignal): Promise<MediaStream> {
  const video = { ...preference, width: { ideal: 640 }, height: { ideal: 480 }, frameRate: { ideal: 30 } };
  return untilAborted(signal, requestCamera({ audio: false, video }), stop);
}

async function requestCamera(constraints: MediaStreamConstraints): Promise<MediaStream> {
  const start = performance.now();
  try {
    return await navigator.mediaDevices.getUserMedia(constraints);
  } catch (thrown) {
    throw cameraError(thrown, await queryCameraPermission(performance.now() - start));
  }
}

/** Opens a better camera instead of an infrared or virtual one that was not asked for by its id. Browsers reveal labels only once a camera is open. */
async function replaceUnsuitable(
  stream: MediaStream,
  camera: string,
  signal: AbortSignal,
): Promise<MediaStream> {
  const [track] = stream.getVideoTracks();
  if (camera === 'environment' || track?.getSettings().deviceId === camera) return stream;
  const better = findBetterCamera(track?.label ?? '', await listCameras());
  if (better === undefined) return stream;
  stop(stream);
  return openStream(better.deviceId, signal);
}
