import { expect } from 'vitest';
import type { PlacedElement, Visitor } from '../../support/visitor.ts';

/** Starts an enrollment in front of a camera of the browser. */
export async function startEnrollment(
  visitor: Visitor,
  attributes: PlacedElement['attributes'] = {},
): Promise<void> {
  const tag = 'recognize-enroll';
  await visitor.place({ tag, attributes: { camera: 'user', ...attributes }, claims: { liveness: 'off' } });
  await visitor.start();
}

/** Repeats for a minute, because a busy machine is slow. */
export const eventually = <Value>(read: () => Promise<Value>): ReturnType<typeof expect.poll<Value>> =>
  expect.poll(read, { timeout: 60_000 });

/** What the page sees when another tab is in front of it, and when it comes back. Headless Chromium shows every page. */
export const setVisibility = (visitor: Visitor, value: DocumentVisibilityState): Promise<void> =>
  visitor.page.evaluate((value) => {
    Object.defineProperty(document, 'visibilityState', { configurable: true, value });
    document.dispatchEvent(new Event('visibilitychange'));
  }, value);

/** Lets the page wait for the WebAssembly files that it requests. @returns a function that lets them load */
export async function delayModels({ page }: Visitor): Promise<() => void> {
  let load = () => {};
  const loading = new Promise<void>((resolve) => {
    load = resolve;
  });
  await page.route('**/*.wasm', async (route) => {
    await loading;
    await route.continue();
  });
  return load;
}
