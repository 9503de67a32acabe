import { describe, expect, it } from 'vitest';
import { simulatedNames } from '../../../../src/simulated-camera/names.ts';
import { findPerson } from '../../../../src/simulated-camera/people/find-person.ts';
import { personFromSeed } from '../../../../src/simulated-camera/people/random-person.ts';

describe('findPerson', () => {
  it('returns a different person for each name', () => {
    expect(new Set(simulatedNames.map(findPerson)).size).toBe(simulatedNames.length);
  });

  it('returns the random person of a seed', () => {
    expect(findPerson('seed-1234')).toEqual(personFromSeed(1234));
  });

  it('throws usage/invalid-attribute for another name', () => {
    expect(() => findPerson('zoe')).toThrow(expect.objectContaining({ code: 'usage/invalid-attribute' }));
  });
});
