import { invalidProperty } from '../errors.ts';
import { findInvisible, hasVisibleText, showInvisible } from '../visible-text.ts';
import { toBase64url } from './base64url.ts';
import { utf8 } from './bytes.ts';

/**
 * Canonical JSON (RFC 8785): keys sorted by UTF-16 code units, no white space. Members whose value is undefined are left out.
 *
 * @param value plain JSON data
 */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  const members = Object.entries(value).filter(([, member]) => member !== undefined);
  members.sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${members.map(([key, member]) => `${JSON.stringify(key)}:${canonicalJson(member)}`).join(',')}}`;
}

/** Names and values that the page shows to the person. Numbers are finite. */
export type Transaction = Readonly<Record<string, string | number>>;

/** Whether the fields of a value are its own properties. Those of a Map or a Date are not: it would be shown and signed as an empty object. */
export const isObjectOfFields = (value: unknown): value is object =>
  Object.prototype.toString.call(value) === '[object Object]';

/**
 * Checks that a transaction is shown as it is signed. Other values than strings and finite numbers have more than one form. Invisible
 * characters, and those that change the direction of the text, make it look like another transaction.
 *
 * @throws RecognizeError `usage/invalid-property` whose `detail` names the field
 */
export function checkTransaction(transaction: unknown): asserts transaction is Transaction {
  if (!isObjectOfFields(transaction))
    throw invalidProperty('transaction', 'an object of strings and numbers');
  for (const [name, value] of Object.entries(transaction)) {
    checkText(`transaction: the name of the field "${showInvisible(name)}"`, name);
    if (!hasVisibleText(name)) throw invalidProperty('transaction', 'field names with visible characters');
    if (typeof value === 'string') checkText(`transaction.${name}`, value);
    else if (!Number.isFinite(value))
      throw invalidProperty(`transaction.${name}`, 'a string or a finite number');
  }
}

function checkText(field: string, text: string): void {
  const found = findInvisible(text);
  if (found !== undefined)
    throw invalidProperty(
      field,
      `only visible characters, found ${found}; remove control characters and marks for the direction of text`,
    );
  if (text !== '' && !hasVisibleText(text))
    throw invalidProperty(field, 'visible characters, or the empty string');
}

/**
 * The `transaction_hash` claim: SHA-256 of the transaction in canonical JSON, as base64url. A host compares it with the transaction that it
 * sent.
 *
 * @param transaction as it is shown to the user
 * @throws RecognizeError `usage/invalid-property` as `checkTransaction`
 * @example
 * await transactionHash({ To: 'Ann', Amount: '12.50 EUR' })
 */
export async function transactionHash(transaction: Transaction): Promise<string> {
  checkTransaction(transaction);
  const digest = await crypto.subtle.digest('SHA-256', utf8(canonicalJson(transaction)));
  return toBase64url(new Uint8Array(digest));
}
