import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { encodeCenter } from '../../../src/manifest/center.ts';
import type { ModelSet, NetInput } from '../../../src/manifest/types.ts';

/** The third-party nets of the data folder as a set of models: YuNet-n at `side` × `side` and face-reid-0095. For measuring only. */
export async function referenceManifest(data: string, side = 320): Promise<ModelSet> {
  const file = (name: string) => {
    const bytes = readFileSync(join(data, 'models', name));
    return { file: name, bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') };
  };
  const input = (name: string, size: number): NetInput => ({
    name,
    width: size,
    height: size,
    channels: 'bgr',
    mean: [0, 0, 0],
    scale: [1, 1, 1],
  });
  return {
    schema: 1,
    id: 'reference',
    detector: {
      ...file('yunet_n.onnx'),
      input: input('input', side),
      decoder: 'yunet',
      strides: [8, 16, 32],
      scoreThreshold: 0.3,
      nmsThreshold: 0.4,
      licence: 'Apache-2.0',
    },
    embedder: {
      name: 'face-reid-0095',
      ...file('face-reid-0095.onnx'),
      input: input('input', 128),
      output: { name: 'embedding' },
      // The ArcFace template through the matrix that the data's README gives: 112 px crop to 128 px input.
      template: [
        [42.5118, 57.6391],
        [85.3727, 57.4797],
        [64.0341, 82.054],
        [46.3809, 107.1139],
        [81.8749, 106.9819],
      ],
      dimension: 256,
      normalised: false,
      licence: 'Apache-2.0',
    },
    matching: {
      n: 1024,
      tau: 300,
      center: encodeCenter(new Float32Array(256)),
      frr: 0,
      farRandom: 0,
      farCrafted: 0,
    },
  };
}
