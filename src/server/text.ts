/** Longest text that a person or a browser gives a device, characters. */
const longest = 80;

/** A text as the list of devices shows it: no control characters and no half of a pair (no database takes U+0000 or those), at most 80 characters; else empty. */
export function cleanText(value: unknown): string {
  if (typeof value !== 'string') return '';
  const visible = value.replace(/[\p{Cc}\p{Cs}]+/gu, ' ').trim();
  return [...visible.slice(0, 4 * longest)].slice(0, longest).join('').trim();
}
