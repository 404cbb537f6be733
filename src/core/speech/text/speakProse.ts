// Prose with inline Markdown as words: what a careful person would say when reading it to somebody else.

import { identifierWords, isIdentifier } from "./identifierWords.ts";
import { languageOf } from "./language.ts";
import { type MappedText, MappedTextBuilder } from "./mappedText.ts";
import { proseChunks, proseToken, sentenceEnd } from "./proseTokens.ts";
import { tidy } from "./tidy.ts";
import { type SpokenWords, spokenWords } from "./words.ts";

export interface ProseOptions {
  /** true leaves `()`, `（）` and `[]` where they are: the person wrote them to steer the voice. */
  readonly keepTags: boolean;
}

/** What is said of `content`. No bracket is left in it, except with `keepTags`. */
export function speakProse(content: MappedText, options: ProseOptions): MappedText {
  const builder = new MappedTextBuilder();
  for (const { start, text, tokens } of proseChunks(content.text)) {
    // Marks alone (`--- ===`) say nothing.
    if (!/[\p{L}\p{N}]/u.test(text)) continue;
    const spoken = new MappedTextBuilder();
    const wordsAt = wordsBySentence(text);
    speakTokens(spoken, { content, start, text, tokens }, (at) => wordsAt(at - start), options);
    const tidied = tidy(spoken.build());
    const isWide = /[。！？；]/.test(content.text[start - 1] ?? "") && !/^\s/.test(text);
    if (!builder.isEmpty && !isWide) builder.replace(" ", tidied, 0, 0);
    builder.addSlice(tidied, 0, tidied.text.length);
  }
  return builder.build();
}

/** The words to use at an offset of `text`: those of the language of the sentence there. Asked in rising order. */
function wordsBySentence(text: string): (at: number) => SpokenWords {
  const ends = [...[...text.matchAll(sentenceEnd)].map((match) => match.index + match[0].length), text.length];
  const sentences = ends.map((end, index) => ({ end, words: wordsOf(text.slice(ends[index - 1] ?? 0, end)) }));
  let index = 0;
  return (at) => {
    while (index < sentences.length - 1 && at >= (sentences[index]?.end ?? 0)) index++;
    return sentences[index]?.words ?? spokenWords("en");
  };
}

function wordsOf(sentence: string): SpokenWords {
  return spokenWords(languageOf(sentence));
}

/** Some of `content`: its `text` from `start` on, taken apart. */
interface Range {
  readonly content: MappedText;
  readonly start: number;
  readonly text: string;
  readonly tokens: Iterable<RegExpExecArray>;
}

function speakTokens(
  builder: MappedTextBuilder,
  { content, start: from, text, tokens }: Range,
  wordsAt: (at: number) => SpokenWords,
  options: ProseOptions,
): void {
  for (const match of tokens) {
    const start = from + match.index;
    const end = start + match[0].length;
    const groups = match.groups ?? {};
    const inner = groups.link ?? groups.inlineTag;
    if (inner !== undefined) {
      // The text of a link begins after its first bracket; that of `{@link …}` where it stands.
      const at = start + match[0].indexOf(inner, 1);
      const range = { content, start: at, text: inner, tokens: inner.matchAll(proseToken) };
      speakTokens(builder, range, wordsAt, options);
      continue;
    }
    const said = say(groups, text, match.index, match[0], wordsAt(start), options);
    if (said === undefined || said === match[0]) builder.addSlice(content, start, end);
    else builder.replace(said, content, start, end);
  }
}

