import { captureFace } from '../../src/capture/capture-face.ts';
import type { NodeVision } from '../../src/vision/node.ts';
import type { Frame } from '../../src/vision/types.ts';

/** Time from frame to frame on a slow laptop. */
const FRAME_MS = 100;

/**
 * Captures a face with the product's capture loop and the nets in Node, without a liveness check.
 *
 * @param next the next picture of the camera
 * @param center the population mean of the model set
 * @returns a unit vector
 * @throws RecognizeError the `capture/*` codes of `captureFace`
 */
export async function captureInNode(
  next: () => Promise<Frame>,
  vision: Pick<NodeVision, 'observe' | 'modelSet'>,
  center: Float32Array,
): Promise<Float32Array> {
  let count = 0;
  // The capture loop only passes frames on, so their type does not matter.
  const nextFrame = async () => {
    count++;
    return (await next()) as never;
  };
  const { embedding } = await captureFace({
    request: { level: 'off' },
    camera: { label: '', id: () => '', changed: false, mirrored: () => true },
    frames: { next: nextFrame, interruptions: 0, timesMs: [] },
    vision: {
      center,
      modelSet: vision.modelSet,
      observe: (frame, options) => vision.observe(frame as never, options),
      forgetFrames: async () => {},
    },
    signal: new AbortController().signal,
    onHint: () => {},
    now: () => count * FRAME_MS,
  });
  return embedding;
}
