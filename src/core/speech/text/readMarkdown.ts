// Takes Markdown apart into blocks, marks of the block level left out. A reader for the ear and not a renderer: where
// the two could differ, what counts is that every word is read once and knows its place.

import type { Block } from "./block.ts";
import type { Line } from "./lines.ts";
import { type MappedText, MappedTextBuilder } from "./mappedText.ts";

const fence = /^\s*(`{3,}|~{3,})\s*([^\s`{]*)/;
const heading = /^\s{0,3}#{1,6}(?:\s+|$)/;
const rule = /^\s{0,3}(?:(?:\*\s*){3,}|(?:-\s*){3,}|(?:_\s*){3,}|=+\s*)$/;
const quote = /^\s{0,3}(?:>\s?)+(?:\[![A-Z]+\]\s*$)?/;
const item = /^\s*(?:[-*+•]\s+|(\d{1,9}[.)])\s+)(?:\[([ xX])\]\s+)?/;
const tableRule = /^\s*\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?\s*$/;
const linkDefinition = /^\s{0,3}\[[^\]]+\]:\s*\S+/;
/** What ends a paragraph whatever follows it on its line. */
const startsBlock = /^\s{0,3}#{1,6}\s|^\s*(?:[-*+•]\s+|\d{1,9}[.)]\s+)\S/;

/** Whether a line, or the beginning of one, has a sentence and more before its first bar: then it heads no table. */
function isProse(text: string): boolean {
  return /^[^|]{12,}?(?:[。！？；]|[.!?]\s)\s*[^\s|]/.test(text);
}

/** The blocks of the lines of a Markdown text, in order. */
export function readMarkdown(lines: readonly Line[]): readonly Block[] {
  const reader = new MarkdownReader();
  for (const line of lines) reader.take(line);
  reader.end();
  return reader.takeBlocks();
}

/** What a reader is in the middle of, besides a paragraph. */
type Open =
  | { readonly type: "frontMatter"; readonly lines: Line[] }
  /** A line with a bar, which is a table's heading if the next one says so. */
  | { readonly type: "bar"; readonly line: Line }
  | { readonly type: "table"; readonly rows: (readonly MappedText[])[] }
  | { readonly type: "fence"; readonly mark: string; readonly language: string; readonly lines: Line[] };

/**
 * Reads line by line and never looks back, so that a text costs the same in one piece and while it is written. Serves
 * one text.
 */
export class MarkdownReader {
  #blocks: Block[] = [];
  #open: Open | undefined;
  #isFirst = true;
  #paragraph = new MappedTextBuilder();
  #prefix: "done" | "toDo" | undefined;

  /** Takes the next line, whole. */
  take(line: Line): void {
    const isFirst = this.#isFirst;
    this.#isFirst = false;
    if (isFirst && line.start === 0 && line.text.trimEnd() === "---") {
      this.#open = { type: "frontMatter", lines: [line] };
    } else this.#take(line);
  }

  /** Closes what is open: no line follows. */
  end(): void {
    const open = this.#open;
    this.#open = undefined;
    if (open?.type === "frontMatter") {
      for (const line of open.lines) this.#take(line);
      this.end();
    } else if (open?.type === "bar") this.#readLine(open.line);
    else if (open?.type === "table") this.#blocks.push({ kind: "table", rows: open.rows });
    else if (open?.type === "fence") this.#pushCode(open);
    this.#endParagraph();
  }

  /** The blocks that were closed since this was last asked. */
  takeBlocks(): readonly Block[] {
    const blocks = this.#blocks;
    this.#blocks = [];
    return blocks;
  }

  /** UTF-16 units of the paragraph that is open. */
  get paragraphLength(): number {
    return this.#paragraph.length;
  }

