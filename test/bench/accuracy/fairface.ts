import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readFloat16 } from '../../../src/cli/open-model-zoo/weights.ts';
import type { ModelSet } from '../../../src/manifest/types.ts';
import type { Projection } from '../../../src/matching/bits.ts';
import { bitsOfAll } from './bit-matrix.ts';
import { embedArchives } from './embeddings.ts';
import type { GroupedPictures } from './fair-threshold.ts';
import { cosine } from './rates.ts';

/** The part `val`, with a second and wider way to find pictures of one person. */
export interface FairFacePictures extends GroupedPictures {
  /** Like `isSamePerson`, and also for two rows that a chain of such pairs within the group connects: albums repeat people. */
  readonly isSamePersonByChain: (i: number, j: number) => boolean;
}

/** Two pictures are taken for one person from this cosine of the teacher's embeddings on. */
const SAME_PERSON_COSINE = 0.75;
const TEACHER_DIMENSION = 256;
const ARCHIVE = 'fairface_aligned112_webp.tar.gz';

/**
 * The part `val` of FairFace as bits: adult men of seven groups. It has no identities, so pairs that the teacher takes for one person are
 * left out.
 */
export async function fairFace(
  manifest: string,
  { embedder }: ModelSet,
  data: string,
  projection: Projection,
): Promise<FairFacePictures> {
  const selection = { archives: [ARCHIVE], step: 1, prefix: 'fairface/val_' };
  const { names, mirrored } = await embedArchives(manifest, embedder, data, selection);
  const lines = readFileSync(join(data, 'faces', 'fairface.csv'), 'utf8')
    .trim()
    .split('\n')
    .slice(1);
  const rows = lines.map((line) => line.split(','));
  const rowOf = new Map(rows.map(([file], row) => [file, row]));
  const values = readFloat16(readFileSync(join(data, 'faces', 'teacher_fairface.f16')));
  const teacher = { d: TEACHER_DIMENSION, count: rows.length, data: values };
  const teacherRows = names.map((name) => rowOf.get(name)!);
  const groups = teacherRows.map((row) => rows[row]![3]!);
  const isSamePerson = (i: number, j: number) =>
    cosine(teacher, teacherRows[i]!, teacherRows[j]!) >= SAME_PERSON_COSINE;
  const person = connected(groups.length, (i, j) => groups[i] === groups[j] && isSamePerson(i, j));
  return {
    ...{ groups, isSamePerson },
    bits: bitsOfAll(mirrored, projection),
    isSamePersonByChain: (i, j) => person[i] === person[j],
  };
}

/** The connected components of a graph: the number of the component of each node. */
function connected(count: number, areLinked: (i: number, j: number) => boolean): number[] {
  const parent = Array.from({ length: count }, (_, i) => i);
  const rootOf = (i: number): number => (parent[i] === i ? i : rootOf(parent[i]!));
  for (let i = 0; i < count; i++)
    for (let j = 0; j < i; j++) if (areLinked(i, j)) parent[rootOf(i)] = rootOf(j);
  return parent.map((_, i) => rootOf(i));
}
