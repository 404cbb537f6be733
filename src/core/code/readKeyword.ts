// A head whose first word says what it defines: a type, a function, a variable.
// readHead asks it before those that read what has no such word.

import { type Head, head } from "./head.ts";
import { bracketed, parametersOf } from "./headBrackets.ts";
import { id, withoutModifiers } from "./headWords.ts";
import { readOthers } from "./readOthers.ts";
import { readType } from "./readType.ts";
import { readVariable } from "./readVariable.ts";
import type { Family } from "./syntax.ts";
import { typePatterns } from "./typeWords.ts";

const callablePattern = new RegExp(
  `^(?:function\\s*\\*?|def|fn|fun|func|sub)\\s+&?(?:<[^(]*>\\s*)?(?<name>(?:${id}(?:<[^>]*>)?\\??\\.)*(?:${id}[?!=]?|\`[^\`]+\`|self\\.\\w+|[^\\w\\s(]{1,3}))\\s*(?:<|\\(|\\[|$|:|=|->|\\s)`,
  "u",
);

/** `text` without modifiers; `exported`: as the default, which needs no name. undefined when no word says so. */
export function readKeyword(text: string, family: Family, exported: boolean): Head | undefined {
  if (family === "c") {
    const template = /^template\s*</.test(text) ? withoutTemplate(text) : text;
    if (template !== text)
      return (
        readKeyword(withoutModifiers(template), family, exported) ??
        readOthers(withoutModifiers(template), family, "root", true)
      );
  }
  if (family === "rust" && /^impl\b/.test(text)) {
    return head("implementation", text.replace(/\swhere\s.*$/su, "").replaceAll(/\s+/g, " "), "statements");
  }
  const types = typePatterns[family].exec(text)?.groups;
  if (types) return readType(types.word ?? "", types.rest ?? "", family, exported);
  const macro = /^macro_rules!\s*(?<name>\w+)/.exec(text)?.groups?.name;
  if (macro) return head("callable", `${macro}!`);
  const go =
    family === "go"
      ? /^func\s*\(\s*(?:\w+\s+)?\*?(?<type>\w+)(?:\[[^\]]*\])?\s*\)\s*(?<name>\w+)\s*\(/.exec(text)
      : null;
  if (go)
    return head("callable", `${go.groups?.type}.${go.groups?.name}`, undefined, bracketed(text, go[0].length - 1));
  const callable = callablePattern.exec(text.replace(/^function\s*\*/, "function "))?.groups?.name;
  if (callable !== undefined)
    return head("callable", callable.replaceAll(/<[^>]*>/g, ""), undefined, parametersOf(text));
  const anonymous = exported && /^function\b/.test(text);
  if (anonymous) return head("callable", "default", undefined, parametersOf(text));
  const swift = family === "swift" ? /^(?:init[?!]?|deinit|subscript)(?=\s*[(<{])/.exec(text)?.[0] : undefined;
  if (swift) return head("callable", swift.replace(/[?!]$/, ""), undefined, parametersOf(text));
  return readVariable(text, family);
}

function withoutTemplate(text: string): string {
  let depth = 0;
  for (let index = text.indexOf("<"); index < text.length; index++) {
    if (text[index] === "<") depth++;
    else if (text[index] === ">" && --depth === 0) return text.slice(index + 1).trimStart();
  }
  return text;
}
