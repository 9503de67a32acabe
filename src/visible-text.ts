// cspell:ignore Syrc Nkoo Mand Phag Gujr Orya Taml Telu Knda Mlym Khmr Mymr Tibt

/**
 * Characters without a glyph (Unicode: Default_Ignorable_Code_Point, controls, unpaired surrogates, line separators, noncharacters), and
 * those whose glyph is blank although they are letters or symbols, such as U+2800. Spaces are not among them.
 */
const INVISIBLE =
  '[\\p{Default_Ignorable_Code_Point}\\p{Cc}\\p{Cs}\\p{Zl}\\p{Zp}\\p{Noncharacter_Code_Point}\\u2800\\ufff9-\\ufffc\\u{1d159}\\u{13441}\\u{13442}]';
/** Characters of `INVISIBLE` that take up space or separate words. */
const BLANK =
  '[\\p{Cc}\\p{Cs}\\p{Zl}\\p{Zp}\\u115f\\u1160\\u2800\\u3164\\uffa0\\ufffc\\u{1d159}\\u{13441}\\u{13442}]';

/** Scripts in which a joiner changes the shape of its neighbors (Unicode Standard, section 23.2). */
const JOINING_SCRIPTS =
  'Arab Syrc Mong Nkoo Mand Phag Deva Beng Guru Gujr Orya Taml Telu Knda Mlym Sinh Khmr Mymr Tibt'
    .split(' ')
    .map((script) => `\\p{scx=${script}}`)
    .join('');

/** Invisible characters that belong to the visible one before them: parts of emoji, and variants of Han and Mongolian characters. */
const VARIANTS = [
  '[0-9#*]\\ufe0f\\u20e3',
  // The flags of England, Scotland and Wales.
  '\\u{1f3f4}\\u{e0067}\\u{e0062}(?:\\u{e0065}\\u{e006e}\\u{e0067}|\\u{e0073}\\u{e0063}\\u{e0074}|\\u{e0077}\\u{e006c}\\u{e0073})\\u{e007f}',
  '\\p{Extended_Pictographic}[\\ufe0f\\p{Emoji_Modifier}]?\\u200d(?=\\p{Extended_Pictographic})',
  '\\p{Extended_Pictographic}[\\ufe0e\\ufe0f]',
  '\\p{sc=Han}[\\ufe00-\\ufe02\\u{e0100}-\\u{e01ef}]',
  '\\p{sc=Mong}[\\u180b-\\u180d\\u180f]',
];
const JOINED_LETTERS = '[\\p{L}\\p{M}][\\u200c\\u200d](?=[\\p{L}\\p{M}])';
const JOINED_LETTERS_OF_JOINING_SCRIPTS = `(?=[${JOINING_SCRIPTS}])[\\p{L}\\p{M}][\\u200c\\u200d](?=[${JOINING_SCRIPTS}])(?=[\\p{L}\\p{M}])`;

const anyOf = (...alternatives: readonly string[]) => alternatives.join('|');

/** In the group `found`: what must not be in text that is signed. */
const REFUSED = new RegExp(
  anyOf(...VARIANTS, JOINED_LETTERS_OF_JOINING_SCRIPTS, `(?<found>${INVISIBLE})`),
  'gu',
);
/** In the groups: what a name loses. Marks for the direction of writing may stay, because a name is always shown isolated. */
const REMOVED_FROM_NAMES = new RegExp(
  anyOf(
    ...VARIANTS,
    JOINED_LETTERS,
    '[\\u061c\\u200e\\u200f\\u2066-\\u2069]',
    `(?<blank>${BLANK})`,
    `(?<removed>${INVISIBLE})`,
  ),
  'gu',
);
/** The glyphs of private and unassigned characters are boxes. */
const VISIBLE = new RegExp(`(?!${INVISIBLE})(?:[^\\p{M}\\p{Z}\\p{C}]|[\\p{Co}\\p{Cn}])`, 'u');

/** Longest name in the list of devices, in characters (code points). */
const MAX_NAME_CHARACTERS = 80;

/** Whether a text has at least one character that people can see. A combining mark alone does not count. */
export const hasVisibleText = (text: string): boolean => VISIBLE.test(text);

/**
 * Prepares a name for the list of devices: at most 80 characters, without characters that are invisible or change the direction of the
 * text around them. Joiners between letters and within emoji stay, and so do isolates that are balanced. PostgreSQL stores neither U+0000
 * nor unpaired surrogates.
 *
 * @returns the cleaned name; the empty string if nothing of it is visible
 * @example
 * cleanName(' Ann\u202e\u200b ') // 'Ann'
 */
export function cleanName(name: string): string {
  // The first cut, in UTF-16 units, keeps the work small for very long input.
  const cleaned = removeInvisible(name.slice(0, 16 * MAX_NAME_CHARACTERS));
  const characters = [...cleaned];
  if (characters.length <= MAX_NAME_CHARACTERS) return cleaned;
  // A cut can leave a joiner or an isolate without its end.
  return removeInvisible(characters.slice(0, MAX_NAME_CHARACTERS).join(''));
}

/**
 * A name that none of the others has: with the first number from 2 on that is free, if another one has the name already. At most 80
 * characters.
 *
 * @example
 * distinctName('Firefox on Linux', new Set(['Firefox on Linux'])) // 'Firefox on Linux 2'
 */
export function distinctName(name: string, others: ReadonlySet<string>): string {
  let distinct = name;
  for (let number = 2; others.has(distinct); number++) {
    const ending = ` ${number}`;
    const start = [...name].slice(0, MAX_NAME_CHARACTERS - ending.length).join('');
    distinct = removeInvisible(start) + ending;
  }
  return distinct;
}

function removeInvisible(text: string): string {
  const cleaned = text.replace(REMOVED_FROM_NAMES, (match, ...rest) => {
    const { blank, removed } = rest.at(-1) as Record<'blank' | 'removed', string | undefined>;
    if (blank !== undefined) return ' ';
    return removed === undefined ? match : '';
  });
  const name = balanceIsolates(cleaned).replace(/\s+/g, ' ').trim();
  return hasVisibleText(name) ? name : '';
}

const POP_ISOLATE = '\u2069';

/** Removes isolates without an end, and ends without an isolate: they would affect the text around the name (Unicode UAX #9). */
function balanceIsolates(text: string): string {
  const characters = [...text];
  const open: number[] = [];
  const unbalanced = new Set<number>();
  for (const [index, character] of characters.entries()) {
    if (/[\u2066-\u2068]/.test(character)) open.push(index);
    else if (character === POP_ISOLATE && open.pop() === undefined) unbalanced.add(index);
  }
  for (const index of open) unbalanced.add(index);
  return characters.filter((_, index) => !unbalanced.has(index)).join('');
}

/**
 * The first character of a text that people cannot see or that can reorder what they see, as `U+202E`; undefined if there is none. A
 * text with such a character can look like another one, so it must not be signed. Line feeds and tabs are among them.
 *
 * @example
 * findInvisible('\u202e00.01 RUE') // 'U+202E'
 */
export function findInvisible(text: string): string | undefined {
  for (const match of text.matchAll(REFUSED)) {
    if (match.groups?.found !== undefined) return codePointName(match.groups.found);
  }
  return undefined;
}

/** The text with the code point in place of each character that `findInvisible` finds. */
export const showInvisible = (text: string): string =>
  text.replace(REFUSED, (match, ...rest) => {
    const { found } = rest.at(-1) as Record<'found', string | undefined>;
    return found === undefined ? match : `[${codePointName(found)}]`;
  });

const codePointName = (character: string): string =>
  `U+${character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}`;
