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

/**
 * The `transaction_hash` claim: SHA-256 of the transaction in canonical JSON, as base64url. A host compares it with the transaction that it
 * sent.
 *
 * @param transaction plain JSON data, as it was shown to the user
 */
export async function transactionHash(transaction: unknown): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', utf8(canonicalJson(transaction)));
  return toBase64url(new Uint8Array(digest));
}
