import { toRecognizeError } from '../../errors.ts';
import { requireRelease } from '../../release.ts';
import { Motion } from '../motion.ts';
import { findPerson } from '../people/find-person.ts';
import type { Person } from '../people/person.ts';
import { getModel } from '../renderer/model.ts';
import { render } from '../renderer/render.ts';
import type { Order, Report } from './messages.ts';

declare const self: DedicatedWorkerGlobalScope;

/** Least time from frame to frame, milliseconds: 25 a second. */
const INTERVAL = 40;

interface Scene {
  readonly person: Person;
  readonly motion: Motion;
  readonly width: number;
  readonly height: number;
}

let scene: Scene | undefined;
let last = 0;
let next = 0;

self.onmessage = async ({ data }: MessageEvent<Order>) => {
  try {
    if (data.type === 'ask') {
      scene?.motion.ask(data.action);
      return;
    }
    if (data.type === 'start') {
      requireRelease(self.name);
      const { person, seed, width, height } = data;
      scene = { person: findPerson(person), motion: new Motion(seed, seed % 1000), width, height };
      getModel(scene.person);
    }
    const wait = next - performance.now();
    if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
    if (scene !== undefined) await sendFrame(scene);
  } catch (thrown) {
    const error = toRecognizeError(thrown, 'runtime/crashed').toJSON();
    self.postMessage({ type: 'error', error } satisfies Report);
  }
};

async function sendFrame({ person, motion, width, height }: Scene): Promise<void> {
  const now = performance.now();
  const view = motion.next(last === 0 ? 0 : (now - last) / 1000);
  last = now;
  const pixels = render(person, view, width, height);
  const bitmap = await createImageBitmap(new ImageData(pixels, width, height));
  const drawn = performance.now();
  // On a slow machine at least half of the time is left to whoever looks at the frames.
  next = Math.max(now + INTERVAL, drawn + (drawn - now));
  self.postMessage({ type: 'frame', bitmap } satisfies Report, [bitmap]);
}
