import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { decodeCenter, encodeCenter } from '../../src/manifest/center.ts';
import { modelId } from '../../src/manifest/hash.ts';
import { parseManifest } from '../../src/manifest/parse.ts';
import { shareRateLimits } from '../../src/server/share-rate-limits.ts';
import { matchedWithin } from './accuracy/attempts.ts';
import { bitsOfAll, distance, selectRows } from './accuracy/bit-matrix.ts';
import { craftStrings } from './accuracy/craft.ts';
import { chooseTau, measureDistances, ratesAtTau } from './accuracy/distances.ts';
import { embedAll, meanOf } from './accuracy/embeddings.ts';
import { operatingPoint, rowsOfOtherPeople } from './accuracy/operating-point.ts';
import { binAtFmr, cosine, cosineHistograms, ratesAt, readPairs, tenFoldAccuracy } from './accuracy/rates.ts';

/**
 * Calibration: chooses the threshold that is fair to every group (accuracy/fair-threshold.ts), measures it on LFW and FairFace, and crafts
 * an attacker's constant strings from other faces.
 *
 *   npm run models:calibrate -- --write [--data ../shared/data] [--manifest models/manifest.json] [--n N] [--json FILE]
 *   npm run models:calibrate -- --keep-model-id --write   changes the threshold only; enrollments stay valid
 *   npm run models:calibrate -- --shipped                 measures the threshold of the manifest
 */
const { values } = parseArgs({
  options: {
    data: { type: 'string', default: process.env.RECOGNIZE_DATA ?? '../shared/data' },
    manifest: { type: 'string', default: 'models/manifest.json' },
    n: { type: 'string' },
    step: { type: 'string', default: '3' },
    evaluations: { type: 'string', default: '100000' },
    shipped: { type: 'boolean', default: false },
    'keep-model-id': { type: 'boolean', default: false },
    write: { type: 'boolean', default: false },
    json: { type: 'string' },
  },
});
const sizes = [512, 1024, 2048];
const defaultSize = 1024;
/** Random seeds of the attack; each yields its own crafted strings. */
const attackSeeds = [1, 2, 3];
/** The matcher locks a share pair after this many failures. */
const attempts = shareRateLimits.sinceSuccess;
if (values.n !== undefined && !sizes.includes(Number(values.n)))
  throw new Error(`--n: expected one of ${sizes.join(', ')}`);

// The JSON is kept as it is, so that `--write` changes nothing but `matching`.
const manifestJson: object = JSON.parse(readFileSync(values.manifest, 'utf8'));
const manifest = parseManifest(manifestJson);
const keepsModelId = values.shipped || values['keep-model-id'];
if (keepsModelId && values.n !== undefined)
  throw new Error('--n would change the model id; leave out --shipped and --keep-model-id.');
const { names, lfw, faces } = await embedAll(
  values.manifest,
  manifest.embedder,
  values.data,
  Number(values.step),
  'mirrored',
);
const n = keepsModelId ? manifest.matching.n : Number(values.n ?? defaultSize);
const center = keepsModelId ? manifest.matching.center : encodeCenter(meanOf(faces));
console.error(`${lfw.count} pictures of LFW, ${faces.count} other faces`);

// The set as it will be written; its model id seeds the projection.
const set = { ...manifest, matching: { ...manifest.matching, n, center } };
const projection = { modelId: await modelId(set), n, center: decodeCenter(center)! };
const distances = await measureDistances(set, values.manifest, values.data, { names, lfw }, projection);
const rules = chooseTau(distances);
const tau = values.shipped ? manifest.matching.tau : rules.tau;
const rates = ratesAtTau(distances, tau);
const reported = ratesAtTau(distances, tau, 1);
console.error(
  `tau ${tau}: single pictures FNMR ${percent(rates.single.fnmr)}, FMR ${rates.single.fmr.toExponential(2)}; ` +
    `fused FNMR ${percent(rates.fused.fnmr)}, FMR ${rates.fused.fmr.toExponential(2)}; ` +
    `worst group ${percent(rates.groupsWorst)}, median ${percent(rates.groupsMedian)}`,
);

const floats = cosineHistograms(names, lfw);
const floatTmr = ratesAt(floats, binAtFmr(floats, 1e-4)).tmr;
const pairs = readPairs(readFileSync(join(values.data, 'faces', 'lfw_pairs.txt'), 'utf8'), names);
const floatAccuracy = tenFoldAccuracy(pairs, ({ i, j }) => -cosine(lfw, i, j));
const pictures = bitsOfAll(lfw, projection);
const population = bitsOfAll(faces, projection);
const otherPeople = selectRows(population, rowsOfOtherPeople(pictures, population));
// An attacker knows the threshold. Strings that were made for a looser one may match more nevertheless.
const attackedThresholds = [...new Set([tau, binAtFmr(distances.single, 1e-4)])];
const strings = attackedThresholds.flatMap((attacked) =>
  attackSeeds.flatMap((seed) => craftStrings(otherPeople, attacked, seed, Number(values.evaluations))),
);
const point = operatingPoint(names, pictures, distances.single, strings, tau);
const openedAtCap = matchedWithin(attempts, strings, otherPeople, pictures, tau);
const tenFold = tenFoldAccuracy(pairs, ({ i, j }) => distance(pictures, i, pictures, j));
console.error(
  `TMR at FMR 1e-4: ${percent(floatTmr)} as floats, ${percent(point.tmrRandom)} as ${n} bits; the best of ${strings.length} ` +
    `strings matches ${percent(point.farCrafted)} of the pictures (${point.peopleCrafted} people), ${attempts} of them together ` +
    percent(openedAtCap),
);

const report = {
  pictures: lfw.count,
  population: otherPeople.count,
  leftOut: faces.count - otherPeople.count,
  float: { tmr: floatTmr, tenFold: floatAccuracy },
  rules,
  rates,
  groupsOfOtherHalf: reported.groups,
  refusedByFusion: distances.refusedByFusion,
  points: [{ ...point, tenFold, openedAtCap }],
  chosen: n,
};
console.log(JSON.stringify(report, null, 2));
const { frr, farRandom, farCrafted } = point;
if (values.json !== undefined) {
  const matching = { n, tau, tarFloat1e4: floatTmr, tarBits1e4: point.tmrRandom, farCrafted };
  writeFileSync(values.json, `${JSON.stringify({ matching, accuracy: report }, null, 2)}\n`);
}
if (values.write && !values.shipped) {
  const matching = {
    ...{ n, tau, center },
    frr: rounded(frr),
    farRandom: rounded(farRandom),
    farCrafted: rounded(farCrafted),
    fmrWorstGroup: rounded(rates.groupsWorst),
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
