import { describe, expect, it } from 'vitest';
import { parseName, simulatedNames } from '../../../src/simulated-camera/names.ts';

describe('parseName', () => {
  it.each(simulatedNames)('returns the name %s', (name) => {
    expect(parseName(name)).toBe(name);
  });

  it('returns the number of seed-<n>', () => {
    expect(parseName('seed-1234')).toBe(1234);
  });

  it.each(['zoe', '', 'Ada', 'seed-', 'seed--1', 'seed-1.5', 'seed-12345678901', 'toString', '__proto__'])(
    'throws usage/invalid-attribute with all names for %j',
    (name) => {
      expect(() => parseName(name)).toThrow(
        expect.objectContaining({
          code: 'usage/invalid-attribute',
          detail: `camera: no simulated person has the name "${name}"; expected ada, bruno, chidi, dewi, elif, femi or seed-<number>`,
        }),
      );
    },
  );
});