  #endParagraph(): void {
    if (!this.#paragraph.isEmpty) {
      this.#blocks.push({ kind: "prose", content: this.#paragraph.build(), prefix: this.#prefix });
    }
    this.#paragraph = new MappedTextBuilder();
    this.#prefix = undefined;
  }

  /**
   * The paragraph that is open, as it stands when `unfinished` is the beginning of the next line. Undefined when there is none, or when the
   * rest of that line may yet make something else of it; what is said of a task depends on all of it.
   */
  growing(unfinished: Line): MappedText | undefined {
    if (this.#open || (this.#isFirst && unfinished.text.startsWith("---"))) return undefined;
    const { text } = unfinished;
    const rest = text.slice(quote.exec(text)?.[0].length ?? 0);
    const isSettled = isProse(text) && !/^\s*[`~[]/.test(rest) && !/^\s*[`~]/.test(text);
    const reader = new MarkdownReader();
    reader.#paragraph = this.#paragraph.copy();
    reader.#prefix = this.#prefix;
    // Of a heading or a list's item the paragraph before it is no part: `closeBefore` has closed it.
    if (isSettled) reader.#readLine(unfinished);
    if (reader.#blocks.length > 0 || reader.#prefix !== undefined || reader.#paragraph.isEmpty) return undefined;
    return reader.#paragraph.build();
  }

  /** Closes the paragraph if a line that begins with `text` cannot belong to it, however it goes on. */
  closeBefore(text: string): void {
    if (!this.#open && startsBlock.test(text)) this.#endParagraph();
  }

  #take(line: Line): void {
    const open = this.#open;
    switch (open?.type) {
      case "frontMatter":
        if (/^(?:---|\.\.\.)\s*$/.test(line.text)) this.#open = undefined;
        else open.lines.push(line);
        return;
      case "fence":
        if (!closes(line.text, open.mark)) open.lines.push(line);
        else {
          this.#open = undefined;
          this.#pushCode(open);
        }
        return;
      case "table":
        if (line.text.includes("|")) {
          open.rows.push(cellsOf(line));
          return;
        }
        this.#blocks.push({ kind: "table", rows: open.rows });
        break;
      case "bar":
        if (tableRule.test(line.text) && line.text.includes("-")) {
          this.#endParagraph();
          this.#open = { type: "table", rows: [cellsOf(open.line)] };
          return;
        }
        this.#readLine(open.line);
    }
    this.#open = undefined;
    const [, mark, language = ""] = fence.exec(line.text) ?? [];
    if (mark !== undefined) {
      this.#endParagraph();
      this.#open = { type: "fence", mark, language, lines: [] };
    } else if (line.text.includes("|") && !isProse(line.text)) this.#open = { type: "bar", line };
    else this.#readLine(line);
  }

  #pushCode({ lines, language }: Extract<Open, { type: "fence" }>): void {
    this.#blocks.push({ kind: "code", content: joinLines(lines), language });
  }

  #readLine(line: Line): void {
    const quoted = quote.exec(line.text)?.[0].length ?? 0;
    const rest = line.text.slice(quoted);
    if (/^\s*$/.test(rest) || rule.test(rest) || linkDefinition.test(rest)) {
      this.#endParagraph();
      return;
    }
    const title = heading.exec(rest);
    if (title) {
      this.#endParagraph();
      this.#addText(rest.replace(/\s+#+\s*$/, ""), title[0].length, line.start + quoted);
      this.#endParagraph();
      return;
    }
    const point = item.exec(rest);
    if (!point) {
      this.#addText(rest, rest.length - rest.trimStart().length, line.start + quoted);
      return;
    }
    this.#endParagraph();
    if (point[2] !== undefined) this.#prefix = point[2] === " " ? "toDo" : "done";
    if (point[1] !== undefined) {
      const at = rest.indexOf(point[1]);
      const from = line.start + quoted + at;
      const digits = point[1].length - 1;
      this.#paragraph.add(point[1].slice(0, -1), from, from + digits).add(", ", from + digits, from + digits + 1);
    }
    this.#addText(rest, point[0].length, line.start + quoted);
  }

  #addText(text: string, skip: number, start: number): void {
    const end = text.trimEnd().length;
    if (end <= skip) return;
    if (!this.#paragraph.isEmpty) this.#paragraph.add("\n", start, start + 1);
    this.#paragraph.add(text.slice(skip, end), start + skip, start + end);
  }
}

function closes(text: string, mark: string): boolean {
  const closing = /^\s*(`{3,}|~{3,})\s*$/.exec(text)?.[1];
  return closing !== undefined && closing[0] === mark[0] && closing.length >= mark.length;
}

/** Lines as one text with line breaks between them. */
export function joinLines(lines: readonly Line[]): MappedText {
  const builder = new MappedTextBuilder();
  lines.forEach((line, index) => {
    if (index > 0) builder.add("\n", line.start - 1, line.start);
    builder.add(line.text, line.start, line.start + line.text.length);
  });
  return builder.build();
}

function cellsOf(line: Line): readonly MappedText[] {
  const cells: MappedText[] = [];
  let start = /^\s*\|?/.exec(line.text)?.[0].length ?? 0;
  for (let i = start; i <= line.text.length; i++) {
    if (i < line.text.length && (line.text[i] !== "|" || line.text[i - 1] === "\\")) continue;
    if (i === line.text.length && line.text.slice(start).trim() === "") break;
    const cell = line.text.slice(start, i);
    const from = start + cell.length - cell.trimStart().length;
    const to = Math.max(from, start + cell.trimEnd().length);
    cells.push(new MappedTextBuilder().add(line.text.slice(from, to), line.start + from, line.start + to).build());
    start = i + 1;
  }
  return cells;
}
