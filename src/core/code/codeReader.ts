// Where the reading of a text stands: a place in a line, and what is open around it.
// Each step takes characters through it, so what is masked stays as long as the text.

import { inComment, inLiteral } from "./codeText.ts";
import type { StringRule, Syntax } from "./syntax.ts";

/** Code in a literal, or the text itself. */
export interface Code {
  readonly type: "code";
  /** What ends it; nothing for the text itself. */
  readonly close?: "}" | ")";
  depth: number;
}

/** A comment that may go on over lines. */
export interface BlockComment {
  readonly type: "comment";
  readonly open: string;
  readonly close: string;
  /** How many are open, where one may stand in another. */
  depth: number;
}

/** What is open at a place; a mode stands in those before it. */
type Mode =
  | Code
  | { readonly type: "string"; readonly rule: StringRule }
  | { readonly type: "heredoc"; readonly end: RegExp }
  | BlockComment
  | { readonly type: "tag"; readonly closing: boolean }
  | { readonly type: "children" }
  | { readonly type: "markup" };

/** Reads line by line: `begin`, then `take` up to the end, then `endLine`. */
export class CodeReader {
  readonly syntax: Syntax;
  /** The last character of code that is not blank; `"` after a literal, nothing at the beginning. */
  lastChar = "";
  /** The word that ends with it. */
  lastWord = "";
  readonly #modes: Mode[] = [{ type: "code", depth: 0 }];
  /** Literals around the position: code inside of one is part of it. */
  #literals = 0;
  #heredocs: RegExp[] = [];
  #out = "";
  #line = "";
  #at = 0;

  constructor(syntax: Syntax, lines: readonly string[]) {
    this.syntax = syntax;
    if (syntax.family === "php" && lines.some((line) => line.includes("<?"))) this.push({ type: "markup" });
  }

  get line(): string {
    return this.#line;
  }

  /** The column. */
  get at(): number {
    return this.#at;
  }

  get mode(): Mode {
    return this.#modes.at(-1) ?? { type: "code", depth: 0 };
  }

  /** What the place is in; `CodeText.inside`. */
  get inside(): number {
    if (this.mode.type === "comment") return inComment;
    return this.#literals > 0 ? inLiteral : 0;
  }

  /** Nothing is open but the text. */
  get atEnd(): boolean {
    const { type } = this.mode;
    return this.#modes.length === 1 || (this.#modes.length === 2 && type === "markup");
  }

  /** Goes to the beginning of the next line. */
  begin(line: string): void {
    this.#line = line;
    this.#at = 0;
    this.#out = "";
  }

  /** The line masked; undefined where a literal has no end. */
  endLine(): string | undefined {
    const mode = this.mode;
    if (mode.type === "string" && !mode.rule.multiline) {
      // The line ends with a backslash: the literal goes on.
      if (mode.rule.escape !== "backslash" || !/(?:^|[^\\])(?:\\\\)*\\$/.test(this.#line)) return undefined;
    }
    for (const end of this.#heredocs.splice(0).reverse()) this.push({ type: "heredoc", end });
    return this.#out;
  }

  /** A heredoc begins with the next line; several of a line follow one another. */
  expectHeredoc(end: RegExp): void {
    this.#heredocs.push(end);
  }

  /** Something is opened, in what is open. */
  push(mode: Mode): void {
    if (mode.type === "string" || mode.type === "heredoc" || mode.type === "markup") this.#literals++;
    this.#modes.push(mode);
  }

  /** What was opened last ends. */
  pop(): void {
    const mode = this.#modes.pop();
    if (mode?.type === "string" || mode?.type === "heredoc" || mode?.type === "markup") {
      this.#literals--;
      this.lastChar = '"';
      this.lastWord = "";
    }
  }

  /** Goes on by `length` characters, masked as what they are. */
  take(length: number, kind: "code" | "literal" | "comment"): void {
    const text = this.#line.slice(this.#at, this.#at + length);
    if (kind === "comment") this.#out += " ".repeat(text.length);
    else if (kind === "literal" || this.#literals > 0) this.#out += '"'.repeat(text.length);
    else this.#out += text;
    this.#at += text.length;
  }

  startsWith(text: string): boolean {
    return this.#line.startsWith(text, this.#at);
  }

  /** What a sticky pattern finds at the place. */
  match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.#at;
    return pattern.exec(this.#line)?.[0];
  }

  /** Takes a character of code that is not blank. */
  takeCode(char: string): void {
    const isWord = /[\p{L}\p{N}_$]/u.test(char);
    const goesOn = isWord && this.#at > 0 && /[\p{L}\p{N}_$]/u.test(this.#line[this.#at - 1] ?? "");
    this.lastWord = isWord ? (goesOn ? this.lastWord : "") + char : "";
    this.lastChar = char;
    this.take(1, "code");
  }

  /** Takes a literal that ends where it is known to. */
  takeLiteral(length: number): void {
    this.take(length, "literal");
    this.lastChar = '"';
    this.lastWord = "";
  }
}
