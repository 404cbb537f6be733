// Characters that make a person read another command than the one that runs.

import type { Doubt } from "./shellReading.ts";

const unseen = /(?![\t\n])[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/u;

/** What is no ASCII and yet no disguise: letters and marks of writings that none of ASCII's letters can be taken for. */
const distinct = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]$/u;
/** Latin letters that show what they are: an accent on one of ASCII's, or one of their own. `ı`, `ɑ` and `ɡ` do not. */
const accented = /^[A-Za-z]\p{M}+$/u;
const ownLetters = new Set("ßẞæÆøØłŁđĐþÞœŒðÐ");

/** What `text` has of them; empty for plain text in ASCII, Latin letters with accents, Chinese, Japanese and Korean. */
export function oddCharacters(text: string): readonly Doubt[] {
  const doubts: Doubt[] = [];
  const hidden = unseen.exec(text)?.[0];
  if (hidden !== undefined) doubts.push({ kind: "unseen", text: codeOf(hidden) });
  const disguised = Array.from(text).find((letter) => letter > "\x7f" && !unseen.test(letter) && !isDistinct(letter));
  if (disguised !== undefined) doubts.push({ kind: "confusable", text: disguised });
  return doubts;
}

/** Whether `letter` (a character outside of ASCII) is what it looks like. */
export function isDistinct(letter: string): boolean {
  if (letter.normalize("NFKC") !== letter) return false;
  return distinct.test(letter) || ownLetters.has(letter) || accented.test(letter.normalize("NFD"));
}

function codeOf(letter: string): string {
  return `U+${(letter.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}`;
}
