import { toBase64url } from './base64url.ts';
import { utf8 } from './bytes.ts';

/** JSON without freedom (RFC 8785 for plain data): keys sorted, no space. */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  const entries = Object.entries(value).filter(([, part]) => part !== undefined);
  entries.sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, part]) => `${JSON.stringify(key)}:${canonicalJson(part)}`).join(',')}}`;
}

/** What an assertion says of the transaction that was shown: base64url SHA-256 of its canonical JSON. */
export async function transactionHash(transaction: unknown): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', utf8(canonicalJson(transaction)));
  return toBase64url(new Uint8Array(digest));
}
