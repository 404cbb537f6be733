// A file as a result: numbered lines, as many as a model can use at once, and how to read on.

/** Lines of one result. */
export const maxLines = 2_000;
/** UTF-16 units of one line. */
export const maxLineLength = 2_000;
/** UTF-8 bytes of one result. */
export const maxBytes = 48 * 1024;

/** Which lines of a file are wanted: 1-based, the last one included. */
export interface LineRange {
  readonly start_line?: number;
  readonly end_line?: number;
}

/** A piece of a file. */
export interface FileText {
  readonly text: string;
  /** 1-based lines that are in it, the last one included; 0 and 0 for none. */
  readonly first: number;
  readonly last: number;
  /** Of the whole file. */
  readonly lines: number;
  readonly isWhole: boolean;
}

/** `text` as a result: each line as `12<tab>the line`. What is left out is said, with the call that reads on. */
export function fileText(text: string, { start_line, end_line }: LineRange = {}): FileText {
  const lines = linesOf(text);
  const first = Math.max(1, start_line ?? 1);
  const wanted = Math.min(end_line ?? lines.length, lines.length);
  if (text === "") return { text: "(The file is empty.)", first: 0, last: 0, lines: 0, isWhole: true };
  if (first > lines.length || wanted < first) {
    const words = first > lines.length ? `The file has ${count(lines.length)}.` : "end_line is before start_line.";
    return { text: `(Nothing: ${words})`, first: 0, last: 0, lines: lines.length, isWhole: false };
  }
  const shown: string[] = [];
  let bytes = 0;
  for (let number = first; number <= wanted && shown.length < maxLines; number++) {
    const line = `${number}\t${cut(lines[number - 1] ?? "")}`;
    bytes += byteLength(line) + 1;
    if (bytes > maxBytes && shown.length > 0) break;
    shown.push(line);
  }
  const last = first + shown.length - 1;
  const isWhole = first === 1 && last === lines.length;
  if (!isWhole) {
    const rest = last < lines.length ? ` Read on with start_line ${last + 1}.` : "";
    shown.push(`(Lines ${first} to ${last} of ${lines.length}.${rest})`);
  }
  return { text: shown.join("\n"), first, last, lines: lines.length, isWhole };
}

/** Lines, and their UTF-16 units, on either side of a piece that are looked at with it: half of a secret may stand there. */
const linesAround = 100;
const lengthAround = 16 * 1024;

/** At least what {@link fileText} would send of `text`, and some lines around it. */
export function piece(text: string, { start_line = 1 }: LineRange = {}): string {
  const lines = linesOf(text);
  const from = Math.max(0, start_line - 1);
  const sent = taken(lines.slice(from, from + maxLines), maxBytes);
  const before = taken(lines.slice(Math.max(0, from - linesAround), from).reverse(), lengthAround).reverse();
  const to = from + sent.length;
  return [...before, ...sent, ...taken(lines.slice(to, to + linesAround), lengthAround)].join("\n");
}

/** The first of `lines` up to one more than fit. */
function taken(lines: readonly string[], length: number): string[] {
  const fitting: string[] = [];
  for (let sum = 0; sum <= length && fitting.length < lines.length; ) {
    const line = cut(lines[fitting.length] ?? "");
    sum += line.length + 1;
    fitting.push(line);
  }
  return fitting;
}

/** The lines without their ends; a last one that is empty is none. */
function linesOf(text: string): readonly string[] {
  const lines = text.split(/\r\n|\r|\n/);
  if (lines.at(-1) === "") lines.pop();
  return lines;
}

/** What a line is cut to; never in the middle of a character. */
function cut(line: string): string {
  if (line.length <= maxLineLength) return line;
  const end = isHighSurrogate(line.charCodeAt(maxLineLength - 1)) ? maxLineLength - 1 : maxLineLength;
  return `${line.slice(0, end)} (… ${line.length - end} more characters)`;
}

const isHighSurrogate = (code: number) => code >= 0xd800 && code < 0xdc00;
const count = (lines: number) => `${lines} ${lines === 1 ? "line" : "lines"}`;

/** UTF-8 bytes of `text`. */
export function byteLength(text: string): number {
  let bytes = 0;
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    // Each half of a pair counts two: the pair is four.
    bytes += code < 0x80 ? 1 : code < 0x800 || (code >= 0xd800 && code < 0xe000) ? 2 : 3;
  }
  return bytes;
}
