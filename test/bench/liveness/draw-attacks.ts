import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import sharp, { type OverlayOptions } from 'sharp';
import { seededRandom } from '../../../src/simulated-camera/math/random.ts';
import { personFromSeed } from '../../../src/simulated-camera/people/random-person.ts';
import { groundTruthOf } from '../../../src/simulated-camera/renderer/ground-truth.ts';
import { render } from '../../../src/simulated-camera/renderer/render.ts';
import { frontView } from '../../../src/simulated-camera/renderer/view.ts';
import type { Landmarks } from '../../../src/vision/types.ts';
import { openClip } from './clips.ts';
import { linearImage } from './light.ts';
import { FRAME_HEIGHT, FRAME_WIDTH } from './performers.ts';
import { attackKinds } from './rates.ts';
import type { FacePicture } from './sheet.ts';

/**
 * Draws the pictures of docs/liveness.md, in which everybody is simulated: one row for each kind of attack.
 *
 *   node --import tsx test/bench/liveness/draw-attacks.ts docs/pictures/liveness
 */
const [folder] = process.argv.slice(2);
if (folder === undefined) throw new Error('usage: draw-attacks.ts FOLDER');

const COLUMNS = 5;
const [TILE_WIDTH, TILE_HEIGHT] = [200, 150];
const STEP_SECONDS = 0.1;

/** A portrait of a simulated person, as an attacker could print it. */
function portrait(seed: number): FacePicture {
  const [person, size] = [personFromSeed(seed), 480];
  const view = { ...frontView, distance: 48, noise: 0.05, room: seed };
  const frame = { width: size, height: size, data: render(person, view, size, size) };
  const { landmarks } = groundTruthOf(person, view, size, size);
  return {
    image: linearImage(frame),
    landmarks: landmarks.map(([x, y]) => ({ x, y })) as unknown as Landmarks,
  };
}

const library = { photos: [401, 403, 405, 407, 409, 411, 413].map(portrait), studio: [] };
mkdirSync(folder, { recursive: true });
for (const kind of ['genuine', ...attackKinds] as const) {
  const plan = { name: `drawn-${kind}`, kind, half: 'report', index: 1, studio: false } as const;
  const { scene, challenge } = openClip(plan, library);
  const random = seededRandom(1);
  const tiles: OverlayOptions[] = [];
  // The page asks for each movement for 1.3 seconds, with a pause of 0.9 seconds before it.
  for (let k = 0; tiles.length < COLUMNS; k++) {
    const seconds = k * STEP_SECONDS;
    const beat = Math.floor(seconds / 2.2);
    const request = seconds % 2.2 < 0.9 ? undefined : challenge[beat % challenge.length];
    const frame = scene.next(request, seconds, STEP_SECONDS * (0.95 + 0.1 * random()));
    if (k % 13 !== 12) continue;
    const raw = { width: FRAME_WIDTH, height: FRAME_HEIGHT, channels: 4 } as const;
    const input = await sharp(Buffer.from(frame.data), { raw })
      .resize(TILE_WIDTH, TILE_HEIGHT)
      .png()
      .toBuffer();
    tiles.push({ input, left: tiles.length * TILE_WIDTH, top: 0 });
  }
  const canvas = {
    width: COLUMNS * TILE_WIDTH,
    height: TILE_HEIGHT,
    channels: 3,
    background: '#fff',
  } as const;
  await sharp({ create: canvas })
    .composite(tiles)
    .webp({ quality: 70 })
    .toFile(join(folder, `${kind}.webp`));
}
