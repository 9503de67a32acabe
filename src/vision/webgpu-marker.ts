/** Set while WebGPU starts; still there at the next load when the tab crashed meanwhile. */
const key = 'recognize-elements:webgpu-starting';

/** Remembers over a crash of the page that WebGPU was being tried. Storage that refuses costs the memory, not the run. */
export class WebGpuMarker {
  /** A page that is left is none that crashed. */
  readonly #left = () => this.clear();

  /** Why WebGPU must not be tried, or nothing. */
  async refusal(): Promise<string | undefined> {
    if (this.#read() !== null) return 'WebGPU ended this page the last time it was tried';
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
