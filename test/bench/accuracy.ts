import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { encodeCenter } from '../../src/manifest/center.ts';
import { modelId } from '../../src/manifest/hash.ts';
import type { ModelSet } from '../../src/manifest/types.ts';
import { bitsOfAll, distance, distances } from './accuracy/bit-matrix.ts';
import { craft } from './accuracy/craft.ts';
import type { Embedded } from './accuracy/embeddings.ts';
import { embedAll, meanOf, readEmbedded } from './accuracy/embeddings.ts';
import {
  binAt,
  cosine,
  cosineBins,
  cosineHistograms,
  hammingHistograms,
  ratesAt,
  readPairs,
  tenFold,
} from './accuracy/rates.ts';

/**
 * Measures bits against floats on LFW, crafts an attacker's constant strings on other faces, and chooses the operating point:
 *
 *   tsx test/bench/accuracy.ts --data ../shared/data --manifest models/manifest.json --write [--json FILE]
 *   tsx test/bench/accuracy.ts --data ../shared/data --embeddings FOLDER --dimension 256
 *
 * tau is the largest distance at which random impostors pass at most once in 10,000 and no crafted string passes more than one LFW picture.
 */
const { values } = parseArgs({
  options: {
    data: { type: 'string', default: process.env.RECOGNIZE_DATA ?? '../shared/data' },
    manifest: { type: 'string', default: 'models/manifest.json' },
    embeddings: { type: 'string' },
    dimension: { type: 'string', default: '256' },
    n: { type: 'string', default: '1024' },
    step: { type: 'string', default: '3' },
    evaluations: { type: 'string', default: '100000' },
    write: { type: 'boolean', default: false },
    json: { type: 'string' },
  },
});

const chosen = Number(values.n);
const manifest: ModelSet | undefined =
  values.embeddings === undefined
    ? (JSON.parse(readFileSync(values.manifest, 'utf8')) as ModelSet)
    : undefined;
const embedded: Embedded =
  manifest === undefined
    ? readEmbedded(resolve(values.embeddings!), Number(values.dimension))
    : await embedAll(values.manifest, manifest.embedder, values.data, Number(values.step));
const { names, lfw, faces } = embedded;
const center = meanOf(faces);
const pairs = readPairs(readFileSync(join(values.data, 'faces', 'lfw_pairs.txt'), 'utf8'), names);
console.error(`${lfw.count} pictures of LFW, ${faces.count} other faces`);

const floats = cosineHistograms(names, lfw);
const floatRates = ratesAt(floats, binAt(floats, 1e-4));
const report: Record<string, unknown> = {
  float: {
    tar: round(floatRates.tar),
    tenFold: round(tenFold(pairs, ({ i, j }) => -cosine(lfw, i, j))),
    bins: cosineBins,
  },
};

/** The set as it will be written, so that the model id that seeds the projections is the final one. */
const setWith = (n: number): ModelSet | undefined =>
  manifest && { ...manifest, matching: { ...manifest.matching, n, center: encodeCenter(center) } };
const projectionOf = async (n: number) => {
  const set = setWith(n);
  return { modelId: set === undefined ? 'embeddings' : await modelId(set), n, center };
};

for (const n of [512, 1024, 2048]) {
  const bits = bitsOfAll(lfw, await projectionOf(n));
  const all = hammingHistograms(names, bits);
  const tau = binAt(all, 1e-4);
  report[`bits${n}`] = {
    tau,
    tar: round(ratesAt(all, tau).tar),
    tenFold: round(tenFold(pairs, ({ i, j }) => distance(bits, i, bits, j))),
  };
  console.error(n, report[`bits${n}`]);
  if (n === chosen) report.chosen = operatingPoint(bits, all, bitsOfAll(faces, await projectionOf(n)), tau);
}

function operatingPoint(
  bits: ReturnType<typeof bitsOfAll>,
  all: ReturnType<typeof hammingHistograms>,
  population: ReturnType<typeof bitsOfAll>,
  tauRandom: number,
) {
  const crafted = [1, 2, 3].flatMap((seed) => craft(population, tauRandom, seed, Number(values.evaluations)));
  // The second nearest picture of the most dangerous string is the first distance at which two would pass.
  const tested = crafted.map(({ how, string }) => ({ how, sorted: distances(string, bits).sort() }));
  const tau = Math.min(tauRandom, ...tested.map(({ sorted }) => sorted[1]! - 1));
  const passed = (limit: number) =>
    tested
      .map(({ how, sorted }) => ({ how, pictures: sorted.filter((d) => d <= limit).length }))
      .sort((a, b) => b.pictures - a.pictures);
  const { tar, far } = ratesAt(all, tau);
  const worst = passed(tau)[0]!;
  return {
    n: bits.n,
    tau,
    frr: round(1 - tar),
    farRandom: far,
    farCrafted: worst.pictures / bits.count,
    strings: crafted.length,
    worstAtTauRandom: passed(tauRandom)[0],
    worst,
    costInPoints: round((floatRates.tar - tar) * 100),
  };
}

function round(value: number): number {
  return Math.round(value * 1e6) / 1e6;
}

const point = report.chosen as ReturnType<typeof operatingPoint> | undefined;
if (point === undefined) throw new Error('n is one of 512, 1024, 2048');
console.log(JSON.stringify(report, null, 2));
if (values.json !== undefined) {
  const matching = { tarFloat1e4: floatRates.tar, tarBits1e4: 1 - point.frr, farCrafted: point.farCrafted };
  writeFileSync(values.json, `${JSON.stringify({ matching, accuracy: report }, null, 2)}\n`);
}
if (values.write && manifest !== undefined) {
  const { n, tau, frr, farRandom, farCrafted } = point;
  const matching = { n, tau, center: encodeCenter(center), frr, farRandom, farCrafted };
  writeFileSync(values.manifest, `${JSON.stringify({ ...manifest, matching }, null, 2)}\n`);
}
