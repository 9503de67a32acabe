import { findPerson } from '../../../src/simulated-camera/people/find-person.ts';
import { simulatedNames } from '../../../src/simulated-camera/names.ts';
import { seededRandom } from '../../../src/simulated-camera/math/random.ts';
import { render } from '../../../src/simulated-camera/renderer/render.ts';
import { frontView, type View } from '../../../src/simulated-camera/renderer/view.ts';
import { cosine, type Judges } from './judges.ts';

const size = { width: 480, height: 360 };

/** What the judges say of the six people over some views. */
export interface Recognition {
  /** Share of views in which YuNet's score is at least 0.7. */
  readonly found: number;
  /** Of each person, the least and the middle cosine of a view with that person's three frontal views. */
  readonly self: readonly (readonly [number, number])[];
  /** The middle cosine of a view of the one with the frontal views of the other, and the largest of all. */
  readonly others: readonly (readonly number[])[];
  readonly highestOther: number;
}

/** Three views as an enrolment would take them. */
const enrolment: readonly Partial<View>[] = [{}, { yaw: 8, grain: 1 }, { yaw: -8, pitch: 4, grain: 2 }];

export async function recognise(judges: Judges, views: readonly Partial<View>[]): Promise<Recognition> {
  const embed = async (name: string, view: Partial<View>) => {
    const data = render(findPerson(name), { ...frontView, distance: 50, ...view }, size.width, size.height);
    const frame = { ...size, data };
    const face = await judges.find(frame);
    return { score: face?.score ?? 0, vector: face && (await judges.embed(frame, face)) };
  };
  const templates: Float32Array[] = [];
  const probes: Float32Array[][] = [];
  let found = 0;
  for (const name of simulatedNames) {
    const enrolled: Float32Array[] = [];
    for (const view of enrolment) enrolled.push((await embed(name, view)).vector!);
    templates.push(middle(enrolled));
    const vectors: Float32Array[] = [];
    for (const view of views) {
      const { score, vector } = await embed(name, view);
      if (score >= 0.7) found++;
      if (vector) vectors.push(vector);
    }
    probes.push(vectors);
  }
  const cosines = templates.map((template) =>
    probes.map((views) => views.map((v) => cosine(v, template)).sort((a, b) => a - b)),
  );
  return {
    found: found / (views.length * simulatedNames.length),
    self: cosines.map((row, i) => [row[i]![0]!, median(row[i]!)]),
    others: cosines.map((row) => row.map(median)),
    highestOther: Math.max(
      ...cosines.flatMap((row, i) => row.filter((_, j) => j !== i).map((c) => c.at(-1)!)),
    ),
  };
}

const median = (sorted: readonly number[]): number => sorted[Math.floor(sorted.length / 2)]!;

function middle(vectors: readonly Float32Array[]): Float32Array {
  const sum = new Float32Array(vectors[0]!.length);
  for (const vector of vectors)
    vector.forEach((x, i) => {
      sum[i]! += x;
    });
  const length = Math.hypot(...sum);
  return sum.map((x) => x / length);
}

/** The matrix in words: rows and columns are the people; on the diagonal least/middle with oneself. */
export function describeMatrix({ found, self, others, highestOther }: Recognition): string {
  const rows = simulatedNames.map((name, i) =>
    [
      name.padEnd(6),
      ...others[i]!.map((value, j) =>
        (i === j ? self[i]!.map((x) => x.toFixed(2)).join('/') : value.toFixed(2)).padStart(10),
      ),
    ].join(''),
  );
  const head = ' '.repeat(6) + simulatedNames.map((name) => name.padStart(10)).join('');
  return [
    `found ${(100 * found).toFixed(1)} %, highest other ${highestOther.toFixed(3)}`,
    head,
    ...rows,
  ].join('\n');
}

export function randomViews(count: number, seed: number): Partial<View>[] {
  const draw = seededRandom(seed);
  return Array.from({ length: count }, () => randomView(draw));
}

/** Yaw ±30°, pitch ±15°, roll ±15°, 40 to 90 cm, light from any side in front, dim to bright. */
function randomView(draw: () => number): Partial<View> {
  const within = (low: number, high: number) => low + (high - low) * draw();
  return {
    yaw: within(-30, 30),
    pitch: within(-15, 15),
    roll: within(-15, 15),
    distance: within(40, 90),
    light: {
      azimuth: within(-75, 75),
      elevation: within(0, 60),
      contrast: within(0, 0.8),
      level: within(0.45, 1.4),
      warmth: within(-1, 1),
    },
    noise: within(0, 0.6),
    grain: Math.floor(within(0, 1e6)),
    room: Math.floor(within(0, 1000)),
  };
}
