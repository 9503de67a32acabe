import { expect, it } from 'vitest';
import { photoDistances, photosAfterReference } from './photo-distances.ts';

const d = 64;
const center = new Float32Array(d);
const projection = { modelId: 'test', n: 64, center };
/** One direction for each person. */
const vectorOf = (person: number) =>
  Float32Array.from({ length: d }, (_, i) => Math.sin(1 + person * 7 + i * i)).map(
    (v, _, all) => v / Math.hypot(...all),
  );
const names = [...Array(5).fill('Ann'), ...Array(3).fill('Bea'), ...Array(4).fill('Cem')].map(
  (person, i) => `${person}/${person}_${i}.jpg`,
);
const rows = names.map((name) => vectorOf(['Ann', 'Bea', 'Cem'].indexOf(name.split('/')[0]!)));
const data = Float32Array.from(rows.flatMap((row) => [...row]));
const vectors = { d, count: names.length, data };

it('compares each picture with the references of its person that do not contain it', () => {
  const { genuine, people, impostor } = photoDistances(names, vectors, projection);
  // Ann: one reference of three, and two other pictures. Bea has no fourth picture.
  expect(genuine).toEqual([[0, 0], [0]]);
  expect(people).toBe(2);
  expect(impostor).toHaveLength(1);
  expect(impostor[0]).toBeGreaterThan(10);
});

it('takes the fourth picture of each person as the photo', () => {
  expect(photosAfterReference(names)).toEqual([
    { person: 'Ann', row: 3 },
    { person: 'Cem', row: 11 },
  ]);
});
