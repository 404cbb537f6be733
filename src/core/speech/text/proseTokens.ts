// Prose in tokens, each one kind of thing to say, and which of them more text could still change.

/** Every alternative is one kind of thing to say; the named groups tell which. Order matters. */
export const proseToken = new RegExp(
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
    /(?<sharp>(?<![\w$])[A-Z]#)(?![\w])/v,
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

/** Where a sentence ends as far as the choice of words goes. */
export const sentenceEnd = /[。！？；]|[.!?](?=\s)/g;

/** A piece of prose that is taken apart by itself. */
export interface ProseChunk {
  readonly start: number;
  readonly text: string;
  /** In order and without gaps; indices count from `start`. */
  readonly tokens: readonly RegExpExecArray[];
  /** All that was looked at to find the chunk's end; shorter than `maxLookahead` only where the prose ends. */
  readonly ahead: string;
}

/** The token patterns look ahead, so a paragraph without an end would cost its square. */
export const maxLookahead = 4000;
/** No chunk but the last is shorter. */
export const minChunkLength = 2000;

/**
 * `text` in chunks. One ends with the first sentence after `minChunkLength` that another follows, and no token reaches across; what is said does
 * not tell. Only without such an end is it cut at a space, or anywhere.
 */
export function* proseChunks(text: string): Generator<ProseChunk> {
  for (let start = 0; start < text.length; ) {
    const ahead = text.slice(start, start + maxLookahead);
    const tokens: RegExpExecArray[] = [];
    let length = 0;
    for (const match of ahead.matchAll(proseToken)) {
      if (length > minChunkLength && canCutAt(ahead, length)) break;
      tokens.push(match);
      length = match.index + match[0].length;
    }
    if (length < ahead.length || start + length === text.length) {
      yield { start, text: ahead.slice(0, length), tokens, ahead };
      start += length;
      continue;
    }
    const chunk = ahead.slice(0, cutPoint(ahead));
    yield { start, text: chunk, tokens: [...chunk.matchAll(proseToken)], ahead };
    start += chunk.length;
  }
}

const sentenceEndAt = /[。！？；]|[.!?](?=\s)/y;
/** A space goes before some marks or not by what follows them. */
const cleanEndAt = /(?<=\p{Script=Han})[。！？；](?=\s*\p{L})|[.!?。！？；](?=\s+\p{L})/uy;

/** Whether a sentence ends at an offset of `text`. */
export function endsSentence(text: string, at: number): boolean {
  sentenceEndAt.lastIndex = at - 1;
  return sentenceEndAt.test(text);
}

function canCutAt(text: string, at: number): boolean {
  cleanEndAt.lastIndex = at - 1;
  return cleanEndAt.test(text);
}

function cutPoint(text: string): number {
  const space = Math.max(text.lastIndexOf(" "), text.lastIndexOf("\n"));
  if (space > minChunkLength) return space;
  return /[\ud800-\udbff]$/.test(text) ? text.length - 1 : text.length;
}

/** Where the first token stands that more text could make part of another; the text's length when there is none. */
export function firstOpenToken(text: string, tokens: Iterable<RegExpExecArray>): number {
  for (const { 0: token, index, groups } of tokens) {
    if (groups?.mark?.startsWith("`")) return index;
    const beginning = groups?.bracket === undefined ? undefined : beginnings.get(token);
    if (beginning?.test(text.slice(index))) return index;
  }
  return text.length;
}

/** For a bracket that opens nothing yet: whether all that follows it may be the beginning of something. */
const beginnings: ReadonlyMap<string, RegExp> = new Map([
  // A footnote; a picture; a link with its address or its reference.
  [
    "[",
    /^\[(?:\^[^\]]*|[^\]]*(?:\](?:\([^)\s]*(?:\s+(?:"[^"]*"?)?)?)?)?|(?:[^[\]]|\[[^\]]*\]){0,400}(?:\[[^\]]*|\](?:\((?:[^()\s]|\([^()]*\))*(?:\([^()]*|\s+(?:["'][^)]*)?)?|\[[^\]]*)?)?)$/,
  ],
  ["<", /^<(?:!(?:-(?:-[\s\S]*)?)?|\/?(?:[a-zA-Z][\w-]*(?:\s[^<>\n]*)?\/?)?)$/],
  ["{", /^\{[^}]*$/],
]);
