import { expect, it } from 'vitest';
import { systemRandom } from '../../../src/wire/bytes.ts';
import { FieldReader } from '../../../src/wire/fields.ts';
import { PHOTO_BYTES, photoField, readPhoto, scenarios } from '../../../src/wire/photo.ts';
import { expectInvalid } from './support.ts';

it.each(scenarios)('reads the scenario %s and the hash that were written', (scenario) => {
  const report = { scenario, hash: systemRandom(32) };
  expect(readPhoto(new FieldReader(photoField(report), PHOTO_BYTES))).toEqual(report);
});

it('throws security/envelope-invalid for a scenario that is not known', () => {
  const field = photoField({ scenario: 'SELFIE', hash: systemRandom(32) });
  for (const value of [0, 4, 255]) {
    field[0] = value;
    expectInvalid(() => readPhoto(new FieldReader(field, PHOTO_BYTES)));
  }
});