/** What to say for one token; undefined says it as it is. */
function say(
  groups: Readonly<Record<string, string | undefined>>,
  text: string,
  index: number,
  whole: string,
  words: SpokenWords,
  options: ProseOptions,
): string | undefined {
  if (groups.plain !== undefined || groups.time !== undefined || groups.rest !== undefined) return undefined;
  if (groups.codeText !== undefined) return speakCodeSpan(groups.codeText, words);
  if (groups.alt !== undefined)
    return groups.alt === "" ? " " : ` ${words.image} ${noBrackets(groups.alt)}${words.stop} `;
  if (groups.url !== undefined) return speakUrl(groups.url, words);
  if (groups.mail !== undefined)
    return ` ${groups.mail.replace("@", ` ${words.at} `).replaceAll(".", ` ${words.dot} `)} `;
  if (groups.entity !== undefined) return speakEntity(groups.entity, words);
  if (groups.escaped !== undefined) return /[[\](){}<>*_`~#\\|^=]/.test(groups.escaped) ? " " : groups.escaped;
  if (groups.docTag !== undefined) return ` ${speakDocTag(groups.docTag, words)} `;
  if (groups.sharp !== undefined) return `${groups.sharp.charAt(0)} sharp`;
  if (groups.path !== undefined) return speakPath(groups.path, words);
  if (groups.word !== undefined) return speakWord(groups.word, groups.call !== undefined, words);
  if (groups.plural !== undefined) return groups.plural;
  if (groups.issue !== undefined) return ` ${words.number} `;
  if (groups.operator !== undefined) {
    return ` ${words.symbols.get(groups.operator) ?? words.operators.get(groups.operator) ?? ""} `;
  }
  if (groups.mark !== undefined) return speakMark(groups.mark, text, index, words);
  if (groups.dots !== undefined) return "…";
  if (groups.bracket !== undefined) return speakBracket(groups.bracket, text, index, words, options.keepTags);
  if (groups.emoji !== undefined) return " ";
  if (groups.lineBreak !== undefined) return speakLineBreak(text, index, whole);
  if (groups.symbol !== undefined) return speakSymbol(groups.symbol, text, index, words);
  return " ";
}

const wideText = /[\p{Script=Han}\u3000-\u303f\uff00-\uffef]/u;

function speakLineBreak(text: string, index: number, whole: string): string {
  const wide = wideText.test(text[index - 1] ?? "") && wideText.test(text[index + whole.length] ?? "");
  return wide ? "" : " ";
}

function speakWord(word: string, isCall: boolean, words: SpokenWords): string | undefined {
  const emphasised = /^_+([^_]+)_+$/.exec(word)?.[1];
  if (emphasised !== undefined) return speakWord(emphasised, isCall, words) ?? emphasised;
  const parts = word.split(/\.|::|#|->/);
  // "e.g", "i.e" and "U.S" are not members of anything.
  if (parts.length > 1 && parts.some((part) => part.length < 2)) return isCall ? word : undefined;
  if (parts.length === 1 && !isCall && !isIdentifier(word)) return undefined;
  const spoken = parts.map((part) => (isCall || isIdentifier(part) ? identifierWords(part) : part));
  return ` ${spoken.filter((part) => part !== "").join(` ${words.dot} `)} `;
}

function speakCodeSpan(code: string, words: SpokenWords): string {
  const trimmed = code.trim();
  if (/^(?:https?|wss?):\/\//.test(trimmed)) return speakUrl(trimmed, words);
  const spoken = trimmed
    .replaceAll(/(?<=[\p{L}\p{N}_])(?:\.|::)(?=[\p{L}_$])/gu, ` ${words.dot} `)
    .replaceAll(/(?<=\w)\/(?=\w)/g, ` ${words.slash} `)
    .replaceAll(/[!=]==?|[<>]=|=>|->|&&|\|\||[=+*<>%&|!]/g, (mark) => ` ${words.operators.get(mark) ?? ""} `)
    .replaceAll(/(?<![\w$])([A-Z])#(?!\w)/g, "$1 sharp")
    .replaceAll(/[\p{L}\p{N}_$]+(?:-[\p{L}\p{N}_$]+)*/gu, (word) =>
      /^\d/.test(word) || /^\p{Script=Han}/u.test(word) ? word : identifierWords(word),
    );
  return ` ${noBrackets(spoken)} `;
}

function speakUrl(url: string, words: SpokenWords): string {
  // A stop or comma at the end belongs to the sentence.
  const tail = /[.,;:!?)\]]+$/.exec(url)?.[0] ?? "";
  const host = /^(?:\w+:\/\/)?(?:[^/@]*@)?(?:www\.)?([^/?#:]*)/.exec(url.slice(0, url.length - tail.length))?.[1] ?? "";
  const name = host === "" ? "" : host.split(".").join(` ${words.dot} `);
  return ` ${words.linkTo} ${noBrackets(name)}${tail.replaceAll(/[)\]]/g, "")} `;
}

function speakPath(path: string, words: SpokenWords): string | undefined {
  const separators = path.match(/[/\\]/g)?.length ?? 0;
  const isPath = /^[.~/\\@]/.test(path) || separators > 1 || /\.\p{L}\w*$/u.test(path);
  // "and/or", "TCP/IP", "1/2"
  if (/^[\d/]+$/.test(path)) return undefined;
  if (!isPath) return ` ${path.replaceAll(/[/\\]/g, " ").split(" ").map(plainOrIdentifier).join(" ")} `;
  const parts = path.split(/[/\\]/).filter((part) => !/^(?:\.{1,2}|~|)$/.test(part));
  return ` ${parts
    .map((part) =>
      part
        .split(".")
        .filter((name) => name !== "")
        .map(plainOrIdentifier)
        .join(` ${words.dot} `),
    )
    .join(` ${words.slash} `)} `;
}

function plainOrIdentifier(word: string): string {
  return isIdentifier(word) || /[-@]/.test(word) ? identifierWords(word) : word;
}

function speakEntity(entity: string, words: SpokenWords): string {
  const known: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'", nbsp: " " };
  const code = entity.startsWith("#x") ? Number.parseInt(entity.slice(2), 16) : Number.parseInt(entity.slice(1), 10);
  const char = known[entity] ?? (code <= 0x10ffff ? String.fromCodePoint(code) : " ");
  return words.symbols.has(char) ? ` ${words.symbols.get(char)} ` : noBrackets(char);
}

function speakDocTag(tag: string, words: SpokenWords): string {
  if (/return/.test(tag)) return words.returns;
  return /throw|exception/.test(tag) ? words.throws : words.parameter;
}

/** Emphasis is not heard; `a * b` and `a = b` are. */
function speakMark(mark: string, text: string, index: number, words: SpokenWords): string {
  const spaced = /\s/.test(text[index - 1] ?? "") && /\s/.test(text[index + mark.length] ?? "");
  if (spaced && mark === "*") return ` ${words.operators.get("*")} `;
  if (spaced && words.symbols.has(mark)) return ` ${words.symbols.get(mark)} `;
  if (mark === "=") return ` ${words.symbols.get("=")} `;
  if (mark === "~" && /\d/.test(text[index + 1] ?? "")) return ` ${words.symbols.get("≈")} `;
  // Between letters a mark parts words; at their edge it is emphasis.
  const inside = /[\p{L}\p{N}]/u.test(text[index - 1] ?? "") && /[\p{L}\p{N}]/u.test(text[index + mark.length] ?? "");
  return inside && !/^[*~]/.test(mark) ? " " : "";
}

function speakSymbol(symbol: string, text: string, index: number, words: SpokenWords): string | undefined {
  const before = text[index - 1] ?? "";
  const after = text[index + 1] ?? "";
  if (symbol === "/") return " ";
  if (symbol.startsWith("-")) return ", ";
  if (symbol === "+" && /[\p{L}\p{N}+]/u.test(before) && !/[\p{L}\p{N}\s]/u.test(after))
    return ` ${words.symbols.get("+")} `;
  if (symbol === "@") return ` ${words.at} `;
  // The voices know currencies and degrees.
  if (/[\p{Sc}°℃℉%‰]/u.test(symbol)) return undefined;
  return ` ${words.symbols.get(symbol) ?? ""} `;
}

/** Between the brackets of a call, in UTF-16 units: a longer one is a parenthesis. */
const longestCall = 200;

/** A parenthesis is heard as a pause. */
function speakBracket(
  bracket: string,
  text: string,
  index: number,
  words: SpokenWords,
  keepTags: boolean,
): string | undefined {
  if (keepTags && /[()（）[\]]/.test(bracket)) return undefined;
  if (/[<>]/.test(bracket)) {
    const spaced = /\s/.test(text[index - 1] ?? "") && /\s/.test(text[index + 1] ?? "");
    return spaced || /\d/.test(text[index + 1] ?? "") ? ` ${words.symbols.get(bracket)} ` : " ";
  }
  return isOfCall(text, index) ? " " : words.comma;
}

/** Whether a bracket is one of `name(…)`, which is said in one breath. */
function isOfCall(text: string, index: number): boolean {
  let open = index;
  if (text[index] === ")") {
    let depth = 0;
    for (open = index; open >= 0 && open > index - longestCall; open--) {
      if (text[open] === ")") depth++;
      else if (text[open] === "(" && --depth === 0) break;
    }
  }
  return text[open] === "(" && /[\w$]/.test(text[open - 1] ?? "");
}

const brackets = /[()[\]{}<>（）［］｛｝〔〕【】〈〉⟨⟩﹙﹚﹝﹞⦅⦆｟｠]+/g;

/** `text` with a pause for every bracket. */
export function noBrackets(text: string): string {
  return text.replaceAll(brackets, " ");
}
