/** Longest wait of a test, milliseconds. Other programs may use the processor. */
const WAIT_LIMIT_MS = 90_000;

/** Resolves when the condition is met. @throws Error after 90 seconds */
export async function waitUntil(condition: () => unknown): Promise<void> {
  const end = performance.now() + WAIT_LIMIT_MS;
  while (!condition()) {
    if (performance.now() > end) throw new Error(`condition not met in time: ${condition}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
