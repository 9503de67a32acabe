import { describe, expect, it } from 'vitest';
import { RecognizeError } from '../../../src/errors.ts';
import { findPerson } from '../../../src/simulated-camera/people/find-person.ts';
import { simulatedNames } from '../../../src/simulated-camera/names.ts';
import { personFromSeed } from '../../../src/simulated-camera/people/person.ts';

const thrownBy = (name: string): unknown => {
  try {
    findPerson(name);
  } catch (thrown) {
    return thrown;
  }
  return undefined;
};

describe('the name of a simulated person', () => {
  it('is one of six, or a seed', () => {
    expect(new Set(simulatedNames.map(findPerson)).size).toBe(6);
    expect(findPerson('seed-1234')).toEqual(personFromSeed(1234));
  });

  it.each(['zoe', '', 'Ada', 'seed-', 'seed--1', 'seed-1.5', 'seed-12345678901', 'toString', '__proto__'])(
    'is refused otherwise: %j',
    (name) => {
      const thrown = thrownBy(name);
      expect(thrown).toBeInstanceOf(RecognizeError);
      expect(thrown).toMatchObject({ code: 'camera/none' });
      for (const known of simulatedNames) expect((thrown as RecognizeError).detail).toContain(known);
    },
  );
});
