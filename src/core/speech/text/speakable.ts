// source → blocks (readMarkdown, readSource) → words (speakProse, speakCode) → sentences → parts, each of which is one
// request to the speech model and one highlighted range in the editor.

import type { Block } from "./block.ts";
import { languageOf, type SpokenLanguage } from "./language.ts";
import { linesOf } from "./lines.ts";
import { type MappedText, MappedTextBuilder } from "./mappedText.ts";
import { readMarkdown } from "./readMarkdown.ts";
import { readSource } from "./readSource.ts";
import { settledEnd } from "./settledProse.ts";
import { speakCodeLines, summariseCode } from "./speakCode.ts";
import { noBrackets, speakProse } from "./speakProse.ts";
import { sourceRange, splitSentences } from "./splitSentences.ts";
import { spokenWords } from "./words.ts";

/** What is spoken in one go: a sentence, or a few short ones. */
export interface SpeechPart {
  /** Words alone: no marks, and no bracket unless `keepTags`. At most `maxPartLength` UTF-16 units. */
  readonly text: string;
  /**
   * What it stands for: `[start, end)` of the source in UTF-16 units. Parts come in order; they overlap only where one
   * piece of the source, such as a table's heading, makes several sentences.
   */
  readonly start: number;
  readonly end: number;
  readonly language: SpokenLanguage;
}

/** What to do with source code, in fences and between comments. */
export type CodeReading = "read" | "summarize" | "skip";

export interface SpeakableOptions {
  /** `markdown` and `plaintext` are prose; every other id of an editor's language is source code. */
  readonly languageId: string;
  readonly code: CodeReading;
  /** true sends brackets as they are, so that `(whispering)` steers the voice. */
  readonly keepTags?: boolean;
  /** Where the source begins in what the ranges are to refer to. */
  readonly offset?: number;
}

/** Far below the 2,500 characters where quality falls (API document: Speech), so that a part can be followed by eye. */
export const maxPartLength = 500;
/** A sentence shorter than this is spoken together with the next one: a voice needs a few words to find its tone. */
const shortLength = 24;
const maxJoinedLength = 160;

const proseLanguages = new Set(["markdown", "plaintext", "restructuredtext", "asciidoc", "git-commit", "scminput", ""]);

/** The parts of `source`, in order; none when there is nothing in it that can be said. */
export function speakableParts(source: string, options: SpeakableOptions): readonly SpeechPart[] {
  return [...speakableSteps(source, options)].flat();
}

/** As `speakableParts`, in small steps of a few parts or none: who has others to think of goes on with the next one later. */
export function* speakableSteps(source: string, options: SpeakableOptions): Generator<readonly SpeechPart[]> {
  for (const blocks of readBlocks(source, options)) {
    yield [];
    for (const block of blocks) yield* speakBlock(block, options);
  }
}

/** The parts of one block. */
export function blockParts(block: Block, options: SpeakableOptions): readonly SpeechPart[] {
  return [...speakBlock(block, options)].flat();
}

/**
 * The first parts of a paragraph that is still being written: those that stay as they are however it goes on. `content` is what
 * there is of it.
 */
export function settledParts(content: MappedText, options: SpeakableOptions): readonly SpeechPart[] {
  const { end, isFollowed } = settledEnd(content);
  const parts = partsOf(proseOf(content, options));
  const unsettled = parts.findIndex((part) => part.end > end);
  const settled = unsettled < 0 ? parts : parts.slice(0, unsettled);
  // The last one may be joined with what follows it: marks without a word, or anything if it is short.
  const last = settled.at(-1);
  return isFollowed && last && weight(last) >= shortLength ? settled : settled.slice(0, -1);
}

/** Whether the ids of an editor's language mean prose. */
export function isProse(languageId: string): boolean {
  return proseLanguages.has(languageId);
}

function readBlocks(source: string, { languageId, offset = 0 }: SpeakableOptions): Iterable<readonly Block[]> {
  return isProse(languageId) ? [readMarkdown(linesOf(source, offset))] : readSource(source, languageId, offset);
}

