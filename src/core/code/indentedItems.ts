// The items of a text whose indentation says what belongs together: the pieces of splitIndented with what they say.
// codeItems asks for those of a level.

import type { CodeItem, IsGap } from "./codeItem.ts";
import type { CodeText } from "./codeText.ts";
import { addComments } from "./commentItems.ts";
import type { Head, Place } from "./head.ts";
import { isImportText } from "./importText.ts";
import type { LineRange } from "./lineRange.ts";
import { readHead } from "./readHead.ts";
import { splitIndented } from "./splitIndented.ts";

/** Those of `lines`; undefined when brackets do not match, or decorators decorate nothing. */
export function indentedItems(
  text: CodeText,
  lines: LineRange,
  place: Place,
  isGap: IsGap,
): readonly CodeItem[] | undefined {
  const pieces = splitIndented(text, lines);
  if (pieces === undefined) return undefined;
  const items: CodeItem[] = [];
  let position = lines.start;
  let decorators: { readonly lead: number; readonly start: number } | undefined;
  for (const piece of pieces) {
    const lead = addComments(items, text, { start: position, end: piece.start }, place, isGap);
    position = piece.end;
    const code = text.code.slice(piece.start, piece.headEnd).join("\n").trim();
    if (text.syntax.family === "python" && code.startsWith("@") && piece.body === undefined) {
      decorators ??= { lead, start: piece.start };
      continue;
    }
    const base = {
      start: decorators?.lead ?? lead,
      decorators: decorators?.start ?? piece.start,
      head: piece.start,
      end: piece.end,
      body: piece.body,
      regions: [],
      place,
    };
    decorators = undefined;
    if (isImportText(text, code, place)) items.push({ ...base, type: "import", definition: undefined });
    else {
      const original = text.lines.slice(piece.start, piece.headEnd).join("\n").trim();
      const definition = indentedHead(text, code, original, place, base);
      items.push({ ...base, type: definition ? "definition" : "statement", definition });
    }
  }
  if (decorators) return undefined;
  addComments(items, text, { start: position, end: lines.end }, place, isGap, true);
  return items;
}

function indentedHead(
  text: CodeText,
  code: string,
  original: string,
  place: Place,
  item: LineRange & { decorators: number; head: number },
): Head | undefined {
  const { family } = text.syntax;
  if (
    /^(?:if|for|while|with|try|match|return|del|raise|assert|async\s+(?:for|with)|unless|case|begin|print)\b/.test(code)
  )
    return undefined;
  if (family === "ruby" && /^[\w.]+[?!]?\s*(?:\([^)]*\))?\s+do\b/.test(code)) return undefined;
  const head = readHead(code.replace(/:\s*$/, ""), original, family, place, item.end > item.head + 1);
  if (head === undefined) return undefined;
  if (head.kind === "type") return { ...head, members: "statements" };
  const decorated = text.code.slice(item.decorators, item.head).join("\n");
  const access = /@[\w]+\.(?<access>setter|deleter|getter)\b/.exec(decorated)?.groups?.access;
  if (access) return { ...head, name: `${head.name}.${access}` };
  return /@(?:typing\.)?overload\b/.test(decorated) ? { ...head, name: `${head.name}.overload` } : head;
}
