// Letters in one form: composed, with straight quotes, plain dashes and plain spaces. Models write these for the others.

const kinds: readonly (readonly [RegExp, string])[] = [
  [/[\u2018\u2019\u201a\u201b\u2032]/g, "'"],
  [/[\u201c\u201d\u201e\u201f\u2033]/g, '"'],
  [/[\u2010-\u2015\u2212]/g, "-"],
  [/[\u00a0\u2000-\u200a\u202f\u3000]/g, " "],
];

/** `text` in that form. */
export function fold(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: that is ASCII.
  if (/^[\x00-\x7f]*$/.test(text)) return text;
  let folded = text.normalize("NFC");
  for (const [kind, plain] of kinds) folded = folded.replace(kind, plain);
  return folded;
}

/** A letter with its marks, or the parts of a Korean syllable: what becomes one in the composed form. */
const cluster = /[\u1100-\u115f][\u1160-\u11a7]?[\u11a8-\u11ff]?|\P{M}\p{M}*|\p{M}+/gu;

/** The column of `line` at which `column` of its folded form stands; inside of a letter, that where it begins. */
export function unfoldColumn(line: string, column: number): number {
  let folded = 0;
  for (const found of line.matchAll(cluster)) {
    const length = fold(found[0]).length;
    if (folded + length > column) return found.index;
    folded += length;
  }
  return line.length;
}

/** Whether a letter of `line` ends or begins at `column` of its folded form. */
export function isBetweenLetters(line: string, column: number): boolean {
  return fold(line.slice(0, unfoldColumn(line, column))).length === column;
}
