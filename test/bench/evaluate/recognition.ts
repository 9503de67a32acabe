import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { decodeCenter } from '../../../src/manifest/center.ts';
import { modelId } from '../../../src/manifest/hash.ts';
import type { ModelSet } from '../../../src/manifest/types.ts';
import { bitsOfAll, distance } from '../accuracy/bit-matrix.ts';
import type { Embedded, Vectors } from '../accuracy/embeddings.ts';
import { binAt, cosine, cosineHistograms, type Pair, ratesAt, readPairs } from '../accuracy/rates.ts';

export interface Recognition {
  readonly lfw: { readonly accuracy: number; readonly sd: number; readonly tar1e3: number };
  readonly allPairs: { readonly tar1e3: number; readonly tar1e4: number };
  /** Rates over all pairs, from FAR 1e-6 to 1. */
  readonly roc: readonly { readonly far: number; readonly tar: number }[];
}

/** The standard figures of LFW from float cosines: ten folds, and all pairs; of those between people in `keep` when given. */
export function measureRecognition(
  { names, lfw }: Pick<Embedded, 'names' | 'lfw'>,
  data: string,
  keep: (name: string) => boolean = () => true,
): Recognition {
  const pairs = readPairs(readFileSync(join(data, 'faces', 'lfw_pairs.txt'), 'utf8'), names);
  const scored = pairs
    .map((pair, at) => ({
      ...pair,
      fold: Math.floor((at * 10) / pairs.length),
      score: cosine(lfw, pair.i, pair.j),
    }))
    .filter(({ i, j }) => keep(names[i]!) && keep(names[j]!));
  const folds = Array.from({ length: 10 }, (_, fold) => foldAccuracy(scored, fold));
  const accuracy = mean(folds);
  const sd = Math.sqrt(folds.reduce((sum, value) => sum + (value - accuracy) ** 2, 0) / 9 / 10);
  const all = cosineHistograms(...rowsOf(names, lfw, keep));
  const at = (far: number) => ratesAt(all, binAt(all, far));
  return {
    lfw: { accuracy, sd, tar1e3: tarOf(scored, 1e-3) },
    allPairs: { tar1e3: at(1e-3).tar, tar1e4: at(1e-4).tar },
    roc: Array.from({ length: 25 }, (_, step) => at(10 ** (step / 4 - 6))),
  };
}

function rowsOf(
  names: readonly string[],
  { d, data }: Vectors,
  keep: (name: string) => boolean,
): [string[], Vectors] {
  const rows = names.flatMap((name, row) => (keep(name) ? [row] : []));
  const kept = new Float32Array(rows.length * d);
  for (const [i, row] of rows.entries()) kept.set(data.subarray(row * d, (row + 1) * d), i * d);
  return [rows.map((row) => names[row]!), { d, count: rows.length, data: kept }];
}

type Scored = Pair & { readonly fold: number; readonly score: number };

/** Accuracy on one fold at the threshold that is best on the other nine. */
function foldAccuracy(scored: readonly Scored[], fold: number): number {
  const learned = scored.filter((s) => s.fold !== fold).sort((a, b) => b.score - a.score);
  let right = learned.filter((s) => !s.same).length;
  let [best, threshold] = [right, Number.POSITIVE_INFINITY];
  for (const { same, score } of learned) {
    right += same ? 1 : -1;
    if (right > best) [best, threshold] = [right, score];
  }
  const tested = scored.filter((s) => s.fold === fold);
  return tested.filter((s) => s.score >= threshold === s.same).length / tested.length;
}

/** Share of the same-person pairs above the threshold that lets `far` of the others through. */
function tarOf(scored: readonly Scored[], far: number): number {
  const impostors = scored
    .filter((s) => !s.same)
    .map((s) => s.score)
    .sort((a, b) => b - a);
  const threshold = impostors[Math.floor(impostors.length * far)]!;
  const genuine = scored.filter((s) => s.same);
  return genuine.filter((s) => s.score > threshold).length / genuine.length;
}

const races = ['White', 'Black', 'Asian', 'Indian', 'Other'];
const genders = ['male', 'female'];

export interface GroupFigures {
  readonly group: string;
  /** Pictures of adults, and the share of their pairs taken for one person. */
  readonly adults: number;
  readonly falseMatch: number;
  /** The same with children. */
  readonly everyone: number;
  readonly falseMatchEveryone: number;
}

/**
 * False-match rate within each group of UTKFace (race × gender, ages from 18, by the file names) at the shipped operating point. UTKFace
 * knows no identities: two pictures of one person count as a false match, so each rate is an upper bound.
 */
export async function measureGroups(
  set: ModelSet,
  names: readonly string[],
  faces: Vectors,
): Promise<GroupFigures[]> {
  const { n, tau, center } = set.matching;
  const bits = bitsOfAll(faces, { modelId: await modelId(set), n, center: decodeCenter(center)! });
  const rows = new Map<string, { row: number; adult: boolean }[]>();
  names.forEach((name, row) => {
    const [age, gender, race] = name.split('/').at(-1)!.split('_').map(Number);
    if (races[race!] === undefined || genders[gender!] === undefined) return;
    const group = `${races[race!]}, ${genders[gender!]}`;
    rows.set(group, [...(rows.get(group) ?? []), { row, adult: age! >= 18 }]);
  });
  const falseMatch = (members: readonly { row: number }[]) => {
    let matches = 0;
    for (const [at, { row }] of members.entries())
      for (const other of members.slice(0, at)) if (distance(bits, row, bits, other.row) <= tau) matches++;
    return matches / ((members.length * (members.length - 1)) / 2);
  };
  return [...rows].sort().map(([group, members]) => {
    const adults = members.filter(({ adult }) => adult);
    return {
      group,
      adults: adults.length,
      falseMatch: falseMatch(adults),
      everyone: members.length,
      falseMatchEveryone: falseMatch(members),
    };
  });
}

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;
