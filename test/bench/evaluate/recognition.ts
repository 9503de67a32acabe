import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { decodeCenter } from '../../../src/manifest/center.ts';
import { modelId } from '../../../src/manifest/hash.ts';
import type { ModelSet } from '../../../src/manifest/types.ts';
import { bitsOfAll, distance } from '../accuracy/bit-matrix.ts';
import type { Embedded, Vectors } from '../accuracy/embeddings.ts';
import {
  binAtFmr,
  cosine,
  cosineHistograms,
  foldAccuracies,
  type Rates,
  ratesAt,
  readPairs,
  type ScoredPair,
  scorePairs,
} from '../accuracy/rates.ts';

export interface Recognition {
  /** The standard pairs: ten-fold accuracy, its standard error, and the true match rate at FMR 1e-3. */
  readonly lfw: { readonly accuracy: number; readonly sd: number; readonly tmr1e3: number };
  /** All pairs: true match rates at FMR 1e-3 and 1e-4. */
  readonly allPairs: { readonly tmr1e3: number; readonly tmr1e4: number };
  /** Rates over all pairs, from FMR 1e-6 to 1. */
  readonly roc: readonly Rates[];
}

/**
 * The standard figures of LFW from float cosines.
 *
 * @param include limits the pictures; both pictures of a pair must be included
 */
export function measureRecognition(
  { names, lfw }: Pick<Embedded, 'names' | 'lfw'>,
  data: string,
  include: (name: string) => boolean = () => true,
): Recognition {
  const pairs = readPairs(readFileSync(join(data, 'faces', 'lfw_pairs.txt'), 'utf8'), names);
  const scored = scorePairs(pairs, ({ i, j }) => -cosine(lfw, i, j)).filter(
    ({ i, j }) => include(names[i]!) && include(names[j]!),
  );
  const accuracies = foldAccuracies(scored);
  const accuracy = mean(accuracies);
  const sd = Math.sqrt(accuracies.reduce((sum, value) => sum + (value - accuracy) ** 2, 0) / 9 / 10);
  const all = cosineHistograms(...includedRows(names, lfw, include));
  const at = (fmr: number) => ratesAt(all, binAtFmr(all, fmr));
  return {
    lfw: { accuracy, sd, tmr1e3: tmrOf(scored, 1e-3) },
    allPairs: { tmr1e3: at(1e-3).tmr, tmr1e4: at(1e-4).tmr },
    roc: Array.from({ length: 25 }, (_, step) => at(10 ** (step / 4 - 6))),
  };
}

function includedRows(
  names: readonly string[],
  { d, data }: Vectors,
  include: (name: string) => boolean,
): [string[], Vectors] {
  const rows = names.flatMap((name, row) => (include(name) ? [row] : []));
  const included = new Float32Array(rows.length * d);
  for (const [i, row] of rows.entries()) included.set(data.subarray(row * d, (row + 1) * d), i * d);
  return [rows.map((row) => names[row]!), { d, count: rows.length, data: included }];
}

/** True match rate of scored pairs at a false match rate. */
function tmrOf(scored: readonly ScoredPair[], fmr: number): number {
  const impostors = scored
    .filter((s) => !s.same)
    .map((s) => s.score)
    .sort((a, b) => a - b);
  const threshold = impostors[Math.floor(impostors.length * fmr)]!;
  const genuine = scored.filter((s) => s.same);
  return genuine.filter((s) => s.score < threshold).length / genuine.length;
}

/** The codes of UTKFace's file names, `age_gender_race_date.jpg`. */
const races = ['White', 'Black', 'Asian', 'Indian', 'Other'];
const genders = ['male', 'female'];

export interface GroupFigures {
  readonly group: string;
  /** Number of pictures of adults, and the false match rate of their pairs. */
  readonly adults: number;
  readonly falseMatch: number;
  /** The same including children. */
  readonly everyone: number;
  readonly falseMatchEveryone: number;
}

/**
 * False match rate within each group of UTKFace (race × gender) at the shipped operating point. UTKFace has no identities: two pictures of
 * one person count as a false match, so each rate is an upper bound.
 */
export async function measureGroups(
  set: ModelSet,
  names: readonly string[],
  faces: Vectors,
): Promise<GroupFigures[]> {
  const { n, tau, center } = set.matching;
  const bits = bitsOfAll(faces, { modelId: await modelId(set), n, center: decodeCenter(center)! });
  const rows = new Map<string, { row: number; isAdult: boolean }[]>();
  names.forEach((name, row) => {
    const [age, gender, race] = name.split('/').at(-1)!.split('_').map(Number);
    if (races[race!] === undefined || genders[gender!] === undefined) return;
    const group = `${races[race!]}, ${genders[gender!]}`;
    rows.set(group, [...(rows.get(group) ?? []), { row, isAdult: age! >= 18 }]);
  });
  const falseMatch = (members: readonly { row: number }[]) => {
    let matches = 0;
    for (const [at, { row }] of members.entries())
      for (const other of members.slice(0, at)) if (distance(bits, row, bits, other.row) <= tau) matches++;
    return matches / ((members.length * (members.length - 1)) / 2);
  };
  return [...rows].sort().map(([group, members]) => {
    const adults = members.filter(({ isAdult }) => isAdult);
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
