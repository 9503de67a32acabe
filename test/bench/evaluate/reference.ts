import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { encodeCenter } from '../../../src/manifest/center.ts';
import type { EmbedderModel, ModelSet, NetInput } from '../../../src/manifest/types.ts';
import { ARCFACE_TEMPLATE } from '../../../src/vision/pipeline/arcface-template.ts';

/**
 * The ArcFace template in the 128 px input of face-reid-0095, by the 2 × 3 matrix that the README of the data folder gives for a 112 px
 * crop.
 */
export const faceReidTemplate = ARCFACE_TEMPLATE.map(([x, y]) => [
  1.216342 * x - 0.0022055 * y - 3.95353,
  0.0022055 * x + 1.216342 * y - 5.325768,
]) as unknown as EmbedderModel['template'];

/** The third-party nets of the data folder as a model set: YuNet-n at `side` × `side` and face-reid-0095. For measuring only. */
export async function referenceManifest(data: string, side = 320): Promise<ModelSet> {
  const fileFields = (file: string) => {
    const bytes = readFileSync(join(data, 'models', file));
    return { file, bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') };
  };
  const input = (inputSide: number): NetInput => ({
    name: 'input',
    width: inputSide,
    height: inputSide,
    channels: 'bgr',
    mean: [0, 0, 0],
    scale: [1, 1, 1],
  });
  return {
    schema: 1,
    id: 'reference',
    detector: {
      ...fileFields('yunet_n.onnx'),
      input: input(side),
      decoder: 'yunet',
      strides: [8, 16, 32],
      scoreThreshold: 0.3,
      nmsThreshold: 0.4,
      license: 'Apache-2.0',
    },
    embedder: {
      name: 'face-reid-0095',
      ...fileFields('face-reid-0095.onnx'),
      input: input(128),
      output: { name: 'embedding' },
      template: faceReidTemplate,
      dimension: 256,
      normalized: false,
      license: 'Apache-2.0',
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
