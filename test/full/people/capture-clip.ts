import sharp from 'sharp';
import { captureFace } from '../../../src/capture/capture-face.ts';
import type { NodeVision } from '../../../src/vision/node.ts';
import type { Frame } from '../../../src/vision/types.ts';
import type { Clip } from './clips.ts';

/** Milliseconds from frame to frame that a slow laptop looks at. */
const pace = 100;

/** The capture of a page, over a clip and the nets in Node. @throws RecognizeError as `captureFace` */
export async function look(clip: Clip, vision: NodeVision, center: Float32Array): Promise<Float32Array> {
  const frames = await Promise.all(pictures(clip).map(decode));
  let count = 0;
  return captureFace({
    // The loop only hands them on.
    frames: { next: async () => frames[count++ % frames.length] as never, brightness: () => 1 },
    vision: { center, observe: (frame, options) => vision.observe(frame as never, options) },
    signal: new AbortController().signal,
    onHint: () => {},
    now: () => count * pace,
  });
}

/** The JPEG pictures of a clip: each begins with the start-of-image marker. */
function pictures(clip: Clip): Buffer[] {
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
