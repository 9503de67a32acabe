import { seededRandom } from '../../../src/simulated-camera/math/random.ts';
import { simulatedNames } from '../../../src/simulated-camera/names.ts';
import { findPerson } from '../../../src/simulated-camera/people/find-person.ts';
import { render } from '../../../src/simulated-camera/renderer/render.ts';
import { frontView, type View } from '../../../src/simulated-camera/renderer/view.ts';
import type { Face, Frame } from '../../../src/vision/types.ts';
import { cosine } from '../../support/cosine.ts';

const size = { width: 480, height: 360 };

/** A detector with an embedder. */
export interface FaceNetworks {
  /** The face with the highest score; undefined when there is none. */
  detect(frame: Frame): Promise<Face | undefined>;
  /** Unit vector. */
  embed(frame: Frame, face: Face): Promise<Float32Array>;
}

/** Cosine similarities of the six people over some views, each with the mean embedding of a person's enrollment views. */
export interface Recognition {
  /** Share of views in which the detector's score is at least 0.7. */
  readonly detectionRate: number;
  /** For each person, over views of the same person. */
  readonly genuine: readonly { readonly min: number; readonly median: number }[];
  /** Medians: row of the enrolled person, column of the person in the views. */
  readonly medians: readonly (readonly number[])[];
  /** Highest similarity over all views of other people. */
  readonly maxImpostor: number;
}

const enrollmentViews: readonly Partial<View>[] = [{}, { yaw: 8, grain: 1 }, { yaw: -8, pitch: 4, grain: 2 }];

export async function measureRecognition(
  networks: FaceNetworks,
  views: readonly Partial<View>[],
): Promise<Recognition> {
  const embed = async (name: string, view: Partial<View>) => {
    const data = render(findPerson(name), { ...frontView, distance: 50, ...view }, size.width, size.height);
    const frame = { ...size, data };
    const face = await networks.detect(frame);
    return { score: face?.score ?? 0, embedding: face && (await networks.embed(frame, face)) };
  };
  const templates: Float32Array[] = [];
  const probes: Float32Array[][] = [];
  let detected = 0;
  for (const name of simulatedNames) {
    const enrolled: Float32Array[] = [];
    for (const view of enrollmentViews) enrolled.push((await embed(name, view)).embedding!);
    templates.push(meanDirection(enrolled));
    const embeddings: Float32Array[] = [];
    for (const view of views) {
      const { score, embedding } = await embed(name, view);
      if (score >= 0.7) detected++;
      if (embedding) embeddings.push(embedding);
    }
    probes.push(embeddings);
  }
  const cosines = templates.map((template) =>
    probes.map((embeddings) => embeddings.map((e) => cosine(e, template)).sort((a, b) => a - b)),
  );
  return {
    detectionRate: detected / (views.length * simulatedNames.length),
    genuine: cosines.map((row, i) => ({ min: row[i]![0]!, median: median(row[i]!) })),
    medians: cosines.map((row) => row.map(median)),
    maxImpostor: Math.max(
      ...cosines.flatMap((row, i) => row.filter((_, j) => j !== i).map((sorted) => sorted.at(-1)!)),
    ),
  };
}

const median = (sorted: readonly number[]): number => sorted[Math.floor(sorted.length / 2)]!;

function meanDirection(vectors: readonly Float32Array[]): Float32Array {
  const sum = new Float32Array(vectors[0]!.length);
  for (const vector of vectors)
    vector.forEach((x, i) => {
      sum[i]! += x;
    });
  const length = Math.hypot(...sum);
  return sum.map((x) => x / length);
}

/** The matrix as a table; its diagonal shows minimum/median of the genuine similarities. */
export function formatMatrix({ detectionRate, genuine, medians, maxImpostor }: Recognition): string {
  const rows = simulatedNames.map((name, i) =>
    [
      name.padEnd(6),
      ...medians[i]!.map((value, j) => {
        const { min, median } = genuine[i]!;
        return (i === j ? `${min.toFixed(2)}/${median.toFixed(2)}` : value.toFixed(2)).padStart(10);
      }),
    ].join(''),
  );
  const head = ' '.repeat(6) + simulatedNames.map((name) => name.padStart(10)).join('');
  return [
    `detected ${(100 * detectionRate).toFixed(1)} %, highest impostor similarity ${maxImpostor.toFixed(3)}`,
    head,
    ...rows,
  ].join('\n');
}

/** Views with random pose, lighting, noise and background. */
export function randomViews(count: number, seed: number): Partial<View>[] {
  const random = seededRandom(seed);
  return Array.from({ length: count }, () => randomView(random));
}

function randomView(random: () => number): Partial<View> {
  const between = (low: number, high: number) => low + (high - low) * random();
  return {
    yaw: between(-30, 30),
    pitch: between(-15, 15),
    roll: between(-15, 15),
    distance: between(40, 90),
    light: {
      azimuth: between(-75, 75),
      elevation: between(0, 60),
      contrast: between(0, 0.8),
      level: between(0.45, 1.4),
      warmth: between(-1, 1),
    },
    noise: between(0, 0.6),
    grain: Math.floor(between(0, 1e6)),
    room: Math.floor(between(0, 1000)),
  };
}
