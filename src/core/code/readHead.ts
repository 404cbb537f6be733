// What the beginning of a statement says: whether it defines something, what it calls it, and whether that has members.
// It is asked of each statement of a text, and asks the readers of keywords, of JavaScript and of all others in turn.

import type { Head, Place } from "./head.ts";
import { withoutModifiers } from "./headWords.ts";
import { readJs } from "./readJs.ts";
import { readKeyword } from "./readKeyword.ts";
import { readOthers } from "./readOthers.ts";
import { readCss, readJson } from "./readRule.ts";
import type { Family } from "./syntax.ts";

/** A longer head is data, and the patterns would take their time over it. */
const longestHead = 2_000;

/**
 * Reads `code`, a head whose literals are masked, with `original` the same text unmasked, column by column. `hasBlock`:
 * a block that stands in no other bracket follows it. undefined when nothing is defined.
 */
export function readHead(
  code: string,
  original: string,
  family: Family,
  place: Place,
  hasBlock: boolean,
): Head | undefined {
  if (code.length > longestHead) return undefined;
  const [text, names] = collapse(code, original);
  if (family === "css") return readCss(text, names, hasBlock);
  if (family === "json") return readJson(text, names, place);
  const bare = withoutModifiers(text);
  const exported = /^export\s+default\b/.test(text);
  const said = names.slice(names.length - bare.length);
  return (
    readKeyword(bare, family, exported) ??
    (family === "js" ? readJs(bare, said, place, hasBlock, exported) : undefined) ??
    readOthers(bare, family, place, hasBlock)
  );
}

/** Blanks become single ones, in both texts alike. */
function collapse(code: string, original: string): [string, string] {
  if (code === original) {
    const plain = code.replaceAll(/\s+/g, " ").trim();
    return [plain, plain];
  }
  let text = "";
  let names = "";
  for (let index = 0; index < code.length; index++) {
    const char = code[index] ?? "";
    if (/\s/.test(char)) {
      if (text === "" || text.endsWith(" ")) continue;
      text += " ";
      names += " ";
    } else {
      text += char;
      names += original[index] ?? "";
    }
  }
  const length = text.trimEnd().length;
  return [text.slice(0, length), names.slice(0, length)];
}
