// A head of JavaScript or TypeScript that no keyword begins: a method, a field, an entry of an object, what is assigned.
// readHead asks it after readKeyword.

import { type Head, head, type Place } from "./head.ts";
import { bracketed, closeOf } from "./headBrackets.ts";
import { control, id } from "./headWords.ts";

const jsNames = `#?${id}|"+|\\[.*?\\]|\\d+`;
const methodPattern = new RegExp(
  `^(?:(?<access>get|set)\\s+(?=#?[\\p{L}_$"\\[]))?\\*?\\s*(?<name>${jsNames})(?<after>[?!]?\\s*(?:<[^(){}]*>)?\\s*\\(.*)$`,
  "su",
);
const memberPattern = new RegExp(
  `^(?:(?:declare|readonly)\\s+)*(?<name>${jsNames})\\s*[?!]?\\s*(?<after>[:=;,].*)?$`,
  "su",
);
const heldFunctionPattern = new RegExp(
  `^(?<name>#?${id})\\s*(?::[^=]*)?=\\s*(?:async\\s*)?(?:function\\b.*|.*=>)$`,
  "su",
);
const assignmentPattern = new RegExp(`^(?<name>${id}(?:\\.${id}|\\["+\\])+)\\s*=(?![=>])(?<rest>.*)$`, "su");

/**
 * `text` without modifiers, `names` the same with its literals unmasked. `exported`: as the default, which needs no name.
 * undefined when nothing is defined.
 */
export function readJs(
  text: string,
  names: string,
  place: Place,
  hasBlock: boolean,
  exported: boolean,
): Head | undefined {
  const inside = place !== "root" && place !== "statements";
  const named = methodPattern.exec(text);
  const after = named?.groups?.after ?? "";
  const name = named?.groups?.name ?? "";
  if (named && !control.has(name) && (hasBlock || inside)) {
    const start = text.length - after.length - name.length;
    const access = named.groups?.access;
    // A call in a list, or a statement: `name(…)` must be followed by a block, a type or the end of a signature.
    const rest = after.slice(after.indexOf("("));
    const behind = rest.slice(closeOf(rest) + 1).trim();
    if (/^(?::.*)?;?$/s.test(behind) && !/=>/.test(behind.replaceAll(/:.*/gs, ""))) {
      const kind = access === "get" ? "getter" : access === "set" ? "setter" : "callable";
      return head(
        kind,
        names.slice(start, start + name.length).replaceAll(/^["']|["']$/g, ""),
        undefined,
        bracketed(rest, 0),
      );
    }
  }
  if (exported && !inside) {
    if (/^(?:[\w$.]+(?:<[^()]*>)?\(\s*(?:"+\s*,\s*)?)?$/.test(text)) return head("variable", "default", "list");
    return head("variable", "default");
  }
  if (inside) {
    const field = memberPattern.exec(text);
    if (!field) return undefined;
    const fieldName = field.groups?.name ?? "";
    const start = text.indexOf(fieldName);
    const rest = field.groups?.after ?? "";
    if (/^=[=>]/.test(rest)) return undefined;
    const isObject = /^[:=]\s*$/.test(rest) && place === "list";
    return head(
      "variable",
      names.slice(start, start + fieldName.length).replaceAll(/^["']|["']$/g, ""),
      isObject ? "list" : undefined,
    );
  }
  const held = heldFunctionPattern.exec(text)?.groups?.name;
  if (held !== undefined && hasBlock) return head("variable", held);
  const assigned = assignmentPattern.exec(text)?.groups;
  if (assigned === undefined) return undefined;
  const isObject = /^\s*(?:[\w$.]+\(\s*)?$/.test(assigned.rest ?? "");
  return head("assignment", names.slice(0, (assigned.name ?? "").length), isObject ? "list" : undefined);
}
