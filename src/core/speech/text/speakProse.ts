// Prose with inline Markdown as words: what a careful person would say when reading it to somebody else.

import { identifierWords, isIdentifier } from "./identifierWords.ts";
import { languageOf } from "./language.ts";
import { type MappedText, MappedTextBuilder } from "./mappedText.ts";
import { tidy } from "./tidy.ts";
import { type SpokenWords, spokenWords } from "./words.ts";

export interface ProseOptions {
  /** true leaves `()`, `（）` and `[]` where they are: the person wrote them to steer the voice. */
  readonly keepTags: boolean;
}

/** Every alternative is one kind of thing to say; the named groups tell which. Order matters. */
const token = new RegExp(
  [
    // Most of a text, in few matches.
    /(?<plain>[a-z]+(?: [a-z]+)*(?=[\s,])|\p{Script=Han}+)/v,
    /(?<code>`+)(?<codeText>[^`](?:[\s\S]*?[^`])?)\k<code>(?!`)/v,
    /!\[(?<alt>[^\]]*)\]\([^\)\s]*(?:\s+"[^"]*")?\)/v,
    /\[\^[^\]]+\]/v,
    /\[(?<link>(?:[^\[\]]|\[[^\]]*\]){0,400})\](?:\((?:[^\(\)\s]|\([^\(\)]*\))*(?:\s+["'][^\)]*["'])?\)|\[[^\]]*\])/v,
    /<!--[\s\S]*?-->|<\/?[a-zA-Z][\w\-]*(?:\s[^<>\n]*)?\/?>/v,
    /\{@\w+\s+(?<inlineTag>[^\}\|]+)(?:\|[^\}]*)?\}/v,
    /<?(?<url>(?:https?|ftp|file|wss?|vscode|ssh|git):\/\/[^\s<>"'`\|\\^\u3000-\u303f\uff00-\uffef\p{Script=Han}]+|www\.[\w\-]+\.[^\s<>"'`\p{Script=Han}]+)>?/v,
    /(?<mail>[\w.+\-]{1,64}@[\w\-]{1,64}(?:\.[\w\-]{1,64}){1,5})/v,
    /&(?<entity>amp|lt|gt|quot|apos|nbsp|#\d{1,6}|#x[\da-fA-F]{1,6});/v,
    /\\(?<escaped>[!-\/:-@\[-`\{-~])/v,
    /(?<docTag>@(?:param|arg|argument|property|prop|returns?|throws|exception)\b)(?:\s*\{[^\}]*\})?/v,
    /(?<path>(?:\.{1,2}|~|@?[\w\-]{1,64}(?:\.[\w\-]{1,64}){0,5}|(?<![\p{L}\p{N}]))(?:[\/\\][\w.@\-]*[\w\-])+(?:[\/\\](?!\S))?)/v,
    /(?<word>[[\p{L}_$]--[\p{Script=Han}]][[\p{L}\p{M}\p{N}_$]--[\p{Script=Han}]]*(?:(?:\.|::|->)[[\p{L}_$]--[\p{Script=Han}]][[\p{L}\p{N}_$]--[\p{Script=Han}]]+)*)(?<call>\(\))?/v,
    /\((?<plural>e?s)\)/v,
    /(?<issue>#(?=\d))/v,
    /(?<time>\d+(?:[.,:]\d+)*)/v,
    /(?<operator>[!=]==?|[<>]=|=>|->|<-|&&|\|\|)/v,
    /(?<mark>[*_~=^`\|\\#]+)/v,
    /(?<dots>\.{3,}|。{2,}|…+)/v,
    /(?<bracket>[\(\)\[\]\{\}<>（）［］｛｝〔〕【】〈〉⟨⟩﹙﹚﹝﹞⦅⦆｟｠])/v,
    /(?<emoji>(?:\p{Extended_Pictographic}|\p{Regional_Indicator}|\p{Emoji_Modifier}|\u200d|\ufe0e|\ufe0f|\u20e3)+)/v,
    /(?<lineBreak>\s*\n\s*)/v,
    /(?<symbol>[\p{S}\/@•·§\&]|(?<=\s)-{1,3}(?=\s))/v,
    /(?<rest>[\s\S])/v,
  ]
    .map((part) => part.source)
    .join("|"),
  "gv",
);

/** What is said of `content`. No bracket is left in it, except with `keepTags`. */
export function speakProse(content: MappedText, options: ProseOptions): MappedText {
  const builder = new MappedTextBuilder();
  for (const chunk of chunksOf(content)) {
    // Marks alone (`--- ===`) say nothing.
    if (!/[\p{L}\p{N}]/u.test(chunk.text)) continue;
    const spoken = new MappedTextBuilder();
    speakRange(spoken, chunk, 0, chunk.text.length, wordsBySentence(chunk.text), options);
    const tidied = tidy(spoken.build());
    if (!builder.isEmpty) builder.replace(" ", tidied, 0, 0);
    builder.addSlice(tidied, 0, tidied.text.length);
  }
  return builder.build();
}

/** The token patterns look ahead, so a paragraph without an end would cost its square. */
const maxChunkLength = 4000;

function chunksOf(content: MappedText): readonly MappedText[] {
  if (content.text.length <= maxChunkLength) return [content];
  const chunks: MappedText[] = [];
  for (let start = 0; start < content.text.length; ) {
    let end = Math.min(start + maxChunkLength, content.text.length);
    if (end < content.text.length) {
      const space = Math.max(content.text.lastIndexOf(" ", end), content.text.lastIndexOf("\n", end));
      if (space > start + maxChunkLength / 2) end = space;
      else if (/[\udc00-\udfff]/.test(content.text[end] ?? "")) end++;
    }
    chunks.push(new MappedTextBuilder().addSlice(content, start, end).build());
    start = end;
  }
  return chunks;
}

/** The words to use at an offset of `text`: those of the language of the sentence there. Asked in rising order. */
function wordsBySentence(text: string): (at: number) => SpokenWords {
  const ends = [...text.matchAll(/[。！？；]|[.!?](?=\s)|$/g)].map((match) => match.index + match[0].length);
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

function speakRange(
  builder: MappedTextBuilder,
  content: MappedText,
  from: number,
  to: number,
  wordsAt: (at: number) => SpokenWords,
  options: ProseOptions,
): void {
  const text = content.text.slice(from, to);
  for (const match of text.matchAll(token)) {
    const start = from + match.index;
    const end = start + match[0].length;
    const groups = match.groups ?? {};
    const inner = groups.link ?? groups.inlineTag;
    if (inner !== undefined) {
      // The text of a link begins after its first bracket; that of `{@link …}` where it stands.
      const at = start + match[0].indexOf(inner, 1);
      speakRange(builder, content, at, at + inner.length, wordsAt, options);
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
  if (groups.path !== undefined) return speakPath(groups.path, words);
  if (groups.word !== undefined) return speakWord(groups.word, groups.call !== undefined, words);
  if (groups.plural !== undefined) return groups.plural;
  if (groups.issue !== undefined) return ` ${words.number} `;
  if (groups.operator !== undefined) return ` ${words.symbols.get(groups.operator) ?? ""} `;
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
  return words.comma;
}

const brackets = /[()[\]{}<>（）［］｛｝〔〕【】〈〉⟨⟩﹙﹚﹝﹞⦅⦆｟｠]+/g;

/** `text` with a pause for every bracket. */
export function noBrackets(text: string): string {
  return text.replaceAll(brackets, " ");
}
