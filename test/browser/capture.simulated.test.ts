import { expect } from '@open-wc/testing';
import { registerCamera } from '../../src/capture/camera-sources.ts';
import { openCaptureSession } from '../../src/capture/session.ts';
import type { HintName } from '../../src/events.ts';
import { createVision, type Vision } from '../../src/vision/client.ts';
import type { Movement } from '../../src/wire/liveness.ts';
import { cosine } from '../support/cosine.ts';
import { simulatedCamera } from '../support/simulated-camera.ts';

registerCamera('simulated', simulatedCamera);

const assetsBase = new URL('../../dist/assets/', import.meta.url);

/** Captures a simulated person `count` times. @returns unit vectors with the population mean subtracted */
async function captureVectors(vision: Vision, person: string, count: number): Promise<Float32Array[]> {
  const hints: HintName[] = [];
  const streams: MediaStream[] = [];
  const session = openCaptureSession({
    camera: `simulated:${person}`,
    signal: new AbortController().signal,
    vision: async () => vision,
    onStep: () => {},
    onHint: (hint) => hints.push(hint),
    onCamera: (camera) => camera && streams.push(camera.stream),
  });
  const vectors: Float32Array[] = [];
  for (let i = 0; i < count; i++) vectors.push((await session.capture({ level: 'passive' })).embedding);
  session.close();
  expect(hints).to.include('good');
  const states = streams.flatMap((stream) => stream.getTracks()).map(({ readyState }) => readyState);
  expect(new Set(states)).to.deep.equal(new Set(['ended']));
  return vectors.map((vector) => centered(vector, vision.center));
}

function centered(vector: Float32Array, center: Float32Array): Float32Array {
  const difference = vector.map((value, i) => value - center[i]!);
  const length = Math.hypot(...difference);
  return difference.map((value) => value / length);
}

describe('captures of simulated people', function () {
  this.timeout(120_000);

  it('are similar for one person and dissimilar for two', async () => {
    const vision = await createVision({ assetsBase });
    try {
      const [ada1, ada2] = await captureVectors(vision, 'ada', 2);
      const [bruno] = await captureVectors(vision, 'bruno', 1);
      expect(cosine(ada1!, ada2!)).to.be.greaterThan(0.6);
      expect(cosine(ada1!, bruno!)).to.be.lessThan(0.4);
    } finally {
      vision.close();
    }
  });

  it('follow the movements at the level active and need no second attempt', async () => {
    const vision = await createVision({ assetsBase });
    const sequences: readonly (readonly Movement[])[] = [
      ['left', 'up', 'closer'],
      ['down', 'right', 'up'],
      ['closer', 'down', 'left'],
    ];
    try {
      for (const [i, movements] of sequences.entries()) {
        const restarts: number[] = [];
        const session = openCaptureSession({
          camera: `simulated:${['chidi', 'dewi', 'femi'][i]}`,
          signal: new AbortController().signal,
          vision: async () => vision,
          onStep: () => {},
          onHint: () => {},
          onChallenge: (progress) => restarts.push(progress.restarts),
          onCamera: () => {},
        });
        await session.warmUp();
        const { liveness, flags } = await session.capture({
          level: 'active',
          challenge: Promise.resolve(movements),
        });
        session.close();
        expect([liveness, restarts.at(-1)]).to.deep.equal(['active', 0]);
        expect(flags).to.include({ repeatedFrames: false, cameraChanged: false });
      }
    } finally {
      vision.close();
    }
  });
});
