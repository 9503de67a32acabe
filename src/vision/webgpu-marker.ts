import { toRecognizeError } from '../errors.ts';

/** Key in localStorage. It is set while WebGPU starts and while it processes its first frame; if the tab crashes then, it stays set. */
const key = 'recognize-elements:webgpu-starting';

/** Remembers across a crash of the page that WebGPU was being started. Without storage the crash is forgotten, but runs still work. */
export class WebGpuMarker {
  /** Leaving the page is not a crash. */
  readonly #clearOnLeave = () => this.clear();

  /** The reason why WebGPU cannot be used here, or `undefined` if it can. */
  async unusableReason(): Promise<string | undefined> {
    if (this.#read() !== null) return 'WebGPU crashed here the last time it was tried';
    const gpu = (navigator as { gpu?: { requestAdapter(): Promise<unknown> } }).gpu;
    if (gpu === undefined) return 'this browser has no WebGPU';
    const adapter = await (async () => gpu.requestAdapter())().catch(() => null);
    return adapter === null ? 'this device offers no WebGPU adapter' : undefined;
  }

  set(): void {
    addEventListener('pagehide', this.#clearOnLeave);
    try {
      localStorage.setItem(key, new Date().toISOString());
    } catch {
      // Storage is blocked; a crash will not be remembered.
    }
  }

  clear(): void {
    removeEventListener('pagehide', this.#clearOnLeave);
    try {
      localStorage.removeItem(key);
    } catch {
      // Storage is blocked; nothing was stored.
    }
  }

  #read(): string | null {
    try {
      return localStorage.getItem(key);
    } catch {
      return null;
    }
  }
}

/**
 * Sets the marker during the first observation, which can crash even though the self-test passed. It is not set between loading and the
 * first observation, because nothing runs then and a set marker keeps other tabs from WebGPU. After a `runtime/*` error the marker stays
 * set, so that the next load uses wasm.
 *
 * @param observe must not be called again before it has settled
 */
export function markFirstObservation<Arguments extends readonly unknown[], Result>(
  marker: Pick<WebGpuMarker, 'set' | 'clear'>,
  observe: (...call: Arguments) => Promise<Result>,
): (...call: Arguments) => Promise<Result> {
  let succeeded = false;
  return async (...call) => {
    if (succeeded) return observe(...call);
    marker.set();
    try {
      const observation = await observe(...call);
      succeeded = true;
      marker.clear();
      return observation;
    } catch (error) {
      const { code } = toRecognizeError(error, 'runtime/crashed');
      if (!code.startsWith('runtime/')) marker.clear();
      throw error;
    }
  };
}
