// Which language a piece of text is in, as far as the choice of a voice and of words goes.

/** `mixed` has a good deal of both; the Chinese voices speak it. */
export type SpokenLanguage = "en" | "zh" | "mixed";

const han = /\p{Script=Han}/gu;
const word = /[\p{L}--[\p{Script=Han}]]+/gv;

/** Counts Chinese characters against words of other letters. Text without letters is English. */
export function languageOf(text: string): SpokenLanguage {
  const hanCount = text.match(han)?.length ?? 0;
  if (hanCount === 0) return "en";
  const wordCount = text.match(word)?.length ?? 0;
  // A Chinese word has about two characters.
  const chinese = hanCount / 2;
  if (wordCount <= chinese / 3) return "zh";
  return chinese <= wordCount / 6 ? "en" : "mixed";
}
