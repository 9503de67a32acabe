import { join } from 'node:path';
import { seededRandom } from '../../../src/simulated-camera/math/random.ts';
import { readTar } from '../../bench/accuracy/tar.ts';

/** Two pictures: whom one enrolls, and who comes back. */
export interface Pair {
  readonly same: boolean;
  readonly enrolled: string;
  readonly returning: string;
}

/** Which pairs are drawn from the pictures; any other number does, but not after the results are seen. */
const seed = 20_260;

/** The unaligned pictures of LFW by name: those of its first fold. */
export function readPictures(data: string): ReadonlyMap<string, Uint8Array> {
  const archive = readTar(join(data, 'faces', 'lfw_raw250_fold1.tar.gz'));
  return new Map([...archive].map(({ name, bytes }) => [name.replace('.jpg', ''), bytes]));
}

const personOf = (picture: string) => picture.replace(/_\d+$/, '');

/**
 * Pairs of either kind in the order of the seed. Each pair of pictures comes once, in one direction, until all are used; then in the other.
 */
export function drawPairs(pictures: Iterable<string>, count: number): readonly Pair[] {
  const names = [...pictures].sort();
  const draw = seededRandom(seed);
  const either = (a: string, b: string) => (draw() < 0.5 ? [a, b] : [b, a]) as [string, string];
  const alike = names.flatMap((a, i) =>
    names.slice(i + 1).flatMap((b) => (personOf(a) === personOf(b) ? [either(a, b)] : [])),
  );
  const once = shuffled(alike, draw);
  const again = once.map(([a, b]): [string, string] => [b, a]);
  const strangers: [string, string][] = [];
  const used = new Set<string>();
  while (strangers.length < count) {
    const [a, b] = [names, names].map((all) => all[Math.floor(draw() * all.length)]!) as [string, string];
    if (personOf(a) === personOf(b) || used.has(`${a} ${b}`)) continue;
    used.add(`${a} ${b}`);
    strangers.push([a, b]);
  }
  const as =
    (same: boolean) =>
    ([enrolled, returning]: [string, string]) => ({ same, enrolled, returning });
  return [...[...once, ...again].slice(0, count).map(as(true)), ...strangers.map(as(false))];
}

function shuffled<Item>(items: readonly Item[], draw: () => number): Item[] {
  const left = [...items];
  return items.map(() => left.splice(Math.floor(draw() * left.length), 1)[0]!);
}
