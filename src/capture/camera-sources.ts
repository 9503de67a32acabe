import { invalidProperty, RecognizeError } from '../errors.ts';

/** An open camera that is not a device of the browser. */
export interface CameraSource {
  /** At least one video track. Ended tracks mean that the camera is gone. */
  readonly stream: MediaStream;
  /** The images do not show a real person; the preview is labeled accordingly. */
  readonly simulated?: boolean;
  /** Makes a simulated person do a movement: `left`, `right`, `up`, `down`, `closer`, or `front` to look into the camera again. */
  perform?(movement: string): void;
  /** Stops the tracks and everything behind them. Idempotent. */
  close(): void;
}

/**
 * Opens the camera with this name. It may reject with a RecognizeError, or with the errors of `getUserMedia`. When the signal aborts,
 * it stops opening and an open camera ends.
 */
export type OpenCamera = (name: string, signal: AbortSignal) => Promise<CameraSource>;

/** As in URLs (RFC 3986, section 3.1), in lower case. */
const SCHEME = /^[a-z][a-z0-9+.-]*$/;

const sources = new Map<string, OpenCamera>();

/**
 * Registers cameras for `camera="<scheme>:<name>"`. A later registration of the same scheme replaces the earlier one.
 *
 * @param scheme a letter, then letters, digits, `+`, `-` and `.`; lower case
 * @throws RecognizeError `usage/invalid-property` for another scheme, or something else than a function
 * @example
 * import { simulatedCamera } from 'recognize-elements/simulated-camera';
 *
 * registerCamera('simulated', simulatedCamera);
 * // <recognize-recover camera="simulated:ada"></recognize-recover>
 */
export function registerCamera(scheme: string, open: OpenCamera): void {
  if (typeof scheme !== 'string' || !SCHEME.test(scheme))
    throw invalidProperty('scheme', 'a letter, then letters, digits, "+", "-" and ".", all lower case');
  if (typeof open !== 'function') throw invalidProperty('open', 'a function that opens a camera');
  sources.set(scheme, open);
}

export const hasRegisteredCamera = (): boolean => sources.size > 0;

/** The scheme of a value of the attribute `camera`; undefined for a camera of the browser. */
function schemeOf(camera: string): string | undefined {
  const scheme = camera.slice(0, Math.max(0, camera.indexOf(':')));
  return SCHEME.test(scheme) ? scheme : undefined;
}

/** Whether a value of the attribute `camera` names a registered camera, which is not one of the browser. */
export const hasScheme = (camera: string): boolean => schemeOf(camera) !== undefined;

/**
 * The registered camera that a value of the attribute `camera` names; undefined when it has no scheme.
 *
 * @throws RecognizeError `usage/invalid-attribute` when the scheme is not registered
 */
export function findCameraSource(
  camera: string,
): ((signal: AbortSignal) => Promise<CameraSource>) | undefined {
  const scheme = schemeOf(camera);
  if (scheme === undefined) return undefined;
  const open = sources.get(scheme);
  if (open === undefined) {
    const detail = `camera="${camera}": no camera is registered for the scheme "${scheme}"; call registerCamera('${scheme}', …) first`;
    throw new RecognizeError('usage/invalid-attribute', { detail });
  }
  return async (signal) => open(camera.slice(scheme.length + 1), signal);
}
