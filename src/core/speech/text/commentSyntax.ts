// Where the comments of a source are. One scan over the text that minds strings, by the language's marks.

import { ScriptLiterals } from "./scriptLiterals.ts";

/** How one family of languages writes comments and strings. */
interface Syntax {
  readonly line: readonly string[];
  readonly block: readonly (readonly [string, string])[];
  readonly strings: readonly string[];
  /** Strings that stand alone are documentation. */
  readonly docStrings?: readonly string[];
  /** Backticks hold code again between `${` and `}`, and a slash may begin a regular expression. */
  readonly isScript?: boolean;
}

const c: Syntax = { line: ["//"], block: [["/*", "*/"]], strings: ['"', "'", "`"] };
const script: Syntax = { ...c, strings: ['"', "'"], isScript: true };
const hash: Syntax = { line: ["#"], block: [], strings: ['"', "'"] };
const python: Syntax = { ...hash, docStrings: ['"""', "'''"] };
const markup: Syntax = { line: [], block: [["<!--", "-->"]], strings: [] };
const lisp: Syntax = { line: [";"], block: [], strings: ['"'] };

const families: readonly (readonly [string, Syntax])[] = [
  ["python", python],
  ["javascript javascriptreact typescript typescriptreact", script],
  [
    "ruby shellscript yaml toml perl perl6 r makefile dockerfile coffeescript elixir julia properties ignore cmake nix graphql",
    hash,
  ],
  ["powershell", { ...hash, block: [["<#", "#>"]] }],
  ["css", { line: [], block: [["/*", "*/"]], strings: ['"', "'"] }],
  ["php", { ...c, line: ["//", "#"] }],
  ["rust", { ...c, strings: ['"'] }],
  ["sql ada vhdl", { line: ["--"], block: [["/*", "*/"]], strings: ["'"] }],
  ["lua", { line: ["--"], block: [["--[[", "]]"]], strings: ['"', "'"] }],
  ["haskell elm purescript", { line: ["--"], block: [["{-", "-}"]], strings: ['"'] }],
  ["html xml xsl vue svelte", markup],
  ["clojure lisp scheme racket ini asm", lisp],
  ["tex latex matlab erlang prolog", { line: ["%"], block: [], strings: [] }],
  ["vb", { line: ["'"], block: [], strings: ['"'] }],
];

/** The marks of a language; those of C for one that is not known. */
function syntaxOf(languageId: string): Syntax {
  return families.find(([ids]) => ids.split(" ").includes(languageId))?.[1] ?? c;
}

/** One comment with its marks, in UTF-16 units of the source. */
export interface Comment {
  readonly start: number;
  readonly end: number;
  /** Lengths of the opening and the closing mark. */
  readonly open: number;
  readonly close: number;
  readonly kind: "line" | "block";
}

/** The comments of `source`, in order, documentation strings among them. Linear in its length. */
export function commentsOf(source: string, languageId: string): readonly Comment[] {
  return [...scanComments(source, languageId)].filter((comment) => comment !== undefined);
}

/** UTF-16 units of code between two pauses of a scan. */
const pauseEvery = 16_000;

/** As `commentsOf`, one by one; undefined now and then, so that a long scan can be interrupted. */
export function* scanComments(source: string, languageId: string): Generator<Comment | undefined> {
  const syntax = syntaxOf(languageId);
  const scripts = syntax.isScript ? new ScriptLiterals(source) : undefined;
  let i = 0;
  let nextPause = pauseEvery;
  while (i < source.length) {
    if (i > nextPause) {
      nextPause = i + pauseEvery;
      yield undefined;
    }
    const block = syntax.block.find(([open]) => source.startsWith(open, i));
    const line = syntax.line.find((mark) => source.startsWith(mark, i));
    const doc = syntax.docStrings?.find((mark) => source.startsWith(mark, i));
    const string = syntax.strings.find((mark) => source.startsWith(mark, i));
    let comment: Comment | undefined;
    if (block) comment = blockComment(source, i, block[0], block[1]);
    else if (doc !== undefined && startsStatement(source, i)) comment = blockComment(source, i, doc, doc);
    else if (doc !== undefined) i = endOf(source, doc, i + doc.length).end;
    else if (line !== undefined && isLineComment(source, i, line)) {
      comment = { start: i, end: lineEnd(source, i), open: line.length, close: 0, kind: "line" };
    } else {
      const start = i;
      if (string !== undefined) i = skipString(source, i, string);
      else i = scripts?.skip(i) ?? i + 1;
      scripts?.pass(start, i);
    }
    if (!comment) continue;
    i = comment.end;
    yield comment;
  }
}

function blockComment(source: string, start: number, open: string, close: string): Comment {
  const { end, found } = endOf(source, close, start + open.length);
  return { start, end, open: open.length, close: found ? close.length : 0, kind: "block" };
}

function endOf(source: string, mark: string, from: number): { end: number; found: boolean } {
  const at = source.indexOf(mark, from);
  return at < 0 ? { end: source.length, found: false } : { end: at + mark.length, found: true };
}

function startsStatement(source: string, at: number): boolean {
  return /(?:^|[\n\r:;])[ \t]*[rRuU]?$/.test(source.slice(Math.max(0, at - 80), at));
}

/** `#` and `%` open a comment only after a space or at the start of a line: `a#b` and `5%` are none. */
function isLineComment(source: string, at: number, mark: string): boolean {
  if (mark === "//") return source[at - 1] !== ":";
  return mark.length > 1 || at === 0 || /\s/.test(source[at - 1] ?? "");
}

function lineEnd(source: string, from: number): number {
  let i = from;
  while (i < source.length && source[i] !== "\n" && source[i] !== "\r") i++;
  return i;
}

/** A string ends with its line, except in backticks: an apostrophe in a comment-less text must not swallow the rest. */
function skipString(source: string, start: number, mark: string): number {
  let i = start + 1;
  for (; i < source.length; i++) {
    const char = source[i];
    if (char === "\\") i++;
    else if (char === mark) return i + 1;
    else if ((char === "\n" || char === "\r") && mark !== "`") return i;
  }
  return Math.min(i, source.length);
}
