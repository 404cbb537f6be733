// Literals whose end is said at their beginning, and those that look like something else: characters, raw strings,
// heredocs, regular expressions. stepCode asks for them before it looks for plain ones.

import type { CodeReader } from "./codeReader.ts";
import { openTag } from "./stepTag.ts";

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

/** Takes what begins with `char` at the place, or its opening; false when it is nothing of the kind. */
export function readSpecial(reader: CodeReader, char: string): boolean {
  const { family, chars } = reader.syntax;
  if (chars && char === "'") {
    const isAfterWord = reader.lastWord !== "" && /[\p{L}\p{N}_]/u.test(reader.line[reader.at - 1] ?? "");
    const isPrefix = /^(?:L|u8?|U|b)$/.test(reader.lastWord);
    const found = !isAfterWord || isPrefix ? reader.match(family === "c" ? characters : character) : undefined;
    if (found === undefined) reader.takeCode(char);
    else reader.takeLiteral(found.length);
    return true;
  }
  const startsWord = !/[\p{L}\p{N}_$]/u.test(reader.line[reader.at - 1] ?? "");
  if (family === "rust" && startsWord) {
    const raw = reader.match(/b?r#*"/y);
    if (raw !== undefined) return openString(reader, raw.length, `"${"#".repeat(raw.split("#").length - 1)}`);
  }
  if (family === "c" && startsWord) {
    const raw = reader.match(/(?:L|u8?|U)?R"[^()\s\\]{0,16}\(/y);
    if (raw !== undefined) return openString(reader, raw.length, `)${raw.slice(raw.indexOf('"') + 1, -1)}"`);
  }
  if (family === "csharp") {
    const raw = reader.match(/\$*"{3,}/y);
    if (raw !== undefined) return openString(reader, raw.length, raw.replaceAll("$", ""));
  }
  if (family === "swift") {
    const raw = reader.match(/#+"(?:"")?/y);
    if (raw !== undefined) return openString(reader, raw.length, [...raw].reverse().join(""));
  }
  if (family === "php") {
    if (reader.startsWith("?>")) {
      reader.push({ type: "markup" });
      reader.take(2, "comment");
      return true;
    }
    const id = /^<<<\s*["']?(?<id>\w+)["']?\s*$/.exec(reader.line.slice(reader.at))?.groups?.id;
    if (id !== undefined) return openHeredoc(reader, reader.line.length - reader.at, new RegExp(`^\\s*${id}\\b`));
  }
  if (family === "ruby") {
    const found = /^<<[~-]?(?<quote>["'`]?)(?<id>[A-Z_][A-Z0-9_]*)\k<quote>/.exec(reader.line.slice(reader.at));
    if (found && reader.lastChar !== '"')
      return openHeredoc(reader, found[0].length, new RegExp(`^\\s*${found.groups?.id}$`));
    if (reader.at === 0 && reader.startsWith("=begin")) {
      reader.take(reader.line.length, "comment");
      reader.push({ type: "comment", open: "\0", close: "=end", depth: 1 });
      return true;
    }
    const words = expectsValue(reader) ? reader.match(/%[wWiIqQr]?[[({<|!]/y) : undefined;
    if (words !== undefined) {
      const open = words.at(-1) ?? "";
      return openString(reader, words.length, { "[": "]", "(": ")", "{": "}", "<": ">" }[open] ?? open);
    }
  }
  if (reader.syntax.regex && char === "/" && expectsValue(reader)) {
    const found = reader.match(regex);
    if (found !== undefined) {
      reader.takeLiteral(found.length);
      return true;
    }
  }
  if (reader.syntax.jsx && char === "<" && expectsValue(reader) && reader.lastChar !== "<") {
    // `<T,>` and `<T extends U>` are type parameters.
    if (reader.match(/<(?:[\p{L}_$][\p{L}\p{N}_$.:-]*(?!\s*,|\s+extends\b)(?=[\s/>])|>)/uy) === undefined) return false;
    openTag(reader);
    return true;
  }
  return false;
}

function expectsValue(reader: CodeReader): boolean {
  if (reader.lastWord !== "") return wordsBeforeValue.has(reader.lastWord);
  return reader.lastChar === "" || beforeValue.test(reader.lastChar);
}

function openString(reader: CodeReader, length: number, close: string): boolean {
  reader.take(length, "literal");
  reader.push({ type: "string", rule: { open: "", close, multiline: true } });
  return true;
}

function openHeredoc(reader: CodeReader, length: number, end: RegExp): boolean {
  reader.takeLiteral(length);
  reader.expectHeredoc(end);
  return true;
}