function* speakBlock(block: Block, options: SpeakableOptions): Generator<readonly SpeechPart[]> {
  switch (block.kind) {
    case "prose":
      yield partsOf(proseOf(block.content, options, block.prefix));
      return;
    case "code": {
      if (options.code === "skip" || !/[\p{L}\p{N}]/u.test(block.content.text)) return;
      const words = spokenWords(languageOf(block.content.text) === "en" ? "en" : "zh");
      if (options.code === "summarize") yield partsOf(summariseCode(block.content, block.language, words));
      else for (const line of speakCodeLines(block.content, words)) yield partsOf(line);
      return;
    }
    case "table":
      yield speakTable(block.rows, options);
  }
}

function proseOf(content: MappedText, options: SpeakableOptions, prefix?: "done" | "toDo"): MappedText {
  const spoken = speakProse(content, { keepTags: options.keepTags ?? false });
  if (prefix === undefined || spoken.text === "") return spoken;
  const words = spokenWords(languageOf(content.text));
  return new MappedTextBuilder()
    .replace(`${words[prefix]} `, spoken, 0, 0)
    .addSlice(spoken, 0, spoken.text.length)
    .build();
}

/** The heading as a sentence, then each row as "column: cell". */
function speakTable(rows: readonly (readonly MappedText[])[], options: SpeakableOptions): readonly SpeechPart[] {
  const [head = [], ...body] = rows;
  const all = rows.flat().map((cell) => cell.text);
  const words = spokenWords(languageOf(all.join(" ")));
  const columns = head.map((cell) => proseOf(cell, options).text);
  const named = columns.filter((column) => column !== "");
  const title = noBrackets(words.table(named, body.length)) + words.stop;
  return [over(title, head), ...body.map((row) => speakRow(row, columns, options))].flatMap(partsOf);
}

/** `text` in place of `cells`. */
function over(text: string, cells: readonly MappedText[]): MappedText {
  const all = new MappedTextBuilder();
  for (const cell of cells) all.addSlice(cell, 0, cell.text.length);
  const source = all.build();
  return new MappedTextBuilder().replace(text, source, 0, source.text.length).build();
}

function speakRow(row: readonly MappedText[], columns: readonly string[], options: SpeakableOptions): MappedText {
  const words = spokenWords(languageOf(row.map((cell) => cell.text).join(" ")));
  const builder = new MappedTextBuilder();
  row.forEach((cell, index) => {
    const spoken = proseOf(cell, options);
    if (spoken.text === "") return;
    if (!builder.isEmpty) builder.replace(words.comma, spoken, 0, 0);
    // The first column names the row.
    const column = index === 0 ? "" : (columns[index] ?? "");
    if (column !== "") builder.replace(column + words.is, spoken, 0, 0);
    builder.addSlice(spoken, 0, spoken.text.length);
  });
  if (!builder.isEmpty && !/[.。!?！？…]$/.test(builder.lastChar)) {
    const built = builder.build();
    builder.replace(words.stop, built, built.text.length - 1, built.text.length);
  }
  return builder.build();
}

function partsOf(spoken: MappedText): SpeechPart[] {
  const parts: SpeechPart[] = [];
  for (const span of splitSentences(spoken.text, maxPartLength)) {
    const text = spoken.text.slice(span.start, span.end);
    const { start, end } = sourceRange(spoken, span);
    const part = { text, start, end, language: languageOf(text) };
    const last = parts.at(-1);
    if (last && joins(last, part)) {
      const between = /[。！？；]["”’」』]*$/.test(last.text) ? "" : " ";
      const joined = `${last.text}${between}${text}`;
      parts[parts.length - 1] = { text: joined, start: last.start, end: part.end, language: languageOf(joined) };
    } else parts.push(part);
  }
  return withoutSilence(parts);
}

/** Chinese says as much in half the characters. */
function weight(part: SpeechPart): number {
  return part.text.length * (part.language === "en" ? 1 : 2);
}

function joins(a: SpeechPart, b: SpeechPart): boolean {
  const sayable = /[\p{L}\p{N}]/u;
  if (!sayable.test(b.text) || !sayable.test(a.text)) return a.text.length + b.text.length < maxPartLength;
  return a.language === b.language && weight(a) < shortLength && weight(a) + weight(b) <= maxJoinedLength;
}

/** A part without a letter or a number has no sound. */
function withoutSilence(parts: readonly SpeechPart[]): SpeechPart[] {
  return parts.filter((part) => /[\p{L}\p{N}]/u.test(part.text));
}
