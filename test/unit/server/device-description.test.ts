import * as v from 'valibot';
import { expect, it } from 'vitest';
import { deviceDescriptionSchema } from '../../../src/server/device-description.ts';

it('keeps name, browser and system after cleaning', () => {
  const value = { name: ' Phone\n', browser: 'Firefox', system: 'Linux', other: 'x' };
  expect(v.parse(deviceDescriptionSchema, value)).toEqual({
    name: 'Phone',
    browser: 'Firefox',
    system: 'Linux',
  });
});

it.each([undefined, null, 7, 'text', [], { name: 7, browser: ' ', system: null }])(
  'returns an empty description for %j',
  (value) => {
    expect(v.parse(deviceDescriptionSchema, value)).toEqual({});
  },
);
