const isDigit = (codePoint: number): boolean => /^\p{Nd}$/u.test(String.fromCodePoint(codePoint));

/** Writes the decimal digits of every script, such as ٤٢ or ４２ of an Arabic or a Japanese keyboard, as 0 to 9. Everything else stays. */
export const toAsciiDigits = (text: string): string =>
  text.replace(/\p{Nd}/gu, (digit) => {
    // Unicode has each set of digits in order, from zero to nine.
    let position = 0;
    for (let codePoint = digit.codePointAt(0)!; isDigit(codePoint - 1); codePoint--) position++;
    return String(position % 10);
  });
