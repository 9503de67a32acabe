import type { BitMatrix } from './bit-matrix.ts';
import { distance } from './bit-matrix.ts';
import type { Crafted } from './craft.ts';

/**
 * Share of the pictures that an attacker opens who may try `attempts` strings, each at every picture: he takes the one that opens most of his
 * own faces, then always the one that opens most of those still closed (the greedy cover).
 */
export function openedWithin(
  attempts: number,
  strings: readonly Crafted[],
  population: BitMatrix,
  pictures: BitMatrix,
  tau: number,
): number {
  const own = strings.map(({ string }) => rowsWithin(string, population, tau));
  const [covered, opened] = [new Set<number>(), new Set<number>()];
  for (let attempt = 0; attempt < attempts; attempt++) {
    const gains = own.map((rows) => rows.filter((row) => !covered.has(row)).length);
    const best = gains.indexOf(Math.max(...gains));
    for (const row of own[best]!) covered.add(row);
    for (const row of rowsWithin(strings[best]!.string, pictures, tau)) opened.add(row);
  }
  return opened.size / pictures.count;
}

function rowsWithin(string: BitMatrix, matrix: BitMatrix, tau: number): number[] {
  const rows: number[] = [];
  for (let row = 0; row < matrix.count; row++) if (distance(string, 0, matrix, row) <= tau) rows.push(row);
  return rows;
}
