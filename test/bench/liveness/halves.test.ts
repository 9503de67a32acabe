import { describe, expect, it } from 'vitest';
import { halfOf, personOf, simulatedSeed } from './halves.ts';

describe('personOf', () => {
  it.each([
    ['Zico_0002.jpg', 'Zico'],
    ['lfw/Hugo_Chavez_0033.jpg', 'Hugo_Chavez'],
    ['cgi-multiangle-3.jpg', 'cgi'],
    ['dan-ImFTlibI2qA-unsplash.jpg', 'dan-ImFTlibI2qA-unsplash'],
  ])('finds the person of %s', (file, person) => {
    expect(personOf(file)).toBe(person);
  });
});

describe('halfOf', () => {
  it('splits many people about evenly', () => {
    const people = Array.from({ length: 400 }, (_, k) => `Person_${k}`);
    const tuned = people.filter((person) => halfOf(person) === 'tune').length;
    expect(tuned).toBeGreaterThan(160);
    expect(tuned).toBeLessThan(240);
  });

  it('keeps all pictures of a person in one half', () => {
    expect(halfOf(personOf('Hugo_Chavez_0033.jpg'))).toBe(halfOf(personOf('Hugo_Chavez_0050.jpg')));
  });
});

describe('simulatedSeed', () => {
  it('gives the halves different people, all below the seeds of the training', () => {
    const seeds = (half: 'tune' | 'report') =>
      new Set(Array.from({ length: 100 }, (_, k) => simulatedSeed(half, k)));
    const [tune, report] = [seeds('tune'), seeds('report')];
    expect([...tune].filter((seed) => report.has(seed))).toEqual([]);
    expect(Math.max(...tune, ...report)).toBeLessThan(1000);
  });
});
