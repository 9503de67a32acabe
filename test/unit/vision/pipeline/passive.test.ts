import { describe, expect, it } from 'vitest';
import type { LivenessModel } from '../../../../src/manifest/types.ts';
import { liveProbability, passiveScore } from '../../../../src/vision/pipeline/passive.ts';
import { colorFrame } from './support.ts';

const model: LivenessModel = {
  file: 'liveness.onnx',
  sha256: '0'.repeat(64),
  bytes: 1,
  license: 'test',
  input: { name: 'picture', width: 4, height: 4, channels: 'bgr', mean: [0, 0, 0], scale: [1, 1, 1] },
  cropScale: 2,
  output: { name: 'logits', classes: 3, liveIndex: 1, activation: 'softmax' },
  threshold: 0.5,
};

it.each<[LivenessModel['output']['activation'], number[], number]>([
  ['softmax', [0, Math.log(2), 0], 0.5],
  ['softmax', [-900, 900, -900], 1],
  ['softmax', [900, -900, 900], 0],
  ['sigmoid', [9, 0, 9], 0.5],
  ['none', [0.1, 0.7, 0.2], 0.7],
])('liveProbability after %s of %o is %d', (activation, values, expected) => {
  const output = { ...model.output, activation };
  expect(liveProbability(Float32Array.from(values), output)).toBeCloseTo(expected);
});

describe('passiveScore', () => {
  it('gives the net the means of the surroundings of the face, in its order of channels', async () => {
    const inputs: number[][] = [];
    const session = {
      inputNames: ['picture'],
      outputNames: ['logits'],
      run: async (name: string, data: Float32Array, dims: readonly number[]) => {
        expect([name, ...dims]).toEqual(['picture', 1, 3, 4, 4]);
        inputs.push([...data]);
        return { logits: { data: Float32Array.of(0, 1, 0), dims: [1, 3] } };
      },
      release: async () => {},
    };
    // The crop is 8 × 8 pixels from (8, 8); red grows by 4 from column to column.
    const frame = colorFrame(24, 24, (x) => 4 * x);
    const box = { x: 10, y: 10, width: 4, height: 4 };
    const score = await passiveScore(frame, box, model, session);
    expect(score).toBeCloseTo(Math.E / (Math.E + 2));
    const row = [34, 42, 50, 58];
    const [blue, red] = [inputs[0]!.slice(0, 4), inputs[0]!.slice(32, 36)];
    expect(red).toEqual(row);
    expect(blue).toEqual(row.map((value) => 255 - value));
  });
});
