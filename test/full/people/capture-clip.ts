import sharp from 'sharp';
import type { NodeVision } from '../../../src/vision/node.ts';
import type { Frame } from '../../../src/vision/types.ts';
import { captureInNode } from '../../support/capture-in-node.ts';
import type { Clip } from './clips.ts';

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
  return captureInNode(async () => frames[count++ % frames.length]!, vision, center);
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
