/**
 * Entry `recognize-elements/simulated-camera`: a camera that shows computer-generated people, for demos and tests. Pages opt in by
 * registering it.
 *
 * @example
 * import { registerCamera } from 'recognize-elements';
 * import { simulatedCamera } from 'recognize-elements/simulated-camera';
 *
 * registerCamera('simulated', simulatedCamera);
 * // <recognize-recover camera="simulated:ada"></recognize-recover>
 */
import { openSimulatedCamera, type SimulatedCamera } from './simulated-camera.ts';

export type { SimulatedMovement } from './motion.ts';
export { type SimulatedName, simulatedNames } from './names.ts';
export type { SimulatedCamera } from './simulated-camera.ts';

/**
 * Opens a camera on a simulated person; register it with `registerCamera`. The worker `simulated-camera/simulated-camera.worker.js` is
 * loaded from the folder of this module.
 *
 * @param name one of `simulatedNames`, or `seed-<n>` with n up to nine digits for a random but fixed person
 * @throws RecognizeError `usage/invalid-attribute` for an unknown name, `camera/stalled` without a first frame, `assets/not-found`,
 *   `assets/version-mismatch`, `runtime/*`, `environment/*`, `ceremony/aborted`
 */
export const simulatedCamera = (name: string, signal: AbortSignal): Promise<SimulatedCamera> =>
  // The build of this package leaves the expression as it is; bundlers of pages then find the worker by it.
  openSimulatedCamera(
    name,
    signal,
    new URL(/* @vite-ignore */ './simulated-camera/simulated-camera.worker.js', import.meta.url),
  );
