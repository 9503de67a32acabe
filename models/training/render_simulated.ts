/**
 * Renders images of simulated people with their ground truth, as training data of the detector:
 *
 *     node --import tsx models/training/render_simulated.ts FOLDER [count=2000] [first seed=1000] [width=320] [height=240]
 *
 * It writes FOLDER/views.rgb (count × height × width × 3 bytes: red, green, blue) and FOLDER/views.json
 * `{width, height, views: [{seed, points: [[x, y] × 5], box: [x1, y1, x2, y2]}]}` in pixels; `points` are the landmarks of
 * src/simulated-camera/renderer/ground-truth.ts. Seeds below 1000 are reserved for tests.
 */
import { closeSync, mkdirSync, openSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { seededRandom } from '../../src/simulated-camera/math/random.ts';
import { personFromSeed } from '../../src/simulated-camera/people/random-person.ts';
import { groundTruthOf } from '../../src/simulated-camera/renderer/ground-truth.ts';
import { render } from '../../src/simulated-camera/renderer/render.ts';
import type { View } from '../../src/simulated-camera/renderer/view.ts';

const VIEWS_PER_PERSON = 8;

/** Half of the vertical field of view at distance 1: tan 24°, see projection.ts. */
const HALF_VIEW = 0.445;

/** Any view in which a camera may show a face; half of the views are almost frontal. */
function randomView(random: () => number, width: number, height: number): View {
  const range = random() < 0.5 ? 1 : 0.35;
  const distance = 34 * 5 ** random();
  // The head stays in the image: 9 cm above and below its middle, 7 cm to both sides.
  const maxOffsetY = Math.max(0, HALF_VIEW * distance - 9);
  const maxOffsetX = Math.max(0, (HALF_VIEW * distance * width) / height - 7);
  return {
    yaw: range * 75 * (2 * random() - 1),
    pitch: range * 30 * (2 * random() - 1),
    roll: range * 30 * (2 * random() - 1),
    distance,
    x: maxOffsetX * (2 * random() - 1),
    y: maxOffsetY * (2 * random() - 1),
    blink: random() < 0.1 ? random() : 0,
    light: {
      azimuth: 110 * (2 * random() - 1),
      elevation: -15 + 75 * random(),
      contrast: random(),
      level: 0.3 * 5 ** random(),
      warmth: 2 * random() - 1,
    },
    noise: random() ** 2,
    grain: Math.floor(random() * 2 ** 20),
    room: Math.floor(random() * 5000),
  };
}

const [folder, ...numbers] = process.argv.slice(2);
if (folder === undefined) throw new Error('usage: render_simulated.ts FOLDER [count] [first seed] [width] [height]');
const [count = 2000, firstSeed = 1000, width = 320, height = 240] = numbers.map(Number);
mkdirSync(folder, { recursive: true });
const file = openSync(join(folder, 'views.rgb'), 'w');
const views: unknown[] = [];
let person = personFromSeed(firstSeed);
const random = seededRandom(firstSeed);
for (let k = 0; k < count; k++) {
  const seed = firstSeed + Math.floor(k / VIEWS_PER_PERSON);
  if (person.seed !== seed) person = personFromSeed(seed);
  const view = randomView(random, width, height);
  const rgba = render(person, view, width, height);
  const rgb = new Uint8Array(width * height * 3);
  for (let i = 0; i < width * height; i++) rgb.set(rgba.subarray(4 * i, 4 * i + 3), 3 * i);
  writeSync(file, rgb);
  const { landmarks, box } = groundTruthOf(person, view, width, height);
  const roundToTenth = (x: number) => Math.round(10 * x) / 10;
  const points = landmarks.map((landmark) => landmark.map(roundToTenth));
  views.push({ seed, points, box: box.map(roundToTenth) });
}
closeSync(file);
writeFileSync(join(folder, 'views.json'), JSON.stringify({ width, height, views }));
