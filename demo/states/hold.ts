/** Calls that came while the page was held, by their function. */
const heldCalls = new Map<unknown, () => void>();
let isHeld = false;
let restoreTimers = () => {};

/**
 * Makes it possible to hold the page: from then on no timer fires and no frame of a video arrives, so that a state stays as it is.
 * Call it before the elements start anything.
 */
export function prepareToHold(): void {
  const { setTimeout, setInterval } = window;
  const { requestVideoFrameCallback } = HTMLVideoElement.prototype;
  Object.assign(window, {
    setTimeout: (callback: Callback, ...rest: unknown[]) => setTimeout(holdable(callback), ...(rest as [])),
    setInterval: (callback: Callback, ...rest: unknown[]) => setInterval(holdable(callback), ...(rest as [])),
  });
  restoreTimers = () => Object.assign(window, { setTimeout, setInterval });
  HTMLVideoElement.prototype.requestVideoFrameCallback = function (callback) {
    return requestVideoFrameCallback.call(this, holdable(callback));
  };
}

/** Holds the page until a key or a pointer is pressed. Timers of programs that inspect the page, which start later, fire. */
export async function hold(): Promise<void> {
  isHeld = true;
  for (const type of ['pointerdown', 'keydown'])
    window.addEventListener(type, resume, { capture: true, once: true });
  // Elements that are shown for the first time start timers of their own.
  await nextFrame();
  await nextFrame();
  restoreTimers();
}

type Callback = (...args: never[]) => unknown;

function holdable<T extends Callback>(callback: T): T {
  const call: Callback = (...args) => {
    if (isHeld) heldCalls.set(callback, () => callback(...args));
    else callback(...args);
  };
  return call as T;
}

const nextFrame = (): Promise<unknown> => new Promise((resolve) => requestAnimationFrame(resolve));

function resume(): void {
  isHeld = false;
  const calls = [...heldCalls.values()];
  heldCalls.clear();
  for (const call of calls) call();
}
