import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { encodeCenter } from '../src/manifest/center.ts';
import { parseManifest } from '../src/manifest/parse.ts';
import type { MatchingParameters } from '../src/manifest/types.ts';
import { ARCFACE_SIDE, ARCFACE_TEMPLATE } from '../src/vision/pipeline/arcface-template.ts';

/**
 * Writes models/manifest.json for the nets in this folder:
 *
 *   node --import tsx models/write-manifest.ts
 *
 * The operating point (`matching`) is kept from the existing file. After a change of the embedder, measure it again with
 * `npm run models:calibrate`.
 */
const folder = fileURLToPath(new URL('.', import.meta.url));
const path = `${folder}manifest.json`;
const licence = 'Evaluation and non-commercial use only; see models/README.md';

/**
 * Smallest mean output of the passive net that counts as live, chosen on the half `tune` of the evaluation:
 * `npm run liveness:eval -- --half tune`.
 */
const LIVENESS_THRESHOLD = 0.5;

/** Side of the input of embedder and passive net in pixels. */
const side = 80;

/** The ArcFace template scaled about the corner of the image, as the training crops were; pixel centers are at whole numbers. */
const template = ARCFACE_TEMPLATE.map((point) =>
  point.map((at) => roundTo4Digits(((at + 0.5) * side) / ARCFACE_SIDE - 0.5)),
);

function roundTo4Digits(value: number): number {
  return Math.round(value * 1e4) / 1e4;
}

function fileFields(file: string) {
  const bytes = readFileSync(folder + file);
  return { file, sha256: createHash('sha256').update(bytes).digest('hex'), bytes: bytes.length };
}

const input = (width: number, height: number) => ({
  name: 'input',
  width,
  height,
  channels: 'rgb',
  mean: [0, 0, 0],
  scale: [1, 1, 1],
});

/** Used for a first manifest only; nothing is measured. */
const unmeasured: MatchingParameters = {
  n: 1024,
  tau: 340,
  center: encodeCenter(new Float32Array(256)),
  frr: 0,
  farRandom: 0,
  farCrafted: 0,
};

const existing = existsSync(path) ? parseManifest(JSON.parse(readFileSync(path, 'utf8'))) : undefined;
const manifest = {
  schema: 1,
  id: 'recognize-1',
  detector: {
    ...fileFields('detect.onnx'),
    input: input(256, 256),
    decoder: 'recognize',
    strides: [16, 32],
    scoreThreshold: 0.63,
    nmsThreshold: 0.4,
    licence,
  },
  embedder: {
    name: 'recognize-1',
    ...fileFields('embed.onnx'),
    input: input(side, side),
    output: { name: 'embedding' },
    template,
    dimension: 256,
    normalised: true,
    licence,
  },
  matching: existing?.matching ?? unmeasured,
  liveness: {
    ...fileFields('liveness.onnx'),
    input: input(side, side),
    cropScale: 2.7,
    output: { name: 'classes', classes: 3, liveIndex: 0, activation: 'none' },
    threshold: LIVENESS_THRESHOLD,
    licence: 'MIT',
  },
};
const { detector, embedder, liveness } = parseManifest(manifest);
writeFileSync(path, `${JSON.stringify(manifest, null, 2)}\n`);
console.log(`${path}: detector ${detector.bytes} bytes, embedder ${embedder.bytes} bytes, passive net ${liveness?.bytes} bytes`);
