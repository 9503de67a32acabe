import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { decodeCenter, encodeCenter } from '../../src/manifest/center.ts';
import { modelId } from '../../src/manifest/hash.ts';
import { parseManifest } from '../../src/manifest/parse.ts';
import type { ModelSet } from '../../src/manifest/types.ts';
import { shareRateLimits } from '../../src/server/share-rate-limits.ts';
import { matchedWithin } from './accuracy/attempts.ts';
import { bitsOfAll, distance, selectRows } from './accuracy/bit-matrix.ts';
import { craftStrings } from './accuracy/craft.ts';
import { type Embedded, embedAll, meanOf, readEmbedded } from './accuracy/embeddings.ts';
import { type OperatingPoint, operatingPoint, rowsOfOtherPeople } from './accuracy/operating-point.ts';
import {
  binAtFmr,
  cosine,
  cosineHistograms,
  hammingHistograms,
  ratesAt,
  readPairs,
  tenFoldAccuracy,
} from './accuracy/rates.ts';

/**
 * Calibration: compares bits with floats on LFW, crafts an attacker's constant strings from other faces, and chooses the operating point.
 *
 *   npm run models:calibrate -- --write [--data ../shared/data] [--manifest models/manifest.json] [--n N] [--json FILE]
 *   npm run models:calibrate -- --shipped           measures the threshold of the manifest
 *   npm run models:calibrate -- --embeddings FOLDER --dimension 256
 *
 * n is the smallest for which a threshold keeps all limits of accuracy/operating-point.ts, otherwise 1,024. With `--n` only that size is
 * measured.
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
const candidateSizes = [512, 1024, 2048];
const defaultSize = 1024;
/** Random seeds of the attack; each yields its own crafted strings. */
const attackSeeds = [1, 2, 3];
/** The matcher locks a share pair after this many failures. */
const attempts = shareRateLimits.sinceSuccess;
if (values.n !== undefined && !candidateSizes.includes(Number(values.n)))
  throw new Error(`--n: expected one of ${candidateSizes.join(', ')}`);

// The JSON is kept as it is, so that `--write` changes nothing but `matching`.
const manifestJson: object | undefined =
  values.embeddings === undefined ? JSON.parse(readFileSync(values.manifest, 'utf8')) : undefined;
const manifest = manifestJson === undefined ? undefined : parseManifest(manifestJson);
const embedded: Embedded =
  manifest === undefined
    ? readEmbedded(resolve(values.embeddings!), Number(values.dimension))
    : await embedAll(values.manifest, manifest.embedder, values.data, Number(values.step), 'mirrored');
const shipped = values.shipped ? manifest?.matching : undefined;
const forced = values.n === undefined ? undefined : Number(values.n);
const fixedSize = shipped?.n ?? forced;
const sizes = fixedSize === undefined ? candidateSizes : [fixedSize];
const { names, lfw, faces } = embedded;
const center = shipped === undefined ? meanOf(faces) : decodeCenter(shipped.center)!;
const pairs = readPairs(readFileSync(join(values.data, 'faces', 'lfw_pairs.txt'), 'utf8'), names);
console.error(`${lfw.count} pictures of LFW, ${faces.count} other faces`);

const floats = cosineHistograms(names, lfw);
const floatTmr = ratesAt(floats, binAtFmr(floats, 1e-4)).tmr;
const floatAccuracy = tenFoldAccuracy(pairs, ({ i, j }) => -cosine(lfw, i, j));
console.error(`float cosine: TMR ${percent(floatTmr)} at FMR 1e-4, 10-fold ${percent(floatAccuracy)}`);

/** The set as it will be written; its model id seeds the projection. */
const setWith = (n: number): ModelSet | undefined =>
  manifest && { ...manifest, matching: { ...manifest.matching, n, center: encodeCenter(center) } };
const projectionOf = async (n: number) => {
  const set = setWith(n);
  return { modelId: set === undefined ? 'embeddings' : await modelId(set), n, center };
};

const points: (OperatingPoint & { tmrRandom: number; tenFold: number; openedAtCap: number })[] = [];
// Always with the bits of the default size, so that every size leaves out the same faces.
const defaultProjection = await projectionOf(defaultSize);
const otherPeople = rowsOfOtherPeople(bitsOfAll(lfw, defaultProjection), bitsOfAll(faces, defaultProjection));
for (const n of sizes) {
  const projection = await projectionOf(n);
  const pictures = bitsOfAll(lfw, projection);
  const population = selectRows(bitsOfAll(faces, projection), otherPeople);
  const all = hammingHistograms(names, pictures);
  const tauRandom = binAtFmr(all, 1e-4);
  const strings = attackSeeds.flatMap((seed) =>
    craftStrings(population, tauRandom, seed, Number(values.evaluations)),
  );
  const point = operatingPoint(names, pictures, all, strings, floatTmr, shipped?.tau);
  const accuracy = tenFoldAccuracy(pairs, ({ i, j }) => distance(pictures, i, pictures, j));
  const openedAtCap = matchedWithin(attempts, strings, population, pictures, point.tau);
  const tmrRandom = ratesAt(all, tauRandom).tmr;
  points.push({ ...point, tmrRandom, tenFold: accuracy, openedAtCap });
  console.error(
    `n ${n}: TMR ${percent(tmrRandom)} at FMR 1e-4 (tau ${tauRandom}); tau ${point.tau}: TMR ` +
      `${percent(point.tmr)}; the best of ${strings.length} strings matches ${percent(point.farCrafted)} of the pictures ` +
      `(${point.peopleCrafted} people), ${attempts} of them together ${percent(openedAtCap)}` +
      `${point.holds ? '' : '; this misses the limit'}`,
  );
}

const point = points.find(({ n, holds }) => (fixedSize === undefined ? holds : n === fixedSize));
const chosen = point ?? points.find(({ n }) => n === defaultSize) ?? points[0]!;
const { n, tau, frr, farRandom, farCrafted } = chosen;
const report = {
  pictures: lfw.count,
  population: otherPeople.length,
  leftOut: faces.count - otherPeople.length,
  float: { tmr: floatTmr, tenFold: floatAccuracy },
  points,
  chosen: n,
};
console.log(JSON.stringify(report, null, 2));
if (values.json !== undefined) {
  const matching = { n, tau, tarFloat1e4: floatTmr, tarBits1e4: chosen.tmr, farCrafted };
  writeFileSync(values.json, `${JSON.stringify({ matching, accuracy: report }, null, 2)}\n`);
}
if (values.write && manifestJson !== undefined && shipped === undefined) {
  const matching = {
    n,
    tau,
    center: encodeCenter(center),
    frr: rounded(frr),
    farRandom: rounded(farRandom),
    farCrafted: rounded(farCrafted),
  };
  writeFileSync(values.manifest, `${JSON.stringify({ ...manifestJson, matching }, null, 2)}\n`);
}

function percent(rate: number): string {
  return `${(100 * rate).toFixed(2)} %`;
}

/** To four significant digits; more have no meaning. */
function rounded(value: number): number {
  return Number(value.toPrecision(4));
}
