import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { readFloat16 } from '../../src/cli/open-model-zoo/weights.ts';
import { encodeCenter } from '../../src/manifest/center.ts';
import { createNodeVision } from '../../src/vision/node.ts';
import { pictures } from '../../test/bench/evaluate/pictures.ts';
import { referenceManifest } from '../../test/bench/evaluate/reference.ts';

/**
 * Writes src/cli/open-model-zoo/group-directions.json: an orthonormal basis of the directions in which the mean embeddings of groups differ.
 *
 *   node --import tsx models/training/group-directions.ts [--data ../shared/data] [--output FILE]
 *
 * Seven groups of FairFace `train` (men), by the stored embeddings of the teacher, and the difference of women and men among its portraits, averaged
 * over the groups. Terms: CC BY 4.0, Kärkkäinen & Joo. The shipped file was computed with the int8 weights of the set for production.
 */
const { values } = parseArgs({
  options: {
    data: { type: 'string', default: process.env.RECOGNIZE_DATA ?? '../shared/data' },
    output: { type: 'string', default: 'src/cli/open-model-zoo/group-directions.json' },
  },
});
const DIMENSION = 256;
/** Factor of the components. Values between 0.3 and 0.7 were compared on all of FairFace `val`. */
const SCALE = 0.5;
/** The portraits have far more men than women; so many men of each group are enough. */
const MEN_OF_GROUP = 60;

type Vector = Float64Array;

const dot = (a: Vector, b: Vector): number => a.reduce((sum, value, i) => sum + value * b[i]!, 0);
const minus = (a: Vector, b: Vector, factor = 1): Vector => a.map((value, i) => value - factor * b[i]!);
const unit = (a: Vector): Vector => a.map((value) => value / Math.sqrt(dot(a, a)));

function mean(vectors: readonly Vector[]): Vector {
  const sum = new Float64Array(DIMENSION);
  for (const vector of vectors)
    for (const [i, value] of vector.entries()) sum[i]! += value / vectors.length;
  return sum;
}

/** Gram–Schmidt, twice because the means are similar. */
function orthonormal(vectors: readonly Vector[]): Vector[] {
  const basis: Vector[] = [];
  for (const vector of vectors) {
    const rest = [...basis, ...basis].reduce((left, known) => minus(left, known, dot(left, known)), vector);
    basis.push(unit(rest));
  }
  return basis;
}

function groupMeans(data: string): Vector[] {
  const stored = readFloat16(readFileSync(join(data, 'faces', 'teacher_fairface.f16')));
  const rows = readFileSync(join(data, 'faces', 'fairface.csv'), 'utf8').trim().split('\n').slice(1);
  const members = new Map<string, Vector[]>();
  for (const [row, line] of rows.entries()) {
    const [, split, , group] = line.split(',');
    if (split !== 'train') continue;
    const vector = unit(Float64Array.from(stored.subarray(row * DIMENSION, (row + 1) * DIMENSION)));
    members.set(group!, [...(members.get(group!) ?? []), vector]);
  }
  return [...members.keys()].sort().map((group) => mean(members.get(group)!));
}

/** Mean difference of women and men of one group. */
async function sexDifference(data: string): Promise<Vector> {
  const path = join(mkdtempSync(join(tmpdir(), 'recognize-reference-')), 'manifest.json');
  writeFileSync(path, JSON.stringify(await referenceManifest(data)));
  const vision = await createNodeVision(path, { modelsFolder: join(data, 'models') });
  const members = new Map<string, { women: Vector[]; men: Vector[] }>();
  for await (const { name, frame } of pictures(data, 'portraits_open224_webp.tar.gz')) {
    const [, sex, group] = /fairface_(women|men)\/([^/]+)\//.exec(name) ?? [];
    if (sex === undefined || group === undefined) continue;
    const people = members.get(group) ?? { women: [], men: [] };
    members.set(group, people);
    if (sex === 'men' && people.men.length === MEN_OF_GROUP) continue;
    const [upright, mirrored] = [
      await vision.observe(frame, { embed: true }),
      await vision.observe(frame, { embed: true, mirrored: true }),
    ];
    if (upright.embedding === undefined || mirrored.embedding === undefined) continue;
    const other = mirrored.embedding;
    people[sex as 'women' | 'men'].push(unit(Float64Array.from(upright.embedding, (value, i) => value + other[i]!)));
  }
  return mean([...members.values()].map(({ women, men }) => minus(mean(women), mean(men))));
}

const means = groupMeans(values.data);
const center = mean(means);
const differences = means.slice(1).map((groupMean) => minus(groupMean, center));
const basis = orthonormal([...differences, await sexDifference(values.data)]);
const directions = basis.map((direction) => encodeCenter(Float32Array.from(direction)));
writeFileSync(values.output, `${JSON.stringify({ scale: SCALE, directions }, null, 2)}\n`);
