// Tells code from literals and comments. Not a parser: it knows where they end, and gives up where it is surprised.

import type { StringRule, Syntax } from "./syntax.ts";

/** A text whose literals and comments are known. */
export interface CodeText {
  readonly lines: readonly string[];
  /** As long as the lines, column by column: literals are `"`, comments are blank. */
  readonly code: readonly string[];
  /** What a line begins in: 0 code, 1 a literal, 2 a comment. */
  readonly inside: Uint8Array;
  readonly syntax: Syntax;
}

/** A line that begins in a literal must never be moved. */
export const inLiteral = 1;
/** A line that begins in a block comment. */
export const inComment = 2;

interface Code {
  readonly type: "code";
  /** What ends it; nothing for the text itself. */
  readonly close?: "}" | ")";
  depth: number;
}
type Mode =
  | Code
  | { readonly type: "string"; readonly rule: StringRule }
  | { readonly type: "heredoc"; readonly end: RegExp }
  | { readonly type: "comment"; readonly open: string; readonly close: string; depth: number }
  | { readonly type: "tag"; readonly closing: boolean }
  | { readonly type: "children" }
  | { readonly type: "markup" };

const blanks = /[ \t]+/y;
/** Not those that may open a literal with what follows: `r"`, `R"(`, `b'`. */
const word = /[\p{L}\p{N}_]{4,}|[\p{L}\p{N}_]{1,3}(?![\p{L}\p{N}_"'#])/uy;
const character = /'(?:\\(?:u\{[^}']*\}|[xuU][0-9a-fA-F]+|[0-7]{1,3}|.)|[^\\'])'/uy;
const characters = /'(?:\\.|[^\\'])+'/y;
const regex = /\/(?![*/])(?:\\.|\[(?:\\.|[^\]\\])*\]|[^/\\[])+\/[a-z]*/y;
/** After one of these a value is expected, so `/` begins a regular expression and `<` a tag. */
const beforeValue = /[([{,;=:?!&|+\-*%~^<>}]/;
const wordsBeforeValue = new Set(
  "return typeof instanceof in of new delete void throw case do else yield await default export if elsif unless while until when and or not then puts".split(
    " ",
  ),
);

/** undefined where the text surprises: a literal without an end, a tag that is never closed. */
export function readCode(lines: readonly string[], syntax: Syntax): CodeText | undefined {
  const read = readSome(lines, syntax);
  return read?.isWhole ? read.text : undefined;
}

/** What each line begins in, of a text that may go on, as an answer does that is being written; `CodeText.inside`. */
export function insideOf(lines: readonly string[], syntax: Syntax): Uint8Array | undefined {
  return readSome(lines, syntax)?.text.inside;
}

function readSome(lines: readonly string[], syntax: Syntax): { text: CodeText; isWhole: boolean } | undefined {
  const reader = new Reader(syntax, lines);
  const inside = new Uint8Array(lines.length);
  const code: string[] = [];
  for (const [index, line] of lines.entries()) {
    inside[index] = reader.inside;
    const masked = reader.read(line);
    if (masked === undefined) return undefined;
    code.push(masked);
  }
  return { text: { lines, code, inside, syntax }, isWhole: reader.atEnd };
}

class Reader {
  readonly #syntax: Syntax;
  readonly #modes: Mode[] = [{ type: "code", depth: 0 }];
  /** Literals around the position: code inside of one is part of it. */
  #literals = 0;
  #heredocs: RegExp[] = [];
  #lastChar = "";
  #lastWord = "";
  #out = "";
  #line = "";
  #at = 0;
  #surprised = false;

  constructor(syntax: Syntax, lines: readonly string[]) {
    this.#syntax = syntax;
    if (syntax.family === "php" && lines.some((line) => line.includes("<?"))) this.#push({ type: "markup" });
  }

  get #mode(): Mode {
    return this.#modes.at(-1) ?? { type: "code", depth: 0 };
  }

  get inside(): number {
    if (this.#mode.type === "comment") return inComment;
    return this.#literals > 0 ? inLiteral : 0;
  }

  get atEnd(): boolean {
    const { type } = this.#mode;
    return this.#modes.length === 1 || (this.#modes.length === 2 && type === "markup");
  }

  /** The line with its literals and comments masked. */
  read(line: string): string | undefined {
    this.#line = line;
    this.#at = 0;
    this.#out = "";
    while (this.#at < line.length && !this.#surprised) this.#step();
    this.#endLine();
    return this.#surprised ? undefined : this.#out;
  }

  #endLine(): void {
    const mode = this.#mode;
    if (mode.type === "string" && !mode.rule.multiline) {
      // The line ends with a backslash: the literal goes on.
      if (mode.rule.escape !== "backslash" || !/(?:^|[^\\])(?:\\\\)*\\$/.test(this.#line)) this.#surprised = true;
    }
    for (const end of this.#heredocs.splice(0).reverse()) this.#push({ type: "heredoc", end });
  }

  #push(mode: Mode): void {
    if (mode.type === "string" || mode.type === "heredoc" || mode.type === "markup") this.#literals++;
    this.#modes.push(mode);
  }

  #pop(): void {
    const mode = this.#modes.pop();
    if (mode?.type === "string" || mode?.type === "heredoc" || mode?.type === "markup") {
      this.#literals--;
      this.#lastChar = '"';
      this.#lastWord = "";
    }
  }

  #take(length: number, kind: "code" | "literal" | "comment"): void {
    const text = this.#line.slice(this.#at, this.#at + length);
    if (kind === "comment") this.#out += " ".repeat(text.length);
    else if (kind === "literal" || this.#literals > 0) this.#out += '"'.repeat(text.length);
    else this.#out += text;
    this.#at += text.length;
  }

  #startsWith(text: string): boolean {
    return this.#line.startsWith(text, this.#at);
  }

  #match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.#at;
    return pattern.exec(this.#line)?.[0];
  }

  #step(): void {
    const mode = this.#mode;
    switch (mode.type) {
      case "code":
        this.#stepCode(mode);
        return;
      case "string":
        this.#stepString(mode.rule);
        return;
      case "heredoc": {
        const end = this.#at === 0 ? mode.end.exec(this.#line)?.[0] : undefined;
        this.#take(end === undefined ? this.#line.length : end.length, "literal");
        if (end !== undefined) this.#pop();
        return;
      }
      case "markup": {
        const open = this.#line.indexOf("<?", this.#at);
        if (open === -1) {
          this.#take(this.#line.length, "comment");
          return;
        }
        this.#take(open - this.#at + (/^<\?(?:php\b|=)?/.exec(this.#line.slice(open))?.[0].length ?? 2), "comment");
        this.#pop();
        this.#lastChar = "";
        return;
      }
      case "comment": {
        const { open, close } = mode;
        if (this.#startsWith(close)) {
          this.#take(close.length, "comment");
          if (--mode.depth === 0) this.#pop();
        } else if (this.#syntax.nestedComments && this.#startsWith(open)) {
          this.#take(open.length, "comment");
          mode.depth++;
        } else this.#take(1, "comment");
        return;
      }
      case "tag":
        this.#stepTag(mode.closing);
        return;
      case "children":
        this.#stepChildren();
        return;
    }
  }

  #stepString({ close, escape: escaping, code }: StringRule): void {
    if (escaping === "double" && this.#startsWith(close + close)) {
      this.#take(2, "literal");
      return;
    }
    if (code !== undefined && this.#startsWith(code)) {
      const isEscaped = code === "{" && this.#startsWith("{{");
      this.#take(isEscaped ? 2 : code.length, "literal");
      if (!isEscaped) this.#push({ type: "code", close: code.endsWith("(") ? ")" : "}", depth: 0 });
      return;
    }
    if (escaping === "backslash" && this.#startsWith("\\")) {
      this.#take(2, "literal");
      return;
    }
    if (this.#startsWith(close)) {
      this.#take(close.length, "literal");
      this.#pop();
      return;
    }
    let end = this.#at + 1;
    while (end < this.#line.length) {
      const char = this.#line[end];
      if (char === "\\" || char === close[0] || char === code?.[0]) break;
      end++;
    }
    this.#take(end - this.#at, "literal");
  }

  #stepCode(mode: Code): void {
    const { lineComments, blockComments, strings } = this.#syntax;
    const char = this.#line[this.#at] ?? "";
    const blank = char === " " || char === "\t" ? this.#match(blanks) : undefined;
    if (blank !== undefined) {
      this.#take(blank.length, "code");
      return;
    }
    const found = this.#match(word);
    if (found !== undefined) {
      const goesOn = this.#at > 0 && /[\p{L}\p{N}_$]/u.test(this.#line[this.#at - 1] ?? "");
      this.#lastWord = (goesOn ? this.#lastWord : "") + found;
      this.#lastChar = found.at(-1) ?? "";
      this.#take(found.length, "code");
      return;
    }
    if (/\s/.test(char)) {
      this.#take(1, "code");
      return;
    }
    if (lineComments.some((each) => this.#startsWith(each)) && this.#isComment(char)) {
      const php = this.#syntax.family === "php" ? this.#line.indexOf("?>", this.#at) : -1;
      this.#take(php === -1 ? this.#line.length : php - this.#at, "comment");
      return;
    }
    for (const [open, close] of blockComments) {
      if (!this.#startsWith(open)) continue;
      this.#take(open.length, "comment");
      this.#push({ type: "comment", open, close, depth: 1 });
      return;
    }
    if (this.#special(char)) return;
    for (const rule of strings) {
      if (!this.#startsWith(rule.open)) continue;
      this.#take(rule.open.length, "literal");
      this.#push({ type: "string", rule });
      return;
    }
    if (mode.close !== undefined) {
      const open = mode.close === "}" ? "{" : "(";
      if (char === open) mode.depth++;
      else if (char === mode.close && mode.depth-- === 0) {
        this.#take(1, "code");
        this.#pop();
        this.#lastChar = char;
        this.#lastWord = "";
        return;
      }
    }
    this.#takeCode(char);
  }

  #takeCode(char: string): void {
    const isWord = /[\p{L}\p{N}_$]/u.test(char);
    const goesOn = isWord && this.#at > 0 && /[\p{L}\p{N}_$]/u.test(this.#line[this.#at - 1] ?? "");
    this.#lastWord = isWord ? (goesOn ? this.#lastWord : "") + char : "";
    this.#lastChar = char;
    this.#take(1, "code");
  }

  /** `#[` is an attribute in PHP, `a#b` no comment in Ruby; `http://` stands in addresses. */
  #isComment(char: string): boolean {
    const before = this.#line[this.#at - 1] ?? "";
    if (this.#syntax.family === "css") return before !== ":";
    if (char !== "#") return true;
    return this.#syntax.family === "php" ? !this.#startsWith("#[") : true;
  }

  get #expectsValue(): boolean {
    if (this.#lastWord !== "") return wordsBeforeValue.has(this.#lastWord);
    return this.#lastChar === "" || beforeValue.test(this.#lastChar);
  }

  /** Literals whose end is said at their beginning, and those that look like something else. */
  #special(char: string): boolean {
    const { family, chars } = this.#syntax;
    if (chars && char === "'") {
      const isAfterWord = this.#lastWord !== "" && /[\p{L}\p{N}_]/u.test(this.#line[this.#at - 1] ?? "");
      const isPrefix = /^(?:L|u8?|U|b)$/.test(this.#lastWord);
      const found = !isAfterWord || isPrefix ? this.#match(family === "c" ? characters : character) : undefined;
      if (found === undefined) this.#takeCode(char);
      else this.#takeLiteral(found.length);
      return true;
    }
    const startsWord = !/[\p{L}\p{N}_$]/u.test(this.#line[this.#at - 1] ?? "");
    if (family === "rust" && startsWord) {
      const raw = this.#match(/b?r#*"/y);
      if (raw !== undefined) return this.#open(raw.length, `"${"#".repeat(raw.split("#").length - 1)}`);
    }
    if (family === "c" && startsWord) {
      const raw = this.#match(/(?:L|u8?|U)?R"[^()\s\\]{0,16}\(/y);
      if (raw !== undefined) return this.#open(raw.length, `)${raw.slice(raw.indexOf('"') + 1, -1)}"`);
    }
    if (family === "csharp") {
      const raw = this.#match(/\$*"{3,}/y);
      if (raw !== undefined) return this.#open(raw.length, raw.replaceAll("$", ""));
    }
    if (family === "swift") {
      const raw = this.#match(/#+"(?:"")?/y);
      if (raw !== undefined) return this.#open(raw.length, [...raw].reverse().join(""));
    }
    if (family === "php") {
      if (this.#startsWith("?>")) {
        this.#push({ type: "markup" });
        this.#take(2, "comment");
        return true;
      }
      const id = /^<<<\s*["']?(?<id>\w+)["']?\s*$/.exec(this.#line.slice(this.#at))?.groups?.id;
      if (id !== undefined) return this.#heredoc(this.#line.length - this.#at, new RegExp(`^\\s*${id}\\b`));
    }
    if (family === "ruby") {
      const found = /^<<[~-]?(?<quote>["'`]?)(?<id>[A-Z_][A-Z0-9_]*)\k<quote>/.exec(this.#line.slice(this.#at));
      if (found && this.#lastChar !== '"')
        return this.#heredoc(found[0].length, new RegExp(`^\\s*${found.groups?.id}$`));
      if (this.#at === 0 && this.#startsWith("=begin")) {
        this.#take(this.#line.length, "comment");
        this.#push({ type: "comment", open: "\0", close: "=end", depth: 1 });
        return true;
      }
      const words = this.#expectsValue ? this.#match(/%[wWiIqQr]?[[({<|!]/y) : undefined;
      if (words !== undefined) {
        const open = words.at(-1) ?? "";
        return this.#open(words.length, { "[": "]", "(": ")", "{": "}", "<": ">" }[open] ?? open);
      }
    }
    if (this.#syntax.regex && char === "/" && this.#expectsValue) {
      const found = this.#match(regex);
      if (found !== undefined) {
        this.#takeLiteral(found.length);
        return true;
      }
    }
    if (this.#syntax.jsx && char === "<" && this.#expectsValue && this.#lastChar !== "<") {
      // `<T,>` and `<T extends U>` are type parameters.
      if (this.#match(/<(?:[\p{L}_$][\p{L}\p{N}_$.:-]*(?!\s*,|\s+extends\b)(?=[\s/>])|>)/uy) === undefined)
        return false;
      this.#openTag();
      return true;
    }
    return false;
  }

  #takeLiteral(length: number): void {
    this.#take(length, "literal");
    this.#lastChar = '"';
    this.#lastWord = "";
  }

  #open(length: number, close: string): boolean {
    this.#take(length, "literal");
    this.#push({ type: "string", rule: { open: "", close, multiline: true } });
    return true;
  }

  #heredoc(length: number, end: RegExp): boolean {
    this.#takeLiteral(length);
    this.#heredocs.push(end);
    return true;
  }

  /** A tag's name, or `>` of a fragment, follows. */
  #openTag(): void {
    this.#take(1, "code");
    this.#push({ type: "tag", closing: false });
  }

  #stepTag(closing: boolean): void {
    const char = this.#line[this.#at] ?? "";
    if (char === '"' || char === "'") {
      this.#take(1, "literal");
      this.#push({ type: "string", rule: { open: char, close: char, multiline: true } });
      return;
    }
    if (char === "{") {
      this.#take(1, "code");
      this.#lastChar = "{";
      this.#lastWord = "";
      this.#push({ type: "code", close: "}", depth: 0 });
      return;
    }
    if (this.#startsWith("/>")) {
      this.#take(2, "code");
      this.#endElement();
      return;
    }
    this.#take(1, "code");
    if (char !== ">") return;
    if (closing) {
      this.#endElement();
      return;
    }
    this.#modes.pop();
    this.#modes.push({ type: "children" });
  }

  #endElement(): void {
    this.#modes.pop();
    // What comes after an element is an operator, or the end.
    this.#lastChar = ")";
    this.#lastWord = "";
  }

  #stepChildren(): void {
    const char = this.#line[this.#at] ?? "";
    if (this.#startsWith("</")) {
      this.#take(2, "code");
      this.#modes.pop();
      this.#push({ type: "tag", closing: true });
      return;
    }
    if (char === "<") {
      this.#openTag();
      return;
    }
    if (char === "{") {
      this.#take(1, "code");
      this.#lastChar = "{";
      this.#lastWord = "";
      this.#push({ type: "code", close: "}", depth: 0 });
      return;
    }
    // Text, whose brackets and quotes mean nothing.
    this.#take(1, /\s/.test(char) ? "comment" : "literal");
  }
}
