const storageKey = (recognizeId: string) => `demo-bound:${recognizeId}`;

/**
 * The device ID under which this browser was bound, as the page has stored it. It is only a hint for choosing the first view: the
 * elements store the actual record.
 */
export function boundDevice(recognizeId: string): string | undefined {
  try {
    return localStorage.getItem(storageKey(recognizeId)) ?? undefined;
  } catch {
    return undefined;
  }
}

/** Stores the hint, or removes it. A browser that blocks storage has no hint, and everything else works. */
export function storeBoundDevice(recognizeId: string, deviceId: string | undefined): void {
  try {
    if (deviceId === undefined) localStorage.removeItem(storageKey(recognizeId));
    else localStorage.setItem(storageKey(recognizeId), deviceId);
  } catch {}
}
