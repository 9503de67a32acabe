import { join } from 'node:path';
import { seededRandom } from '../../../src/simulated-camera/math/random.ts';
import { readTar } from '../../bench/accuracy/tar.ts';

/** The picture of the enrollment, and that of the recovery. */
export interface Pair {
  /** Whether both show the same person. */
  readonly same: boolean;
  readonly enrolled: string;
  readonly returning: string;
}

/** Seed of the selection of pairs. It must not be changed after the results are known. */
const seed = 20_260;

/** The unaligned pictures of LFW's first fold by name. */
export function readPictures(data: string): ReadonlyMap<string, Uint8Array> {
  const archive = readTar(join(data, 'faces', 'lfw_raw250_fold1.tar.gz'));
  return new Map([...archive].map(({ name, bytes }) => [name.replace('.jpg', ''), bytes]));
}

const personOf = (picture: string) => picture.replace(/_\d+$/, '');

/**
 * Selects `count` pairs of one person and `count` pairs of two. Each pair of one person is used in one direction first, and in the other
 * once all pairs have been used.
 */
export function selectPairs(pictures: Iterable<string>, count: number): readonly Pair[] {
  const names = [...pictures].sort();
  const random = seededRandom(seed);
  const inRandomOrder = (a: string, b: string) => (random() < 0.5 ? [a, b] : [b, a]) as [string, string];
  const samePerson = names.flatMap((a, i) =>
    names.slice(i + 1).flatMap((b) => (personOf(a) === personOf(b) ? [inRandomOrder(a, b)] : [])),
  );
  const forward = shuffled(samePerson, random);
  const backward = forward.map(([a, b]): [string, string] => [b, a]);
  const twoPeople: [string, string][] = [];
  const used = new Set<string>();
  while (twoPeople.length < count) {
    const [a, b] = [names, names].map((all) => all[Math.floor(random() * all.length)]!) as [string, string];
    if (personOf(a) === personOf(b) || used.has(`${a} ${b}`)) continue;
    used.add(`${a} ${b}`);
    twoPeople.push([a, b]);
  }
  const pairOf =
    (same: boolean) =>
    ([enrolled, returning]: [string, string]) => ({ same, enrolled, returning });
  return [...[...forward, ...backward].slice(0, count).map(pairOf(true)), ...twoPeople.map(pairOf(false))];
}

function shuffled<Item>(items: readonly Item[], random: () => number): Item[] {
  const remaining = [...items];
  return items.map(() => remaining.splice(Math.floor(random() * remaining.length), 1)[0]!);
}
