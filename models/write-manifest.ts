import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { encodeCenter } from '../src/manifest/center.ts';
import { parseManifest } from '../src/manifest/parse.ts';
import type { EmbedderModel, ModelSet } from '../src/manifest/types.ts';

/**
 * Fills models/manifest.json for the nets that lie beside it: node --import tsx models/write-manifest.ts. The operating point is kept; after
 * a change of the embedder measure it again (npm run models:calibrate).
 */
const folder = fileURLToPath(new URL('.', import.meta.url));
const path = `${folder}manifest.json`;
const licence = 'Evaluation and non-commercial use only; see models/README.md';
const side = 80;

/** The ArcFace template for 112 px, made smaller about the corners of pixels, as the training crops were. */
const template = [
  [38.2946, 51.6963],
  [73.5318, 51.5014],
  [56.0252, 71.7366],
  [41.5493, 92.3655],
  [70.7299, 92.2041],
].map((point) => point.map((at) => round(((at + 0.5) * side) / 112 - 0.5))) as unknown as EmbedderModel['template'];

function round(value: number): number {
  return Math.round(value * 1e4) / 1e4;
}

function file(name: string) {
  const bytes = readFileSync(folder + name);
  return { file: name, sha256: createHash('sha256').update(bytes).digest('hex'), bytes: bytes.length };
}

const input = (width: number, height: number) =>
  ({ name: 'input', width, height, channels: 'rgb', mean: [0, 0, 0], scale: [1, 1, 1] }) as const;

const before = existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as ModelSet) : undefined;
const set: ModelSet = {
  schema: 1,
  id: 'recognize-1',
  detector: {
    ...file('detect.onnx'),
    input: input(256, 256),
    decoder: 'recognize',
    strides: [16, 32],
    scoreThreshold: 0.63,
    nmsThreshold: 0.4,
    licence,
  },
  embedder: {
    name: 'recognize-1',
    ...file('embed.onnx'),
    input: input(side, side),
    output: { name: 'embedding' },
    template,
    dimension: 256,
    normalised: true,
    licence,
  },
  matching: before?.matching ?? {
    n: 1024,
    tau: 340,
    center: encodeCenter(new Float32Array(256)),
    frr: 0,
    farRandom: 0,
    farCrafted: 0,
  },
};
parseManifest(JSON.parse(JSON.stringify(set)));
writeFileSync(path, `${JSON.stringify(set, null, 2)}\n`);
console.log(`${path}: detector ${set.detector.bytes} bytes, embedder ${set.embedder.bytes} bytes`);
