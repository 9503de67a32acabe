import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { decodeCenter, encodeCenter } from '../../src/manifest/center.ts';
import { modelId } from '../../src/manifest/hash.ts';
import { parseManifest } from '../../src/manifest/parse.ts';
import type { ModelSet } from '../../src/manifest/types.ts';
import { shareRateLimits } from '../../src/server/share-rate-limits.ts';
import { openedWithin } from './accuracy/attempts.ts';
import { bitsOfAll, distance, pick } from './accuracy/bit-matrix.ts';
import { craft } from './accuracy/craft.ts';
import type { Embedded } from './accuracy/embeddings.ts';
import { embedAll, meanOf, readEmbedded } from './accuracy/embeddings.ts';
import { type OperatingPoint, operatingPoint, strangersTo } from './accuracy/operating-point.ts';
import {
  binAt,
  cosine,
  cosineHistograms,
  hammingHistograms,
  ratesAt,
  readPairs,
  tenFold,
} from './accuracy/rates.ts';

/**
 * Measures bits against floats on LFW, crafts an attacker's constant strings on other faces, and chooses the operating point:
 *
 *   npm run models:calibrate -- --write [--data ../shared/data] [--manifest models/manifest.json] [--n N] [--json FILE]
 *   npm run models:calibrate -- --shipped           measures the threshold that the manifest has
 *   npm run models:calibrate -- --embeddings FOLDER --dimension 256
 *
 * n is the smallest at which a threshold holds both limits of accuracy/operating-point.ts, else 1,024; `--n` forces one.
 */
const { values } = parseArgs({
  options: {
    data: { type: 'string', default: process.env.RECOGNIZE_DATA ?? '../shared/data' },
    manifest: { type: 'string', default: 'models/manifest.json' },
    embeddings: { type: 'string' },
    dimension: { type: 'string', default: '256' },
    n: { type: 'string' },
    step: { type: 'string', default: '3' },
    evaluations: { type: 'string', default: '100000' },
    shipped: { type: 'boolean', default: false },
    write: { type: 'boolean', default: false },
    json: { type: 'string' },
  },
});
const everySize = [512, 1024, 2048];
const usual = 1024;
/** After so many failures the matcher freezes a share pair. */
const attempts = shareRateLimits.sinceSuccess;
if (values.n !== undefined && !everySize.includes(Number(values.n)))
  throw new Error(`--n is one of ${everySize}`);

const written: unknown =
  values.embeddings === undefined ? JSON.parse(readFileSync(values.manifest, 'utf8')) : undefined;
const manifest: ModelSet | undefined = written === undefined ? undefined : parseManifest(written);
const embedded: Embedded =
  manifest === undefined
    ? readEmbedded(resolve(values.embeddings!), Number(values.dimension))
    : await embedAll(values.manifest, manifest.embedder, values.data, Number(values.step), 'mirrored');
const shipped = values.shipped ? manifest?.matching : undefined;
const sizes = shipped === undefined ? everySize : [shipped.n];
const { names, lfw, faces } = embedded;
const center = shipped === undefined ? meanOf(faces) : decodeCenter(shipped.center)!;
const pairs = readPairs(readFileSync(join(values.data, 'faces', 'lfw_pairs.txt'), 'utf8'), names);
console.error(`${lfw.count} pictures of LFW, ${faces.count} other faces`);

const floats = cosineHistograms(names, lfw);
const tarFloat = ratesAt(floats, binAt(floats, 1e-4)).tar;
const accuracyFloat = tenFold(pairs, ({ i, j }) => -cosine(lfw, i, j));
console.error(`float cosine: TAR ${percent(tarFloat)} at FAR 1e-4, 10-fold ${percent(accuracyFloat)}`);

/** The set as it will be written, so that the model id that seeds the projections is the final one. */
const setWith = (n: number): ModelSet | undefined =>
  manifest && { ...manifest, matching: { ...manifest.matching, n, center: encodeCenter(center) } };
const projectionOf = async (n: number) => {
  const set = setWith(n);
  return { modelId: set === undefined ? 'embeddings' : await modelId(set), n, center };
};

const points: (OperatingPoint & { tarRandom: number; tenFold: number; openedAtCap: number })[] = [];
// By the bits of one size, so that every run leaves out the same faces.
const usualProjection = await projectionOf(usual);
const strangers = strangersTo(bitsOfAll(lfw, usualProjection), bitsOfAll(faces, usualProjection));
for (const n of sizes) {
  const projection = await projectionOf(n);
  const [pictures, everyone] = [bitsOfAll(lfw, projection), bitsOfAll(faces, projection)];
  const population = pick(everyone, strangers);
  const all = hammingHistograms(names, pictures);
  const tauRandom = binAt(all, 1e-4);
  const strings = [1, 2, 3].flatMap((seed) => craft(population, tauRandom, seed, Number(values.evaluations)));
  const point = operatingPoint(names, pictures, all, strings, tarFloat, shipped?.tau);
  const accuracy = tenFold(pairs, ({ i, j }) => distance(pictures, i, pictures, j));
  const openedAtCap = openedWithin(attempts, strings, population, pictures, point.tau);
  points.push({ ...point, tarRandom: ratesAt(all, tauRandom).tar, tenFold: accuracy, openedAtCap });
  console.error(
    `n ${n}: TAR ${percent(ratesAt(all, tauRandom).tar)} at FAR 1e-4 (tau ${tauRandom}); tau ${point.tau}: TAR ` +
      `${percent(point.tar)}, the best of ${strings.length} strings opens ${percent(point.farCrafted)} of the pictures, ` +
      `of ${point.peopleCrafted} people, and ${attempts} of them ${percent(openedAtCap)}` +
      `${point.holds ? '' : ', which misses the limit'}`,
  );
}

const forced = values.n === undefined ? undefined : Number(values.n);
const point = points.find(({ n, holds }) => (forced === undefined ? holds : n === forced));
const chosen = point ?? points.find(({ n }) => n === usual) ?? points[0]!;
const { n, tau, frr, farRandom, farCrafted } = chosen;
const report = {
  pictures: lfw.count,
  population: strangers.length,
  leftOut: faces.count - strangers.length,
  float: { tar: tarFloat, tenFold: accuracyFloat },
  points,
  chosen: n,
};
console.log(JSON.stringify(report, null, 2));
if (values.json !== undefined) {
  const matching = { n, tau, tarFloat1e4: tarFloat, tarBits1e4: chosen.tar, farCrafted };
  writeFileSync(values.json, `${JSON.stringify({ matching, accuracy: report }, null, 2)}\n`);
}
if (values.write && written !== undefined && shipped === undefined) {
  const matching = {
    n,
    tau,
    center: encodeCenter(center),
    frr: rounded(frr),
    farRandom: rounded(farRandom),
    farCrafted: rounded(farCrafted),
  };
  writeFileSync(values.manifest, `${JSON.stringify({ ...(written as ModelSet), matching }, null, 2)}\n`);
}

function percent(rate: number): string {
  return `${(100 * rate).toFixed(2)} %`;
}

/** Rates of a manifest need no more digits than they have meaning. */
function rounded(value: number): number {
  return Number(value.toPrecision(4));
}
