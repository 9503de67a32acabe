/** Longest wait for a cancelled run to release camera and lock, milliseconds. Some of its steps cannot be interrupted. */
const RELEASE_TIMEOUT_MS = 5_000;

/** Cancelled runs of this page that may still hold the camera or the lock of their user. */
const pending = new Set<Promise<void>>();

/** Delays later runs until `released` has settled, at most `timeoutMs` milliseconds from now. */
export function awaitRelease(released: Promise<unknown>, timeoutMs = RELEASE_TIMEOUT_MS): void {
  const waiting = settledWithin(released, timeoutMs).finally(() => pending.delete(waiting));
  pending.add(waiting);
}

/** Resolves when every cancelled run has released what it held, or its timeout has elapsed. */
export async function pendingReleases(): Promise<void> {
  await Promise.all(pending);
}

async function settledWithin(promise: Promise<unknown>, timeoutMs: number): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const timeout = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, timeoutMs);
  });
  await Promise.race([promise.catch(() => {}), timeout]);
  clearTimeout(timer);
}
