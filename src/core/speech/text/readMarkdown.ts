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

/** The blocks of the lines of a Markdown text, in order. */
export function readMarkdown(lines: readonly Line[]): Block[] {
  const reader = new MarkdownReader();
  let index = skipFrontMatter(lines);
  while (index < lines.length) index = reader.read(lines, index);
  reader.endParagraph();
  return reader.blocks;
}

function skipFrontMatter(lines: readonly Line[]): number {
  if (lines[0]?.start !== 0 || lines[0].text.trimEnd() !== "---") return 0;
  const end = lines.findIndex((line, index) => index > 0 && /^(?:---|\.\.\.)\s*$/.test(line.text));
  return end < 0 ? 0 : end + 1;
}

class MarkdownReader {
  readonly blocks: Block[] = [];
  #paragraph = new MappedTextBuilder();
  #prefix: "done" | "toDo" | undefined;

  /** Reads the block or line at `index`; the result is where to go on. */
  read(lines: readonly Line[], index: number): number {
    const line = lines[index];
    if (!line) return index + 1;
    const opening = fence.exec(line.text);
    if (opening) return this.#readFence(lines, index, opening[1] ?? "", opening[2] ?? "");
    if (
      line.text.includes("|") &&
      tableRule.test(lines[index + 1]?.text ?? "") &&
      lines[index + 1]?.text.includes("-")
    ) {
      return this.#readTable(lines, index);
    }
    this.#readLine(line);
    return index + 1;
  }

  endParagraph(): void {
    if (!this.#paragraph.isEmpty) {
      this.blocks.push({ kind: "prose", content: this.#paragraph.build(), prefix: this.#prefix });
    }
    this.#paragraph = new MappedTextBuilder();
    this.#prefix = undefined;
  }

  #readLine(line: Line): void {
    const quoted = quote.exec(line.text)?.[0].length ?? 0;
    const rest = line.text.slice(quoted);
    if (/^\s*$/.test(rest) || rule.test(rest) || linkDefinition.test(rest)) {
      this.endParagraph();
      return;
    }
    const title = heading.exec(rest);
    if (title) {
      this.endParagraph();
      this.#addText(rest.replace(/\s+#+\s*$/, ""), title[0].length, line.start + quoted);
      this.endParagraph();
      return;
    }
    const point = item.exec(rest);
    if (!point) {
      this.#addText(rest, rest.length - rest.trimStart().length, line.start + quoted);
      return;
    }
    this.endParagraph();
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

  #readFence(lines: readonly Line[], index: number, mark: string, language: string): number {
    this.endParagraph();
    let end = index + 1;
    const isClose = (text: string) => {
      const closing = /^\s*(`{3,}|~{3,})\s*$/.exec(text)?.[1];
      return closing !== undefined && closing[0] === mark[0] && closing.length >= mark.length;
    };
    while (end < lines.length && !isClose(lines[end]?.text ?? "")) end++;
    this.blocks.push({ kind: "code", content: joinLines(lines.slice(index + 1, end)), language });
    return end + 1;
  }

  #readTable(lines: readonly Line[], index: number): number {
    this.endParagraph();
    const rows: (readonly MappedText[])[] = [];
    let at = index;
    for (; at < lines.length && (at === index || (lines[at]?.text ?? "").includes("|")); at++) {
      const line = lines[at];
      if (line && at !== index + 1) rows.push(cellsOf(line));
    }
    this.blocks.push({ kind: "table", rows });
    return at;
  }
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
