import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readFloat16 } from '../../../src/cli/open-model-zoo/weights.ts';
import type { ModelSet } from '../../../src/manifest/types.ts';
import type { Projection } from '../../../src/matching/bits.ts';
import { bitsOfAll } from './bit-matrix.ts';
import { embedArchives } from './embeddings.ts';
import type { GroupedPictures } from './fair-threshold.ts';
import { cosine } from './rates.ts';

/** The part `val`, with a narrower way to find pictures of one person. */
export interface FairFacePictures extends GroupedPictures {
  /** Like `isSamePerson`, but by the teacher's embeddings alone, so that pairs that only the eye recognizes count as different people. */
  readonly isSamePersonToTeacher: (i: number, j: number) => boolean;
}

/** Two pictures are taken for one person from this cosine of the teacher's embeddings on. */
const SAME_PERSON_COSINE = 0.75;
const TEACHER_DIMENSION = 256;
const ARCHIVE = 'fairface_aligned112_webp.tar.gz';
const PREFIX = 'fairface/val_';
const ALBUMS = fileURLToPath(new URL('album-pictures.txt', import.meta.url));

/**
 * The part `val` of FairFace as bits: adult men of seven groups. It has no identities, so pairs that the teacher takes for one person, and those
 * of albums that a person recognized, are left out.
 */
export async function fairFace(
  manifest: string,
  { embedder }: ModelSet,
  data: string,
  projection: Projection,
): Promise<FairFacePictures> {
  const selection = { archives: [ARCHIVE], step: 1, prefix: PREFIX };
  const { names, mirrored } = await embedArchives(manifest, embedder, data, selection);
  const lines = readFileSync(join(data, 'faces', 'fairface.csv'), 'utf8')
    .trim()
    .split('\n')
    .slice(1);
  const rows = lines.map((line) => line.split(','));
  const rowOf = new Map(rows.map(([file], row) => [file, row]));
  const values = readFloat16(readFileSync(join(data, 'faces', 'teacher_fairface.f16')));
  const teacher = { d: TEACHER_DIMENSION, count: rows.length, data: values };
  const albums = readAlbums(readFileSync(ALBUMS, 'utf8'));
  const teacherRows = names.map((name) => rowOf.get(name)!);
  const groups = teacherRows.map((row) => rows[row]![3]!);
  const isSamePersonToTeacher = (i: number, j: number) =>
    cosine(teacher, teacherRows[i]!, teacherRows[j]!) >= SAME_PERSON_COSINE;
  const person = names.map((name) => albums.get(name));
  return {
    groups,
    isSamePerson: (i, j) =>
      (person[i] !== undefined && person[i] === person[j]) || isSamePersonToTeacher(i, j),
    isSamePersonToTeacher,
    bits: bitsOfAll(mirrored, projection),
  };
}

/**
 * Albums of FairFace repeat people in other light, more often in some groups than in others.
 *
 * @param list lines of picture numbers, one person each
 * @returns the number of the person for each picture that is listed
 */
export function readAlbums(list: string): ReadonlyMap<string, number> {
  const people = list
    .trim()
    .split('\n')
    .filter((line) => !line.startsWith('#'));
  return new Map(
    people.flatMap((line, person) =>
      line.split(' ').map((picture) => [`${PREFIX}${picture}.webp`, person] as const),
    ),
  );
}
