import { invalidProperty, isUnset, missingProperty } from '../errors.ts';
import { checkTransaction } from '../wire/transaction.ts';
import type { AuthenticateInput, EnrollInput, RecoverInput } from './types.ts';

// Pages without TypeScript may pass anything. Each error names the property, and nothing has been sent or counted when it is thrown.

type Unchecked<Input> = { readonly [Name in keyof Input]?: unknown };

/** @throws RecognizeError `usage/missing-property`, `usage/invalid-property` */
export function checkEnrollInput(input: EnrollInput): void {
  const { type, authorization, recognizeId, name, activate }: Unchecked<EnrollInput> = input;
  if (isUnset(type)) throw missingProperty('type');
  if (type !== 'BACKUP' && type !== 'TEMPORARY') throw invalidProperty('type', 'BACKUP or TEMPORARY');
  checkAuthorization(authorization);
  if (recognizeId === '') throw invalidProperty('recognizeId', 'a string that is not empty');
  checkOptional('recognizeId', recognizeId, 'string');
  checkOptional('name', name, 'string');
  checkOptional('activate', activate, 'boolean');
}

/** @throws RecognizeError `usage/missing-property`, `usage/invalid-property` */
export function checkRecoverInput(input: RecoverInput): void {
  const { recognizeId, clientState, authorization, deviceName, replaceUnused }: Unchecked<RecoverInput> =
    input;
  checkRequiredString('recognizeId', recognizeId);
  checkRequiredString('clientState', clientState);
  checkAuthorization(authorization);
  checkOptional('deviceName', deviceName, 'string');
  checkOptional('replaceUnused', replaceUnused, 'boolean');
}

/** @throws RecognizeError `usage/missing-property`, `usage/invalid-property` */
export function checkAuthenticateInput(input: AuthenticateInput): void {
  const { recognizeId, authorization, challenge, transaction }: Unchecked<AuthenticateInput> = input;
  checkRequiredString('recognizeId', recognizeId);
  checkAuthorization(authorization);
  checkOptional('challenge', challenge, 'string');
  if (transaction !== undefined) checkTransaction(transaction);
}

function checkRequiredString(name: string, value: unknown): void {
  if (isUnset(value)) throw missingProperty(name);
  if (typeof value !== 'string') throw invalidProperty(name, 'a string');
}

function checkOptional(name: string, value: unknown, type: 'string' | 'boolean'): void {
  const actual: string = typeof value;
  if (value !== undefined && actual !== type) throw invalidProperty(name, `a ${type}`);
}

function checkAuthorization(value: unknown): void {
  if (isUnset(value)) throw missingProperty('authorization');
  if (typeof value !== 'string' && typeof value !== 'function')
    throw invalidProperty('authorization', 'a token, or a function that returns one');
}
