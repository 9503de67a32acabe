import { toRecognizeError } from '../errors.ts';

/** Set while WebGPU starts and while it looks at its first frame; still there at the next load when the tab crashed meanwhile. */
const key = 'recognize-elements:webgpu-starting';

/** Remembers over a crash of the page that WebGPU was being tried. Storage that refuses costs the memory, not the run. */
export class WebGpuMarker {
  /** A page that is left is none that crashed. */
  readonly #left = () => this.clear();

  /** Why WebGPU must not be tried, or nothing. */
  async refusal(): Promise<string | undefined> {
    if (this.#read() !== null) return 'WebGPU crashed here the last time it was tried';
    const gpu = (navigator as { gpu?: { requestAdapter(): Promise<unknown> } }).gpu;
    if (gpu === undefined) return 'this browser has no WebGPU';
    const adapter = await gpu.requestAdapter().catch(() => null);
    return adapter === null ? 'this device offers no WebGPU adapter' : undefined;
  }

  set(): void {
    addEventListener('pagehide', this.#left);
    try {
      localStorage.setItem(key, new Date().toISOString());
    } catch {
      // Without storage a crash is forgotten, and WebGPU is tried again.
    }
  }

  clear(): void {
    removeEventListener('pagehide', this.#left);
    try {
      localStorage.removeItem(key);
    } catch {
      // Nothing was kept.
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
 * Marks the first observation as the start is marked: what loading only tries may still crash with a real frame. Between the two
 * nothing runs, and a mark would keep other tabs from WebGPU. A failure of the runtime leaves the mark, so that the next load in
 * this page takes wasm.
 *
 * @param observe is not called again before it has answered
 */
export function markFirst<Call extends readonly unknown[], Seen>(
  marker: Pick<WebGpuMarker, 'set' | 'clear'>,
  observe: (...call: Call) => Promise<Seen>,
): (...call: Call) => Promise<Seen> {
  let seen = false;
  return async (...call) => {
    if (seen) return observe(...call);
    marker.set();
    try {
      const observation = await observe(...call);
      seen = true;
      marker.clear();
      return observation;
    } catch (thrown) {
      const { code } = toRecognizeError(thrown, 'runtime/crashed');
      if (!code.startsWith('runtime/')) marker.clear();
      throw thrown;
    }
  };
}
