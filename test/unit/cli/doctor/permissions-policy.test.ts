import { describe, expect, it } from 'vitest';
import { allowsCamera } from '../../../../src/cli/doctor/permissions-policy.ts';

describe('allowsCamera', () => {
  it.each([
    [null, true],
    ['camera=()', false],
    ['camera=(self)', true],
    ['camera=*', true],
    ['geolocation=(), camera=(self "https://other.example")', true],
    ['microphone=(self), camera=("https://other.example")', false],
  ])('returns for %j: %s', (header, expected) => {
    expect(allowsCamera(header)).toBe(expected);
  });
});
