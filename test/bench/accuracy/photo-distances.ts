import type { Projection } from '../../../src/matching/bits.ts';
import { bitsOfAll, distance } from './bit-matrix.ts';
import type { Vectors } from './embeddings.ts';
import { type FusedDistances, fuseByThrees } from './fused.ts';
import { personOf } from './rates.ts';

/** Pictures of one fused reference, as in `fuseByThrees`. */
const FUSED_PICTURES = 3;

/** A photo of one person: its row, and the rows of the first reference that does not contain it. */
export interface PhotoOfPerson {
  readonly person: string;
  readonly row: number;
}

/** The first picture of each person that follows three others. */
export function photosAfterReference(names: readonly string[]): PhotoOfPerson[] {
  const counts = new Map<string, number>();
  return names.flatMap((name, row) => {
    const person = personOf(name);
    const count = (counts.get(person) ?? 0) + 1;
    counts.set(person, count);
    return count === FUSED_PICTURES + 1 ? [{ person, row }] : [];
  });
}

/**
 * Compares single pictures, as an enrollment from a photo has them, with references fused from three other pictures, as a live capture has
 * them: every picture of a person with every reference of that person that does not contain it; for impostors the first photo of each
 * person with the first reference of another one.
 */
export function photoDistances(
  names: readonly string[],
  pictures: Vectors,
  projection: Projection,
): FusedDistances {
  const references = fuseByThrees(names, pictures, projection.center);
  const [photoBits, referenceBits] = [
    bitsOfAll(pictures, projection),
    bitsOfAll(references.vectors, projection),
  ];
  const people = new Map<string, { readonly photos: number[]; readonly references: number[] }>();
  for (const [row, name] of names.entries()) {
    const person = people.get(personOf(name)) ?? { photos: [], references: [] };
    people.set(personOf(name), { ...person, photos: [...person.photos, row] });
  }
  for (const [row, name] of references.names.entries()) people.get(personOf(name))!.references.push(row);
  const measured = [...people.values()].filter(({ photos }) => photos.length > FUSED_PICTURES);
  const genuine = measured.map((person) =>
    person.photos.flatMap((photo, at) =>
      person.references
        .filter((_, reference) => Math.floor(at / FUSED_PICTURES) !== reference)
        .map((reference) => distance(photoBits, photo, referenceBits, reference)),
    ),
  );
  const impostor = Uint16Array.from(
    measured.flatMap(({ photos }, i) =>
      measured
        .slice(0, i)
        .map((other) => distance(photoBits, photos[0]!, referenceBits, other.references[0]!)),
    ),
  );
  return { genuine, people: measured.length, impostor };
}

/** Distances of one photo of each person to the first reference of the same person. */
export function distancesOfPhotos(
  names: readonly string[],
  pictures: Vectors,
  photos: { readonly of: readonly PhotoOfPerson[]; readonly vectors: Vectors },
  projection: Projection,
): number[] {
  const references = fuseByThrees(names, pictures, projection.center);
  const referenceBits = bitsOfAll(references.vectors, projection);
  const photoBits = bitsOfAll(photos.vectors, projection);
  const firstOf = new Map<string, number>();
  for (const [row, name] of references.names.entries())
    if (!firstOf.has(personOf(name))) firstOf.set(personOf(name), row);
  return photos.of.map(({ person }, i) => distance(photoBits, i, referenceBits, firstOf.get(person)!));
}
