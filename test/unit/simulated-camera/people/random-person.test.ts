import { describe, expect, it } from 'vitest';
import { type Trait, traits } from '../../../../src/simulated-camera/people/person.ts';
import { personFromSeed } from '../../../../src/simulated-camera/people/random-person.ts';

const people = Array.from({ length: 100 }, (_, seed) => personFromSeed(seed));

describe('personFromSeed', () => {
  it('returns traits within their ranges', () => {
    for (const person of people) {
      for (const [name, [low, high]] of Object.entries(traits)) {
        expect(person[name as Trait]).toBeGreaterThanOrEqual(low);
        expect(person[name as Trait]).toBeLessThanOrEqual(high);
      }
    }
  });

  it('returns different people for different seeds, and equal people for equal seeds', () => {
    expect(new Set(people.map((person) => person.noseLength)).size).toBe(100);
    expect(personFromSeed(5)).toEqual(people[5]);
  });
});
