import type { BitMatrix } from './bit-matrix.ts';
import { distance } from './bit-matrix.ts';
import type { CraftedString } from './craft.ts';

/**
 * Success rate of an attacker who tries up to `attempts` crafted strings on every picture. The attacker chooses by greedy set cover on the
 * population: first the string that matches most of its faces, then always the one that matches most of the remaining ones.
 *
 * @param population bits of the faces that the attacker has
 * @param pictures bits of the faces under attack
 * @param tau largest accepted Hamming distance
 * @returns fraction of the pictures that at least one of the strings matches, 0..1
 */
export function matchedWithin(
  attempts: number,
  strings: readonly CraftedString[],
  population: BitMatrix,
  pictures: BitMatrix,
  tau: number,
): number {
  const matchedRows = strings.map(({ string }) => rowsWithin(string, population, tau));
  const [covered, matched] = [new Set<number>(), new Set<number>()];
  for (let attempt = 0; attempt < attempts; attempt++) {
    const gains = matchedRows.map((rows) => rows.filter((row) => !covered.has(row)).length);
    const best = gains.indexOf(Math.max(...gains));
    for (const row of matchedRows[best]!) covered.add(row);
    for (const row of rowsWithin(strings[best]!.string, pictures, tau)) matched.add(row);
  }
  return matched.size / pictures.count;
}

function rowsWithin(string: BitMatrix, matrix: BitMatrix, tau: number): number[] {
  const rows: number[] = [];
  for (let row = 0; row < matrix.count; row++) if (distance(string, 0, matrix, row) <= tau) rows.push(row);
  return rows;
}
