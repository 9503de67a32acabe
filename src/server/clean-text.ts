/** Longest name that the list of devices shows, in characters (code points). */
const MAX_CHARACTERS = 80;

/**
 * Prepares text for the list of devices: at most 80 characters, without control characters and unpaired surrogates. PostgreSQL stores
 * neither U+0000 nor unpaired surrogates.
 *
 * @returns the cleaned text, which can be empty
 */
export function cleanText(value: string): string {
  const visible = value.replace(/[\p{Cc}\p{Cs}]+/gu, ' ').trim();
  // The first cut, in UTF-16 units, keeps the work small for very long input.
  return [...visible.slice(0, 4 * MAX_CHARACTERS)].slice(0, MAX_CHARACTERS).join('').trim();
}
