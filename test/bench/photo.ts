import { join } from 'node:path';
import { parseArgs } from 'node:util';
import sharp from 'sharp';
import { RecognizeError } from '../../src/errors.ts';
import { decodeCenter } from '../../src/manifest/center.ts';
import type { EmbedderModel } from '../../src/manifest/types.ts';
import { examinePhoto } from '../../src/photo/examine-photo.ts';
import { decodePhoto } from '../../src/photo/node/decode-photo.ts';
import { createNodeVision, type NodeVision } from '../../src/vision/node.ts';
import { ARCFACE_TEMPLATE } from '../../src/vision/pipeline/arcface-template.ts';
import type { Landmarks } from '../../src/vision/types.ts';
import { embedArchives, type Vectors } from './accuracy/embeddings.ts';
import { fuseByThrees, fusedDistances } from './accuracy/fused.ts';
import { type FusedRates, fusedRates } from './accuracy/fused-rates.ts';
import { distancesOfPhotos, photoDistances, photosAfterReference } from './accuracy/photo-distances.ts';
import { readTar } from './accuracy/tar.ts';

/**
 * Enrollment from a photo: how often the live face of the same person is not recognized, beside a live enrollment; how small a face may be;
 * and how many photos are refused.
 *
 *   npm run photo:eval -- [--data ../shared/data] [--manifest models/manifest.json] [--people N]
 */
const { values } = parseArgs({
  options: {
    data: { type: 'string', default: process.env.RECOGNIZE_DATA ?? '../shared/data' },
    manifest: { type: 'string', default: 'models/manifest.json' },
    people: { type: 'string' },
  },
});
const aligned = 'lfw_aligned112_q90.tar.gz';
/** Eye distances in pixels. The crops have 35.2. */
const sizes = [35.2, 30, 26, 22, 18, 15, 12];

const vision = await createNodeVision(values.manifest);
const { embedder, matching } = vision.modelSet;
const projection = { modelId: vision.modelId, n: matching.n, center: decodeCenter(matching.center)! };
const { names, mirrored: lfw } = await embedArchives(values.manifest, embedder, values.data, {
  archives: [aligned],
  step: 1,
});

const percent = (rate: number) => `${(100 * rate).toFixed(2)} %`;
function printRates(label: string, { fnmr, fnmrBounds, fnmrByPerson, fmr, genuinePeople }: FusedRates): void {
  const bounds = fnmrBounds.map(percent).join(' to ');
  console.log(
    `${label}: FNMR ${percent(fnmr)} (${bounds}), by person ${percent(fnmrByPerson)}, FMR ${fmr.toExponential(1)}, ${genuinePeople} people`,
  );
}

const { tau } = matching;
printRates('photo, live face', fusedRates(photoDistances(names, lfw, projection), tau));
printRates(
  'live enrollment, live face',
  fusedRates(fusedDistances(fuseByThrees(names, lfw, projection.center), projection), tau),
);

const photos = photosAfterReference(names).slice(
  0,
  values.people === undefined ? undefined : Number(values.people),
);
const crops = new Map<string, Uint8Array>();
for (const { name, bytes } of readTar(join(values.data, 'faces', aligned))) crops.set(name, bytes);
for (const size of sizes) {
  const vectors = await embedAtSize(
    photos.map(({ row }) => crops.get(names[row]!)!),
    size,
    embedder,
    vision,
  );
  const distances = distancesOfPhotos(names, lfw, { of: photos, vectors }, projection);
  // One comparison for each person.
  const genuine = distances.map((value) => [value]);
  const { fnmr, fnmrBounds } = fusedRates({ genuine, people: 1, impostor: new Uint16Array() }, tau);
  console.log(
    `eye distance ${size} px: FNMR ${percent(fnmr)} (${fnmrBounds.map(percent).join(' to ')}), ${photos.length} photos`,
  );
}
await printRefusals(1);
await printRefusals(0.6);
await vision.release();

/** Embeds crops that were reduced to an eye distance and stored as JPEG once more. */
async function embedAtSize(
  pictures: readonly Uint8Array[],
  size: number,
  model: EmbedderModel,
  { embed }: NodeVision,
): Promise<Vectors> {
  const data = new Float32Array(pictures.length * model.dimension);
  const side = Math.round((112 * size) / 35.2);
  const scale = side / 112;
  const landmarks = ARCFACE_TEMPLATE.map(([x, y]) => ({
    x: (x + 0.5) * scale - 0.5,
    y: (y + 0.5) * scale - 0.5,
  })) as unknown as Landmarks;
  for (const [i, bytes] of pictures.entries()) {
    const small = await sharp(bytes).resize(side, side).jpeg({ quality: 90 }).toBuffer();
    const pixels = await sharp(small).ensureAlpha().raw().toBuffer();
    const frame = { width: side, height: side, data: pixels };
    const [upright, mirror] = [await embed(frame, landmarks), await embed(frame, landmarks, true)];
    const sum = upright.map((value, k) => value + mirror[k]!);
    const length = Math.hypot(...sum);
    data.set(
      sum.map((value) => value / length),
      i * model.dimension,
    );
  }
  return { d: model.dimension, count: pictures.length, data };
}

/** Which photos are refused, of pictures as people took them. */
async function printRefusals(scale: number): Promise<void> {
  const counts = new Map<string, number>();
  let total = 0;
  for (const { bytes } of readTar(join(values.data, 'faces', 'lfw_raw250_fold1.tar.gz'))) {
    const photo = await sharp(bytes)
      .resize(Math.round(250 * scale))
      .jpeg({ quality: 92 })
      .toBuffer();
    const outcome = await examine(photo);
    counts.set(outcome, (counts.get(outcome) ?? 0) + 1);
    total++;
  }
  const shares = [...counts]
    .sort(([, a], [, b]) => b - a)
    .map(([code, count]) => `${code} ${percent(count / total)}`);
  console.log(`${total} pictures at ${scale} of their size: ${shares.join(', ')}`);
}

async function examine(photo: Uint8Array): Promise<string> {
  const picture = await decodePhoto(photo, vision);
  try {
    (await examinePhoto(picture, 'DOCUMENT')).fill(0);
    return 'accepted';
  } catch (thrown) {
    if (!(thrown instanceof RecognizeError)) throw thrown;
    return [thrown.code, thrown.hint ?? []].flat().join(' ');
  } finally {
    picture.close();
  }
}
