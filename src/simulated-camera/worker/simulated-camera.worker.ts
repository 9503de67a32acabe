import { RecognizeError } from '../../errors.ts';
import { serveWorker } from '../../workers/serve-worker.ts';
import { Motion } from '../motion.ts';
import { findPerson } from '../people/find-person.ts';
import type { Person } from '../people/person.ts';
import { render } from '../renderer/render.ts';
import type { SimulatedCameraWorker } from './messages.ts';

declare const self: DedicatedWorkerGlobalScope;

/** Shortest time between frames: 25 frames per second. */
const FRAME_INTERVAL_MS = 40;

interface Scene {
  readonly person: Person;
  readonly motion: Motion;
  readonly width: number;
  readonly height: number;
  /** Times of `performance.now()`: the previous frame, and the earliest next one. */
  previousFrame: number;
  nextFrame: number;
}

let scene: Scene | undefined;

function requireScene(): Scene {
  if (scene === undefined)
    throw new RecognizeError('runtime/crashed', { detail: 'the camera was not started' });
  return scene;
}

async function renderFrame(scene: Scene): Promise<ImageBitmap> {
  const { person, motion, width, height, previousFrame } = scene;
  const wait = scene.nextFrame - performance.now();
  if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
  const start = performance.now();
  const view = motion.next(previousFrame === 0 ? 0 : (start - previousFrame) / 1000);
  scene.previousFrame = start;
  const pixels = render(person, view, width, height);
  const bitmap = await createImageBitmap(new ImageData(pixels, width, height));
  const end = performance.now();
  // On a slow machine, leave at least half of the time to the code that processes the frames.
  scene.nextFrame = Math.max(start + FRAME_INTERVAL_MS, end + (end - start));
  return bitmap;
}

serveWorker<SimulatedCameraWorker>(
  self,
  {
    async start(person, seed, width, height) {
      const motion = new Motion(seed, seed % 1000);
      scene = { person: findPerson(person), motion, width, height, previousFrame: 0, nextFrame: 0 };
      return renderFrame(scene);
    },
    nextFrame: async () => renderFrame(requireScene()),
    perform: async (movement) => requireScene().motion.perform(movement),
  },
  (result) => (result instanceof ImageBitmap ? [result] : []),
);
