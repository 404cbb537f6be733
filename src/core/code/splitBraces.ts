// Parts the lines between two brackets into statements, members or entries of a list, for languages with brackets.

import type { CodeText } from "./codeText.ts";
import { nextCode, type Position, type Region } from "./region.ts";

/** What `{…}` it has that lie in no other, and in how many other brackets each stands. */
export interface Block {
  readonly open: Position;
  /** Of the closing bracket. */
  readonly close: Position;
  readonly depth: number;
}

/** A statement, a member, an entry. */
export interface Piece extends Region {
  readonly blocks: readonly Block[];
}

/** What ends a piece besides `;`. */
export interface Endings {
  readonly comma: boolean;
  readonly newline: boolean;
  /** A closing brace at the end of a line. */
  readonly block: boolean;
  /** Commas inside of `<…>` belong to a type. */
  readonly angles: boolean;
}

const closing: Readonly<Record<string, string>> = { ")": "(", "]": "[", "}": "{" };
/** Characters that open, close or end something; all others only stand there. */
const special = new Set("()[]{};,:<>");
/** A line that ends so goes on. */
const goesOnAfter =
  /(?:[,([{=*%&|^~:<.]|=>|(?:^|[^+])\+|(?:^|[^-])-|(?:^|[^/])\/|[^\w)\]?"]\?|\s\?|(?:^|[\s(=])!|\b(?:extends|implements|typeof|in|of|instanceof|await|const|let|var|val|fun|function|class|export|default|import|from|type|interface|as|keyof|where|else|do|public|private|protected|internal|static|abstract|override|declare|readonly|enum|struct|func|namespace))$/;
/** A line that begins so goes on with the one before. */
const goesOnWith =
  /^(?:[.?:=&|^%,)\]}<>]|=>|\*(?!\s*[\w$[#]+\s*\()|\/|\+(?!\+)|-(?!-)|\{|(?:as|satisfies|instanceof|in|of|extends|implements|else|catch|finally|where|is|from)\b)/;
/** What may follow a block on a line of its own and still belongs to it. */
const afterBlock = /^(?:(?:else|elseif|catch|finally|as|satisfies|instanceof|from)\b|[.?:,;)=&|%]|=>)/;
const decorated = /^(?:@[\w.$]+(?:\([^()]*(?:\([^()]*\)[^()]*)*\))?\s*)+$/;
const label = /^(?:public|private|protected|internal|signals|slots|(?:Q_)?SIGNALS|(?:Q_)?SLOTS)(?:\s+\w+)?\s*$/;

/** The pieces of `region` in order; undefined when its brackets do not match. */
export function splitBraces(text: CodeText, region: Region, endings: Endings): readonly Piece[] | undefined {
  return new Splitter(text, region, endings).split();
}

class Splitter {
  readonly #text: CodeText;
  readonly #region: Region;
  readonly #endings: Endings;
  readonly #pieces: Piece[] = [];
  readonly #stack: string[] = [];
  #start: Position | undefined;
  #blocks: Block[] = [];
  #open: { readonly at: Position; readonly depth: number; readonly level: number } | undefined;
  #angles = 0;
  /** One past the last character of code. */
  #last: Position = { line: 0, column: 0 };

  constructor(text: CodeText, region: Region, endings: Endings) {
    this.#text = text;
    this.#region = region;
    this.#endings = endings;
  }

  split(): readonly Piece[] | undefined {
    const { start, end } = this.#region;
    for (let line = start.line; line <= end.line; line++) {
      const from = line === start.line ? start.column : 0;
      const to = line === end.line ? end.column : (this.#text.code[line]?.length ?? 0);
      const skipped = this.#preprocessor(line, from);
      if (skipped > 0) {
        line += skipped - 1;
        continue;
      }
      if (!this.#readLine(line, from, to)) return undefined;
      this.#endLine(line);
    }
    if (this.#stack.length > 0) return undefined;
    this.#end();
    return this.#pieces;
  }

  /** How many lines of a directive stand here; each is a piece of its own, unless it lies inside of one. */
  #preprocessor(line: number, from: number): number {
    const { syntax, code } = this.#text;
    if (!syntax.preprocessor || from > 0 || !/^\s*#/.test(code[line] ?? "")) return 0;
    let count = 1;
    while (/\\\s*$/.test(code[line + count - 1] ?? "") && line + count <= this.#region.end.line) count++;
    const last = line + count - 1;
    const end = { line: last, column: (code[last] ?? "").trimEnd().length };
    if (this.#start === undefined) {
      this.#pieces.push({ start: { line, column: (code[line] ?? "").search(/\S/) }, end, blocks: [] });
    } else this.#last = end;
    return count;
  }

  #readLine(line: number, from: number, to: number): boolean {
    const code = this.#text.code[line] ?? "";
    let last = -1;
    for (let column = from; column < to; column++) {
      const char = code[column] ?? "";
      if (char === " " || char === "\t") continue;
      if (!special.has(char)) {
        if ((char < " " || char > "\u007f") && /\s/.test(char)) continue;
        if (this.#start === undefined) this.#start = { line, column };
        last = column;
        continue;
      }
      const at = { line, column };
      this.#start ??= at;
      this.#last = { line, column: column + 1 };
      last = column;
      if (char === "(" || char === "[" || char === "{") {
        if (char === "{" && this.#open === undefined) {
          this.#open = { at, depth: this.#stack.length, level: this.#stack.length };
        }
        this.#stack.push(char);
      } else if (char in closing) {
        if (this.#stack.pop() !== closing[char]) return false;
        if (char === "}") this.#closeBlock(at);
        // Rust's attributes of the file itself.
        else if (char === "]" && this.#stack.length === 0 && this.#startText().startsWith("#![")) this.#end();
      } else if (this.#stack.length === 0) this.#readOuter(char, code, column);
    }
    if (last !== -1) this.#last = { line, column: last + 1 };
    return true;
  }

  #closeBlock(at: Position): void {
    if (this.#open?.level !== this.#stack.length) return;
    this.#blocks.push({ open: this.#open.at, close: at, depth: this.#open.depth });
    this.#open = undefined;
    if (this.#stack.length === 0 && this.#endings.block && this.#endsAfter(at)) this.#end();
  }

  #endsAfter(at: Position): boolean {
    const next = nextCode(this.#text, this.#last, this.#region.end);
    if (next === undefined) return true;
    if (next.line === at.line) return false;
    // A selector begins with what elsewhere goes on.
    if (this.#text.syntax.family === "css") return true;
    const start = this.#startText();
    if (this.#text.syntax.family === "c" && /^typedef\b/.test(start)) return false;
    const rest = (this.#text.code[next.line] ?? "").slice(next.column);
    if (/^while\b/.test(rest)) return !/^do\b/.test(start);
    return !afterBlock.test(rest);
  }

  #startText(): string {
    const { line, column } = this.#start ?? this.#last;
    return (this.#text.code[line] ?? "").slice(column);
  }

  /** A character outside of all brackets. */
  #readOuter(char: string, code: string, column: number): void {
    if (this.#endings.angles && char === "<" && /[\w:]/.test(code[column - 1] ?? "")) this.#angles++;
    else if (char === ">" && this.#angles > 0 && !/[-=]/.test(code[column - 1] ?? "")) this.#angles--;
    else if (char === ";") this.#end();
    else if (char === "," && this.#endings.comma && this.#angles === 0) this.#end();
    else if (char === ":" && this.#text.syntax.family === "c" && code[column + 1] !== ":" && code[column - 1] !== ":") {
      const { line, column: from } = this.#start ?? this.#last;
      if (line === this.#last.line && label.test(code.slice(from, column))) this.#end();
    }
  }

  #endLine(line: number): void {
    if (!this.#endings.newline || this.#start === undefined || this.#stack.length > 0 || this.#angles > 0) return;
    const { start, end } = this.#region;
    if (line >= end.line || this.#last.line !== line) return;
    const tail = (this.#text.code[line] ?? "").trimEnd();
    const from = line === start.line ? start.column : 0;
    const { family } = this.#text.syntax;
    if (goesOnAfter.test(tail.slice(from))) return;
    if (this.#start.line === line && decorated.test(`${this.#startText().trim()} `)) return;
    const next = nextCode(this.#text, { line: line + 1, column: 0 }, end);
    if (next !== undefined && family !== "go") {
      const rest = (this.#text.code[next.line] ?? "").slice(next.column);
      // An opening bracket after a blank line begins something else.
      if (goesOnWith.test(rest) && !(rest.startsWith("{") && next.line > line + 1)) return;
    }
    this.#end();
  }

  #end(): void {
    if (this.#start === undefined) return;
    this.#pieces.push({ start: this.#start, end: this.#last, blocks: this.#blocks });
    this.#start = undefined;
    this.#blocks = [];
    this.#angles = 0;
  }
}
