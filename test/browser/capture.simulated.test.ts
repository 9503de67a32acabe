import { expect } from '@open-wc/testing';
import { openCaptureSession } from '../../src/capture/session.ts';
import type { HintName } from '../../src/events.ts';
import { createVision, type Vision } from '../../src/vision/client.ts';

// The workers, nets and drawn people of the last build, as everywhere.
const assetsBase = new URL('../../dist/assets/', import.meta.url);

async function captures(vision: Vision, person: string, count: number) {
  const controller = new AbortController();
  const hints: HintName[] = [];
  const streams: MediaStream[] = [];
  const session = openCaptureSession({
    camera: `simulated:${person}`,
    assetsBase,
    signal: controller.signal,
    vision: async () => vision,
    onStep: () => {},
    onHint: (hint) => hints.push(hint),
    onCamera: (camera) => camera && streams.push(camera.stream),
  });
  const found: Float32Array[] = [];
  for (let i = 0; i < count; i++) found.push(await session.capture());
  session.close();
  expect(hints).to.include('good');
  expect(streams.flatMap((stream) => stream.getTracks()).map(({ readyState }) => readyState)).to.deep.equal([
    'ended',
  ]);
  return found.map((vector) => centered(vector, vision.center));
}

function centered(vector: Float32Array, center: Float32Array): Float32Array {
  const moved = vector.map((value, i) => value - center[i]!);
  const length = Math.hypot(...moved);
  return moved.map((value) => value / length);
}

const cosine = (a: Float32Array, b: Float32Array) => a.reduce((sum, value, i) => sum + value * b[i]!, 0);

describe('capturing drawn people', function () {
  this.timeout(120_000);

  it('gives vectors that are near for one person and far for two', async () => {
    const vision = await createVision({ assetsBase });
    try {
      const [ada, again] = await captures(vision, 'ada', 2);
      const [bruno] = await captures(vision, 'bruno', 1);
      expect(cosine(ada!, again!)).to.be.greaterThan(0.6);
      expect(cosine(ada!, bruno!)).to.be.lessThan(0.4);
    } finally {
      vision.close();
    }
  });
});
