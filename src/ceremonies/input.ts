import { RecognizeError } from '../errors.ts';
import type { AuthenticateInput, EnrollInput, RecoverInput } from './types.ts';

// Pages without TypeScript may pass anything. Each error names the property, and nothing has been sent or counted when it is thrown.

type Unchecked<Input> = { readonly [Name in keyof Input]?: unknown };

const missing = (name: string) =>
  new RecognizeError('usage/missing-property', { detail: `${name} is not set` });

const invalid = (name: string, expected: string) =>
  new RecognizeError('usage/invalid-property', { detail: `${name}: expected ${expected}` });

/** @throws RecognizeError `usage/missing-property`, `usage/invalid-property` */
export function checkEnrollInput(input: EnrollInput): void {
  const { type, authorization, recognizeId, name, activate }: Unchecked<EnrollInput> = input;
  if (isUnset(type)) throw missing('type');
  if (type !== 'BACKUP' && type !== 'TEMPORARY') throw invalid('type', 'BACKUP or TEMPORARY');
  checkAuthorization(authorization);
  if (recognizeId === '') throw invalid('recognizeId', 'a string that is not empty');
  checkOptional('recognizeId', recognizeId, 'string');
  checkOptional('name', name, 'string');
  checkOptional('activate', activate, 'boolean');
}

/** @throws RecognizeError `usage/missing-property`, `usage/invalid-property` */
export function checkRecoverInput(input: RecoverInput): void {
  const { recognizeId, clientState, authorization, deviceName }: Unchecked<RecoverInput> = input;
  checkRequiredString('recognizeId', recognizeId);
  checkRequiredString('clientState', clientState);
  checkAuthorization(authorization);
  checkOptional('deviceName', deviceName, 'string');
}

/** @throws RecognizeError `usage/missing-property`, `usage/invalid-property` */
export function checkAuthenticateInput(input: AuthenticateInput): void {
  const { recognizeId, authorization, challenge, transaction }: Unchecked<AuthenticateInput> = input;
  checkRequiredString('recognizeId', recognizeId);
  checkAuthorization(authorization);
  checkOptional('challenge', challenge, 'string');
  checkTransaction(transaction);
}

const isUnset = (value: unknown): boolean => value === undefined || value === null || value === '';

function checkRequiredString(name: string, value: unknown): void {
  if (isUnset(value)) throw missing(name);
  if (typeof value !== 'string') throw invalid(name, 'a string');
}

function checkOptional(name: string, value: unknown, type: 'string' | 'boolean'): void {
  const actual: string = typeof value;
  if (value !== undefined && actual !== type) throw invalid(name, `a ${type}`);
}

function checkAuthorization(value: unknown): void {
  if (isUnset(value)) throw missing('authorization');
  if (typeof value !== 'string' && typeof value !== 'function')
    throw invalid('authorization', 'a token, or a function that returns one');
}

/** Other values than strings and finite numbers could be signed in a form that the person has not seen. */
function checkTransaction(value: unknown): void {
  if (value === undefined) return;
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw invalid('transaction', 'an object of strings and numbers');
  for (const [name, part] of Object.entries(value)) {
    if (typeof part !== 'string' && !Number.isFinite(part))
      throw invalid(`transaction.${name}`, 'a string or a finite number');
  }
}
