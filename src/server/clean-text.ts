/** Longest text that a person or a browser gives a device, characters. */
const longest = 80;

/**
 * A text as the list of devices shows it, at most 80 characters: without control characters and halves of surrogate pairs (no database
 * takes U+0000 or those). What is no text is empty.
 */
export function cleanText(value: unknown): string {
  if (typeof value !== 'string') return '';
  const visible = value.replace(/[\p{Cc}\p{Cs}]+/gu, ' ').trim();
  return [...visible.slice(0, 4 * longest)].slice(0, longest).join('').trim();
}
