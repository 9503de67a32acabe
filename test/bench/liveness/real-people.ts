import type { NodeVision } from '../../../src/vision/node.ts';
import { sources } from '../evaluate/pictures.ts';
import { median, share } from './rates.ts';

/** Scores of the passive net on pictures of real people, none of which it was trained on: every second picture is enough. */
const STEP = 2;

/**
 * How the passive net takes single pictures of real people. They were not taken by webcams, except the last set, so the shares are no BPCER.
 *
 * @returns for each set: pictures, median score, share below the threshold
 */
export async function measureRealPeople(
  vision: NodeVision,
  data: string,
  threshold: number,
): Promise<Record<string, { pictures: number; median: number; below: number }>> {
  const rows: Record<string, { pictures: number; median: number; below: number }> = {};
  for (const [name, read] of Object.entries(sources(data))) {
    const scores: number[] = [];
    let count = 0;
    for await (const { frame } of read()) {
      count += 1;
      if (count % STEP !== 0) continue;
      const { liveness } = await vision.observe(frame, { embed: false, liveness: { passive: true } });
      if (liveness?.live !== undefined) scores.push(liveness.live);
    }
    const below = share(scores, (score) => score < threshold);
    rows[name] = { pictures: scores.length, median: rounded(median(scores)), below: rounded(below) };
  }
  return rows;
}

const rounded = (value: number): number => Math.round(1000 * value) / 1000;
