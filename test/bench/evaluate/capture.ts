import { fuse, type Sample, sampleWeight } from '../../../src/capture/fuse.ts';
import { decodeCenter } from '../../../src/manifest/center.ts';
import { bitsFromEmbedding } from '../../../src/matching/bits.ts';
import { simulatedNames } from '../../../src/simulated-camera/names.ts';
import { findPerson } from '../../../src/simulated-camera/people/find-person.ts';
import { render } from '../../../src/simulated-camera/renderer/render.ts';
import { frontView, type View } from '../../../src/simulated-camera/renderer/view.ts';
import type { NodeVision } from '../../../src/vision/node.ts';
import type { Frame } from '../../../src/vision/types.ts';
import { hammingDistance } from '../../support/matching/bits.ts';
import { randomViews } from '../../unit/simulated-camera/recognition-matrix.ts';
import { sources } from './pictures.ts';

/** Hamming distances of one person's captures; null where there are too few. */
export interface PersonFigures {
  readonly person: string;
  readonly captures: number;
  /** A frame of one capture with a frame of another. */
  readonly frameMedian: number | null;
  readonly frameHighest: number | null;
  /** Share of these pairs beyond the threshold of the set. */
  readonly frameFnmr: number | null;
  /** A fused capture with another. */
  readonly fusedMedian: number | null;
  readonly fusedHighest: number | null;
  readonly fusedFnmr: number | null;
  /** Lowest distance of a fused capture to one of another person of the same kind. */
  readonly nearestOther: number | null;
}

/** The frames of one capture as samples, and the fused result. */
interface Capture {
  readonly frames: readonly Uint8Array[];
  readonly fused: Uint8Array;
}

/** Good frames that are fused; a ceremony takes as many. */
const SAMPLES = 5;
/** Good frames of a clip from which the samples of one capture are drawn: 1 to 1.5 s of every third frame. */
const CLIP_WINDOW = 10;
const SIMULATED_CAPTURES = 8;
const SEED = 2_027;

/**
 * What fusing gains within one capture, whose frames are less independent than pictures of different days. The captures of a clip are parts of one
 * recording; those of a simulated person differ in light, distance and room.
 */
export async function measureCapture(vision: NodeVision, data: string): Promise<readonly PersonFigures[]> {
  const clips = Object.entries(sources(data)).filter(([name]) => name.endsWith('clip'));
  const filmed: [string, Capture[]][] = [];
  for (const [name, read] of clips) filmed.push([name, await clipCaptures(vision, read())]);
  const simulated: [string, Capture[]][] = [];
  for (const name of simulatedNames) simulated.push([name, await simulatedCaptures(vision, name)]);
  return [filmed, simulated].flatMap((people) =>
    people.map(([name, captures]) => figures(name, captures, people, vision.modelSet.matching.tau)),
  );
}

function figures(
  person: string,
  captures: readonly Capture[],
  people: readonly (readonly [string, readonly Capture[]])[],
  tau: number,
): PersonFigures {
  const pairs = captures.flatMap((a, i) => captures.slice(0, i).map((b) => [a, b] as const));
  const frames = sorted(
    pairs.flatMap(([a, b]) => a.frames.flatMap((x) => b.frames.map((y) => hammingDistance(x, y)))),
  );
  const fused = sorted(pairs.map(([a, b]) => hammingDistance(a.fused, b.fused)));
  const others = people.flatMap(([name, list]) => (name === person ? [] : list));
  const toOthers = captures.flatMap((a) => others.map((b) => hammingDistance(a.fused, b.fused)));
  return {
    ...{ person, captures: captures.length },
    ...{ frameMedian: median(frames), frameHighest: frames.at(-1) ?? null, frameFnmr: shareAbove(frames, tau) },
    ...{ fusedMedian: median(fused), fusedHighest: fused.at(-1) ?? null, fusedFnmr: shareAbove(fused, tau) },
    nearestOther: toOthers.length === 0 ? null : Math.min(...toOthers),
  };
}

const sorted = (values: readonly number[]) => [...values].sort((a, b) => a - b);
const median = (values: readonly number[]) => values[Math.floor(values.length / 2)] ?? null;

const shareAbove = (values: readonly number[], tau: number) =>
  values.length === 0 ? null : values.filter((value) => value > tau).length / values.length;

async function clipCaptures(
  vision: NodeVision,
  clip: AsyncIterable<{ readonly frame: Frame }>,
): Promise<Capture[]> {
  const captures: Capture[] = [];
  let good: Sample[] = [];
  for await (const { frame } of clip) {
    const sample = await observe(vision, frame, good.length % 2 === 1);
    if (sample === undefined) continue;
    good.push(sample);
    if (good.length < CLIP_WINDOW) continue;
    const spread = good.filter((_, i) => i % Math.floor(CLIP_WINDOW / SAMPLES) === 0);
    captures.push(...toCapture(vision, spread));
    good = [];
  }
  return captures;
}

async function simulatedCaptures(vision: NodeVision, name: string): Promise<Capture[]> {
  const captures: Capture[] = [];
  const scenes = randomViews(SIMULATED_CAPTURES, SEED);
  // Small movements of the head, as of a person who looks at the camera.
  const movements = randomViews(SIMULATED_CAPTURES * SAMPLES, SEED + 1);
  for (const [i, { light, distance, room, noise }] of scenes.entries()) {
    const samples: Sample[] = [];
    for (let k = 0; k < SAMPLES; k++) {
      const { yaw = 0, pitch = 0, grain } = movements[i * SAMPLES + k]!;
      const view = { light, distance, room, noise, grain, yaw: yaw / 3, pitch: pitch / 3 } as View;
      const [width, height] = [480, 360];
      const picture = render(findPerson(name), { ...frontView, ...view }, width, height);
      const sample = await observe(vision, { width, height, data: picture }, k % 2 === 1);
      if (sample !== undefined) samples.push(sample);
    }
    captures.push(...toCapture(vision, samples));
  }
  return captures;
}

/** The frame as a sample; undefined if a ceremony would not count it. */
async function observe(vision: NodeVision, frame: Frame, mirrored: boolean): Promise<Sample | undefined> {
  const { embedding, quality } = await vision.observe(frame, { embed: true, mirrored });
  if (embedding === undefined || quality === undefined || quality.issues.length > 0) return undefined;
  return { embedding, weight: sampleWeight(quality) };
}

/** No capture if the samples cannot be fused. */
function toCapture({ modelSet, modelId }: NodeVision, samples: readonly Sample[]): Capture[] {
  const { n, center: encoded } = modelSet.matching;
  const center = decodeCenter(encoded)!;
  const fused = fuse(samples, center, SAMPLES);
  if (fused === undefined) return [];
  const bitsOf = (embedding: Float32Array) => bitsFromEmbedding(embedding, { modelId, n, center });
  return [{ frames: samples.map(({ embedding }) => bitsOf(embedding)), fused: bitsOf(fused) }];
}
