import { invalidProperty, isUnset, missingProperty } from '../errors.ts';
import { requireRecognizeId } from '../wire/ids.ts';
import { scenarios } from '../wire/photo.ts';
import { checkTransaction } from '../wire/transaction.ts';
import type { AuthenticateInput, EnrollInput, RecoverInput } from './types.ts';

// Pages without TypeScript may pass anything. Each error names the property, and nothing has been sent or counted when it is thrown.

type Unchecked<Input> = { readonly [Name in keyof Input]?: unknown };

/** @throws RecognizeError `usage/missing-property`, `usage/invalid-property` */
export function checkEnrollInput(input: EnrollInput): void {
  const { type, authorization, recognizeId, name, activate, photo }: Unchecked<EnrollInput> = input;
  if (isUnset(type)) throw missingProperty('type');
  if (type !== 'BACKUP' && type !== 'TEMPORARY') throw invalidProperty('type', 'BACKUP or TEMPORARY');
  checkAuthorization(authorization);
  if (recognizeId !== undefined) requireRecognizeId(recognizeId);
  checkOptional('name', name, 'string');
  checkOptional('activate', activate, 'boolean');
  if (photo !== undefined) checkPhoto(photo);
}

function checkPhoto(photo: unknown): void {
  const { file, scenario }: { readonly file?: unknown; readonly scenario?: unknown } = Object(photo);
  if (!(file instanceof Blob)) throw invalidProperty('photo.file', 'a File or Blob');
  if (!scenarios.some((known) => known === scenario))
    throw invalidProperty('photo.scenario', `one of ${scenarios.join(', ')}`);
}

/** @throws RecognizeError `usage/missing-property`, `usage/invalid-property` */
export function checkRecoverInput(input: RecoverInput): void {
  const { recognizeId, clientState, authorization, deviceName, replaceUnused }: Unchecked<RecoverInput> =
    input;
  checkRecognizeId(recognizeId);
  checkRequiredString('clientState', clientState);
  checkAuthorization(authorization);
  checkOptional('deviceName', deviceName, 'string');
  checkOptional('replaceUnused', replaceUnused, 'boolean');
}

/** @throws RecognizeError `usage/missing-property`, `usage/invalid-property` */
export function checkAuthenticateInput(input: AuthenticateInput): void {
  const { recognizeId, authorization, challenge, transaction }: Unchecked<AuthenticateInput> = input;
  checkRecognizeId(recognizeId);
  checkAuthorization(authorization);
  checkOptional('challenge', challenge, 'string');
  if (transaction !== undefined) checkTransaction(transaction);
}

function checkRecognizeId(value: unknown): void {
  if (isUnset(value)) throw missingProperty('recognizeId');
  requireRecognizeId(value);
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
