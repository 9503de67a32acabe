import { describe, expect, it } from 'vitest';
import {
  checkAuthenticateInput,
  checkEnrollInput,
  checkRecoverInput,
} from '../../../src/ceremonies/input.ts';
import type { AuthenticateInput, EnrollInput, RecoverInput } from '../../../src/ceremonies/types.ts';

const token = 'a.b.c';
const enrollInput: EnrollInput = { type: 'BACKUP', authorization: token };
const recoverInput: RecoverInput = { recognizeId: 'ann', clientState: 'state', authorization: token };
const authenticateInput: AuthenticateInput = { recognizeId: 'ann', authorization: async () => token };

/** Input of a page without TypeScript. */
const withValue = <Input extends object>(input: Input, name: string, value: unknown): Input => ({
  ...input,
  [name]: value,
});

const missing = (name: string) => ({ code: 'usage/missing-property', detail: `${name} is not set` });
const invalid = (name: string) => ({
  code: 'usage/invalid-property',
  detail: expect.stringMatching(new RegExp(`^${name}: expected `)),
});

describe('checkEnrollInput', () => {
  const check = (name: string, value: unknown) => () => checkEnrollInput(withValue(enrollInput, name, value));

  it('accepts complete input', () => {
    checkEnrollInput(enrollInput);
    checkEnrollInput({
      type: 'TEMPORARY',
      authorization: () => token,
      recognizeId: 'ann',
      name: 'Paper',
      activate: true,
    });
  });

  it.each([
    ['type', undefined],
    ['type', ''],
    ['authorization', undefined],
    ['authorization', ''],
    ['authorization', null],
  ])('throws usage/missing-property for %s (%s)', (name, value) => {
    expect(check(name, value)).toThrow(expect.objectContaining(missing(name)));
  });

  it.each([
    ['type', 'SDK'],
    ['type', 5],
    ['authorization', { token }],
    ['recognizeId', ''],
    ['recognizeId', 5],
    ['name', 5],
    ['activate', 'yes'],
  ])('throws usage/invalid-property for %s (%s)', (name, value) => {
    expect(check(name, value)).toThrow(expect.objectContaining(invalid(name)));
  });
});

describe('checkRecoverInput', () => {
  const check = (name: string, value: unknown) => () =>
    checkRecoverInput(withValue(recoverInput, name, value));

  it('accepts complete input', () => {
    checkRecoverInput(recoverInput);
    checkRecoverInput({ ...recoverInput, deviceName: 'Desk' });
  });

  it.each(['recognizeId', 'clientState', 'authorization'])('throws usage/missing-property for %s', (name) => {
    for (const value of [undefined, null, ''])
      expect(check(name, value)).toThrow(expect.objectContaining(missing(name)));
  });

  it.each(['recognizeId', 'clientState', 'authorization', 'deviceName'])(
    'throws usage/invalid-property for %s',
    (name) => {
      expect(check(name, 5)).toThrow(expect.objectContaining(invalid(name)));
    },
  );
});

describe('checkAuthenticateInput', () => {
  const check = (name: string, value: unknown) => () =>
    checkAuthenticateInput(withValue(authenticateInput, name, value));

  it('accepts complete input', () => {
    checkAuthenticateInput(authenticateInput);
    checkAuthenticateInput({
      ...authenticateInput,
      challenge: 'abc',
      transaction: { payee: 'Ada', sum: 1.5 },
    });
  });

  it.each(['recognizeId', 'authorization'])('throws usage/missing-property for %s', (name) => {
    for (const value of [undefined, null, ''])
      expect(check(name, value)).toThrow(expect.objectContaining(missing(name)));
  });

  it.each([
    ['recognizeId', 5],
    ['authorization', 5],
    ['challenge', 5],
    ['transaction', null],
    ['transaction', 'text'],
    ['transaction', ['Ada']],
  ])('throws usage/invalid-property for %s (%j)', (name, value) => {
    expect(check(name, value)).toThrow(expect.objectContaining(invalid(name)));
  });

  it.each([[{}], [null], [undefined], [true], [Number.NaN], [Number.POSITIVE_INFINITY]])(
    'throws usage/invalid-property for an entry of a transaction that is neither a string nor a finite number (%s)',
    (value) => {
      const transaction = { payee: 'Ada', amount: value };
      expect(check('transaction', transaction)).toThrow(
        expect.objectContaining(invalid('transaction.amount')),
      );
    },
  );
});
