import sharp from 'sharp';
import { captureFace } from '../../../src/capture/capture-face.ts';
import type { NodeVision } from '../../../src/vision/node.ts';
import type { Frame } from '../../../src/vision/types.ts';
import type { Clip } from './clips.ts';

/** Time from frame to frame on a slow laptop. */
const FRAME_MS = 100;

/**
 * Captures a face from a clip with the product's capture loop and the nets in Node. The clip repeats.
 *
 * @param center the population mean of the model set
 * @returns a unit vector
 * @throws RecognizeError the `capture/*` codes of `captureFace`
 */
export async function captureClip(
  clip: Clip,
  vision: NodeVision,
  center: Float32Array,
): Promise<Float32Array> {
  const frames = await Promise.all(picturesOf(clip).map(decode));
  let count = 0;
  return captureFace({
    // The capture loop only passes frames on, so their type does not matter.
    frames: { next: async () => frames[count++ % frames.length] as never, brightness: () => 1 },
    vision: { center, observe: (frame, options) => vision.observe(frame as never, options) },
    signal: new AbortController().signal,
    onHint: () => {},
    now: () => count * FRAME_MS,
  });
}

/** Splits a clip at the start-of-image markers of its JPEG pictures. */
function picturesOf(clip: Clip): Buffer[] {
  const starts: number[] = [];
  for (let at = clip.indexOf('ffd8ff', 0, 'hex'); at >= 0; at = clip.indexOf('ffd8ff', at + 1, 'hex')) {
    starts.push(at);
  }
  return starts.map((start, i) => clip.subarray(start, starts[i + 1]));
}

async function decode(picture: Buffer): Promise<Frame> {
  const { data, info } = await sharp(picture).ensureAlpha().raw().toBuffer({ resolveWithObject: true });
  return { width: info.width, height: info.height, data };
}
