import { openSimulatedCamera, type SimulatedCamera } from '../../src/simulated-camera/simulated-camera.ts';

/** The simulated camera from its source, with the worker of the last build. For tests in a browser. */
export const simulatedCamera = (
  name: string,
  signal = new AbortController().signal,
): Promise<SimulatedCamera> =>
  openSimulatedCamera(
    name,
    signal,
    new URL('/dist/simulated-camera/simulated-camera.worker.js', location.href),
  );
