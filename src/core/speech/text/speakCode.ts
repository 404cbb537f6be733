// Source code for the ear: line by line as words, or as one sentence that says what it is.

import { codeLanguageName } from "./codeLanguageName.ts";
import { identifierWords } from "./identifierWords.ts";
import { type MappedText, MappedTextBuilder } from "./mappedText.ts";
import { noBrackets } from "./speakProse.ts";
import { tidy } from "./tidy.ts";
import type { SpokenWords } from "./words.ts";

const token = new RegExp(
  [
    /(?<word>[[\p{L}_$]--[\p{Script=Han}]][[\p{L}\p{N}_$]--[\p{Script=Han}]]*|\p{Script=Han}+)/v,
    /(?<number>0[xX][\da-fA-F_]+|\d[\d_]*(?:\.\d+)?\p{L}*)/v,
    /(?<comment>\/\/+|\/\*+|\*+\/|<!--|-->|#(?!\w))/v,
    /(?<operator>\.{3}|[=!]==?|\*\*|\+\+|--|[\-+*\/]=|<<|>>|[<>]=|=>|->|:=|::|&&|\|\||\?\?|[\-=+*\/%<>\&\|!^~@])/v,
    /(?<question>\?)|(?<dot>\.(?=[\p{L}_$]))|(?<open>[\(\[（【])|(?<pause>[,:])|(?<end>;)|(?<other>[\s\S])/v,
  ]
    .map((part) => part.source)
    .join("|"),
  "gv",
);

/** What is said of each line of `code` that has a word in it, in order. */
export function* speakCodeLines(code: MappedText, words: SpokenWords): Generator<MappedText> {
  let start = 0;
  for (let end = 0; end <= code.text.length; end++) {
    if (end < code.text.length && code.text[end] !== "\n") continue;
    const line = speakLine(code, start, end, words);
    if (/[\p{L}\p{N}]/u.test(line.text)) yield line;
    start = end + 1;
  }
}

function speakLine(code: MappedText, from: number, to: number, words: SpokenWords): MappedText {
  const builder = new MappedTextBuilder();
  const text = code.text.slice(from, to);
  for (const match of text.matchAll(token)) {
    const start = from + match.index;
    builder.replace(say(match.groups ?? {}, text, match.index, words), code, start, start + match[0].length);
  }
  return tidy(builder.build());
}

function say(
  groups: Readonly<Record<string, string | undefined>>,
  text: string,
  index: number,
  words: SpokenWords,
): string {
  const { word, number, operator, other } = groups;
  if (word !== undefined) return /^\p{Script=Han}/u.test(word) ? word : identifierWords(word);
  if (number !== undefined) return number.replaceAll("_", "");
  if (operator !== undefined) return sayOperator(operator, text, index, words);
  if (groups.question !== undefined) return /^\s/.test(text.slice(index + 1)) ? ` ${words.operators.get("?")} ` : " ";
  if (groups.dot !== undefined) return ` ${words.dot} `;
  if (groups.open !== undefined) return words.comma;
  if (groups.pause !== undefined) return words.comma;
  if (other === undefined || /[!-~]/.test(other)) return " ";
  if (other !== undefined) return /[\p{S}\p{Ps}\p{Pe}\p{Co}\p{Cn}\p{Cc}]/u.test(other) ? " " : noBrackets(other);
  return " ";
}

/** `<` and `>` of a type or a tag, and a sign that touches one side alone, are not operators. */
function sayOperator(operator: string, text: string, index: number, words: SpokenWords): string {
  const before = /\s$|^$/.test(text.slice(0, index));
  const after = /^\s|^$/.test(text.slice(index + operator.length));
  if (/^[<>/&*@~^|%-]$/.test(operator) && before !== after && operator !== "-") return " ";
  if (/^[<>/*]$/.test(operator) && !before && !after) return " ";
  if (operator === "-" && before !== after) return ` ${words.operators.get("-")} `;
  return ` ${words.operators.get(operator) ?? ""} `;
}

const declaration =
  /\b(?:function|class|interface|type|enum|struct|trait|module|namespace|def|fn|func|sub|fun)\s+\*?([\p{L}_$][\p{L}\p{N}_$]*)|\b(?:const|let|var|val)\s+([\p{L}_$][\p{L}\p{N}_$]*)\s*=\s*(?:async\s*)?(?:function\b|\([^()]*\)\s*(?::[^=]*)?=>|[\p{L}_$][\w$]*\s*=>)/gu;
const maxNames = 5;

/** One sentence about `code`: its language, its length and what it declares. */
export function summariseCode(code: MappedText, language: string, words: SpokenWords): MappedText {
  const lines = code.text.split("\n").filter((line) => /\S/.test(line)).length;
  const names = [...code.text.matchAll(declaration)].map((match) => identifierWords(match[1] ?? match[2] ?? ""));
  const distinct = [...new Set(names.filter((name) => name !== ""))].slice(0, maxNames);
  const declares = distinct.length > 0 ? `${words.comma}${words.declares} ${distinct.join(words.comma)}` : "";
  const text = `${words.code(codeLanguageName(language), lines)}${declares}${words.stop}`;
  const start = code.text.length - code.text.trimStart().length;
  return new MappedTextBuilder().replace(text, code, start, Math.max(start, code.text.trimEnd().length)).build();
}
