/**
 * Rendered views of drawn persons with their true landmarks, for training the detector:
 *
 *     node --import tsx models/training/render_simulated.ts FOLDER [count=2000] [first seed=1000] [width=320] [height=240]
 *
 * writes FOLDER/views.rgb (count × height × width × 3 bytes, red green blue) and FOLDER/views.json
 * `{width, height, views: [{seed, points: [[x, y] × 5], box: [x1, y1, x2, y2]}]}` in pixels; points as in landmarks.ts.
 * Seeds below 1000 are kept for tests.
 */
import { closeSync, mkdirSync, openSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { groundTruthOf } from '../../src/simulated-camera/renderer/ground-truth.ts';
import { personFromSeed } from '../../src/simulated-camera/people/person.ts';
import { seededRandom } from '../../src/simulated-camera/math/random.ts';
import { render } from '../../src/simulated-camera/renderer/render.ts';
import type { View } from '../../src/simulated-camera/renderer/view.ts';

const VIEWS_PER_PERSON = 8;

/** Any view in which a camera may find somebody; half of the views are near the front. */
function randomView(draw: () => number, width: number, height: number): View {
  const wide = draw() < 0.5 ? 1 : 0.35;
  const distance = 34 * 5 ** draw();
  // Half the field of view at that distance, less half a face.
  const free = Math.max(0, 0.445 * distance - 9);
  const freeAcross = Math.max(0, (0.445 * distance * width) / height - 7);
  return {
    yaw: wide * 75 * (2 * draw() - 1),
    pitch: wide * 30 * (2 * draw() - 1),
    roll: wide * 30 * (2 * draw() - 1),
    distance,
    x: freeAcross * (2 * draw() - 1),
    y: free * (2 * draw() - 1),
    blink: draw() < 0.1 ? draw() : 0,
    light: {
      azimuth: 110 * (2 * draw() - 1),
      elevation: -15 + 75 * draw(),
      contrast: draw(),
      level: 0.3 * 5 ** draw(),
      warmth: 2 * draw() - 1,
    },
    noise: draw() ** 2,
    grain: Math.floor(draw() * 2 ** 20),
    room: Math.floor(draw() * 5000),
  };
}

const [folder, ...numbers] = process.argv.slice(2);
if (folder === undefined) throw new Error('usage: render_simulated.ts FOLDER [count] [first seed] [width] [height]');
const [count = 2000, firstSeed = 1000, width = 320, height = 240] = numbers.map(Number);
mkdirSync(folder, { recursive: true });
const file = openSync(join(folder, 'views.rgb'), 'w');
const views: unknown[] = [];
let person = personFromSeed(firstSeed);
const draw = seededRandom(firstSeed);
for (let k = 0; k < count; k++) {
  const seed = firstSeed + Math.floor(k / VIEWS_PER_PERSON);
  if (person.seed !== seed) person = personFromSeed(seed);
  const view = randomView(draw, width, height);
  const rgba = render(person, view, width, height);
  const rgb = new Uint8Array(width * height * 3);
  for (let i = 0; i < width * height; i++) rgb.set(rgba.subarray(4 * i, 4 * i + 3), 3 * i);
  writeSync(file, rgb);
  const { points, box } = groundTruthOf(person, view, width, height);
  const tenth = (x: number) => Math.round(10 * x) / 10;
  views.push({ seed, points: points.map((p) => p.map(tenth)), box: box.map(tenth) });
}
closeSync(file);
writeFileSync(join(folder, 'views.json'), JSON.stringify({ width, height, views }));
