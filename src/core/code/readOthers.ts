// A head that no keyword begins, outside of JavaScript: a type, or nothing, stands before the name.
// readHead asks it last.

import { type Head, head, type Place } from "./head.ts";
import { bracketed, closeOf, parametersOf } from "./headBrackets.ts";
import { control, id } from "./headWords.ts";
import type { Family } from "./syntax.ts";

const operatorName = /operator\s*(?:\(\)|\[\]|[^\s\w(]+|\w[\w\s*&]*)/u;
const entryNamePattern = new RegExp(`^(?:r#)?(?<name>${id})`, "u");
const functionPattern = new RegExp(
  `^(?<type>.*?)(?<name>(?:${id}(?:<[^<>]*>)?(?:::|\\.))*(?:${operatorName.source}|~?${id}|this))\\s*$`,
  "su",
);
const propertyPattern = new RegExp(
  `^(?<type>[^=(]+[\\s>\\]?])(?<name>(?:${id}\\.)*${id}|this\\s*\\[[^\\]]*\\])$`,
  "su",
);
const fieldPattern = new RegExp(
  `^(?<type>[^=(]+?[\\s*&>\\]?])(?<name>${id}(?:::${id})*)\\s*(?:\\[[^\\]]*\\]\\s*)*(?:=(?!=)|;|$|:\\s*\\d|,)`,
  "su",
);
const constantPattern = new RegExp(`^(?<name>${id})\\s*(?:[(=,;{]|$)`, "u");

/**
 * `text` without modifiers: functions of languages in which a type or nothing stands before the name, and the fields of
 * structs. undefined when nothing is defined.
 */
export function readOthers(text: string, family: Family, place: Place, hasBlock: boolean): Head | undefined {
  if (family === "python" || family === "ruby" || family === "js") return undefined;
  const inside = place !== "root" && place !== "statements";
  if (family === "rust" || family === "go") {
    if (!inside) return undefined;
    const name = entryNamePattern.exec(text)?.groups?.name;
    return name === undefined ? undefined : head("variable", name);
  }
  if (family === "php" || family === "kotlin" || family === "swift" || family === "scala") {
    if (!inside) return undefined;
    if (family === "kotlin" && /^constructor\b/.test(text))
      return head("callable", "constructor", undefined, parametersOf(text));
    const field = /^(?:var\s+)?(?:[\w|?\\]+\s+)?(?<name>\$\w+)\s*(?:[=;]|$)/.exec(text)?.groups?.name;
    const entry = field ?? /^(?:case\s+)?(?<name>[A-Za-z_]\w*)\s*(?:[=(,;]|$)/.exec(text)?.groups?.name;
    return entry === undefined || control.has(entry) ? undefined : head("variable", entry);
  }
  return readTyped(text, family, place, hasBlock);
}

function readTyped(text: string, family: Family, place: Place, hasBlock: boolean): Head | undefined {
  const inside = place !== "root" && place !== "statements";
  const isClear = (before: string) =>
    !/[=;]|\.\s*$|->/.test(before) &&
    !(before.match(/\w+/g) ?? []).some((word) => control.has(word) && word !== "new" && word !== "default");
  const open = openOfParameters(text);
  if (open !== -1) {
    const before = withoutParametersOfType(text.slice(0, open));
    const named = functionPattern.exec(before);
    const type = named?.groups?.type ?? "";
    const name = named?.groups?.name ?? "";
    const body = text.slice(open + closeOf(text.slice(open)) + 1).trim();
    const isCall = !hasBlock && (type.trim() === "" || !/;$/.test(text)) && !/^=>/.test(body);
    const isDeclarator =
      /^(?:$|;|=>|const\b|noexcept\b|override\b|final\b|throws\b|throw\s*\(|where\b|->|:(?!:)|=\s*(?:0|default|delete)\b|&|volatile\b|async\b|sync\*|async\*|[A-Z_]+\b)/.test(
        body,
      );
    if (
      named &&
      isClear(type) &&
      !control.has(name) &&
      !isCall &&
      isDeclarator &&
      /^(?:[\s\S]*[\s*&>\]?:])?$/.test(type)
    ) {
      return head("callable", name.replaceAll(/\s+/g, ""), undefined, bracketed(text, open));
    }
    if (place === "list" || place === "both") return entry(text);
    if (!/=/.test(before)) return undefined;
  }
  if (family === "csharp" && hasBlock && inside) {
    const property = propertyPattern.exec(text)?.groups;
    if (property && isClear(property.type ?? "")) return head("variable", property.name ?? "");
  }
  if (place === "list" || place === "both") {
    const listed = entry(text);
    if (listed) return listed;
  }
  const field = fieldPattern.exec(text)?.groups;
  if (
    !field ||
    !isClear(field.type ?? "") ||
    /^(?:typedef|using|#|case|goto|package|import|library|part)\b/.test(text)
  ) {
    const typedef = /^typedef\b.*?(?<name>\w+)\s*;?$/su.exec(text)?.groups?.name;
    return typedef === undefined ? undefined : head("type", typedef, hasBlock ? "members" : undefined);
  }
  return head("variable", field.name ?? "");
}

/** `name<T, U<V>>` without what is in angle brackets. */
function withoutParametersOfType(text: string): string {
  const end = text.trimEnd();
  if (!end.endsWith(">") || /operator\s*[->]*$/.test(end)) return text;
  let depth = 0;
  for (let index = end.length - 1; index > 0; index--) {
    if (end[index] === ">") depth++;
    else if (end[index] === "<" && --depth === 0) return end.slice(0, index);
  }
  return text;
}

/** A constant of an enumeration. */
function entry(text: string): Head | undefined {
  const name = constantPattern.exec(text)?.groups?.name;
  return name === undefined || control.has(name) ? undefined : head("variable", name);
}

/** Where the parameters of a function begin: behind attributes, types and operators with brackets in them. */
function openOfParameters(text: string): number {
  const operator = operatorName.exec(text);
  if (operator) return text.indexOf("(", operator.index + operator[0].length);
  let from = 0;
  const attribute = /^(?:(?:__attribute__|__declspec|alignas|decltype|noexcept)\s*)\(/;
  for (;;) {
    const open = text.indexOf("(", from);
    if (open === -1) return -1;
    const word = /(\w+\s*)$/.exec(text.slice(0, open))?.[0] ?? "";
    if (!attribute.test(`${word}(`)) return open;
    from = open + closeOf(text.slice(open)) + 1;
  }
}
