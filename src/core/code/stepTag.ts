// Elements among the code: their tags, and what stands between these, whose brackets and quotes mean nothing.
// readSpecial opens them where a value may stand.

import type { CodeReader } from "./codeReader.ts";

/** A tag's name, or `>` of a fragment, follows. */
export function openTag(reader: CodeReader): void {
  reader.take(1, "code");
  reader.push({ type: "tag", closing: false });
}

/** One step in a tag; `closing`: that of an element's end. */
export function stepTag(reader: CodeReader, closing: boolean): void {
  const char = reader.line[reader.at] ?? "";
  if (char === '"' || char === "'") {
    reader.take(1, "literal");
    reader.push({ type: "string", rule: { open: char, close: char, multiline: true } });
    return;
  }
  if (char === "{") {
    reader.take(1, "code");
    reader.lastChar = "{";
    reader.lastWord = "";
    reader.push({ type: "code", close: "}", depth: 0 });
    return;
  }
  if (reader.startsWith("/>")) {
    reader.take(2, "code");
    endElement(reader);
    return;
  }
  reader.take(1, "code");
  if (char !== ">") return;
  if (closing) {
    endElement(reader);
    return;
  }
  reader.pop();
  reader.push({ type: "children" });
}

function endElement(reader: CodeReader): void {
  reader.pop();
  // What comes after an element is an operator, or the end.
  reader.lastChar = ")";
  reader.lastWord = "";
}

/** One step between an element's tags. */
export function stepChildren(reader: CodeReader): void {
  const char = reader.line[reader.at] ?? "";
  if (reader.startsWith("</")) {
    reader.take(2, "code");
    reader.pop();
    reader.push({ type: "tag", closing: true });
    return;
  }
  if (char === "<") {
    openTag(reader);
    return;
  }
  if (char === "{") {
    reader.take(1, "code");
    reader.lastChar = "{";
    reader.lastWord = "";
    reader.push({ type: "code", close: "}", depth: 0 });
    return;
  }
  // Text, whose brackets and quotes mean nothing.
  reader.take(1, /\s/.test(char) ? "comment" : "literal");
}
