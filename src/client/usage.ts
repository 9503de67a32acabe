import { isUnset, missingProperty, RecognizeError } from '../errors.ts';
import { isObjectOfFields } from '../wire/transaction.ts';

/** An attribute of an element, or a property of an element or of the headless client. */
export interface Setting {
  readonly kind: 'attribute' | 'property';
  /** As the page writes it, such as `assets-base`. */
  readonly name: string;
}

export const attribute = (name: string): Setting => ({ kind: 'attribute', name });
export const property = (name: string): Setting => ({ kind: 'property', name });

/** Error for a setting with a wrong value. `expected` continues the sentence "expected …". */
export const invalidSetting = ({ kind, name }: Setting, expected: string, cause?: unknown): RecognizeError =>
  new RecognizeError(`usage/invalid-${kind}`, { detail: `${name}: expected ${expected}`, cause });

/** @throws RecognizeError `usage/missing-property` for undefined, null and the empty string */
export function requireSet<Value>(name: string, value: Value | undefined | null): Value {
  if (isUnset(value)) throw missingProperty(name);
  return value;
}

/** @throws RecognizeError `usage/invalid-*` unless the value is unset or one of `allowed` */
export function requireOneOf(setting: Setting, value: unknown, allowed: readonly string[]): void {
  if (isUnset(value) || allowed.some((option) => option === value)) return;
  throw invalidSetting(setting, `one of ${allowed.join(', ')}`);
}

/** @throws RecognizeError `usage/invalid-*` unless the value is unset or a string */
export function requireString(setting: Setting, value: unknown): void {
  if (!isUnset(value) && typeof value !== 'string') throw invalidSetting(setting, 'a string');
}

/**
 * The URL of a setting, relative to the page.
 *
 * @throws RecognizeError `usage/invalid-*`
 */
export function requireUrl(setting: Setting, value: unknown): URL {
  if (typeof value !== 'string' && !(value instanceof URL)) throw invalidSetting(setting, 'a URL');
  try {
    return new URL(value, document.baseURI);
  } catch (cause) {
    throw invalidSetting(setting, `a URL, not '${value}'`, cause);
  }
}

/** base64url of 64 bytes: the last of its 86 characters carries two bits. */
const MATCHER_KEY = /^[\w-]{85}[AQgw]$/;

/** @throws RecognizeError `usage/invalid-*` unless the value is unset or a P-256 point, x ‖ y, in base64url */
export function requireMatcherKey(setting: Setting, value: unknown): void {
  if (isUnset(value) || (typeof value === 'string' && MATCHER_KEY.test(value))) return;
  throw invalidSetting(setting, '64 bytes as base64url');
}

/** @throws RecognizeError `usage/invalid-*` unless the value is unset or an object of fields, not an array, a Map or a Date */
export function requireObject(setting: Setting, value: unknown): void {
  if (isUnset(value) || isObjectOfFields(value)) return;
  throw invalidSetting(setting, 'an object');
}
