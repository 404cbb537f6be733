// The heads of languages that hold no code: rules and properties of style sheets, keys of JSON.
// readHead asks for them before it looks for words.

import { type Head, head, type Place } from "./head.ts";

/** A rule by its selector, or a property. `names` is `text` with its literals unmasked. */
export function readCss(text: string, names: string, hasBlock: boolean): Head | undefined {
  if (hasBlock) {
    const selector = names.trim();
    const holdsRules = /^@(?:media|supports|layer|container)\b/.test(selector);
    return selector === ""
      ? undefined
      : head("type", selector.replaceAll(/\s+/g, " "), holdsRules ? "statements" : undefined);
  }
  const property = /^(?<name>[\w$@-]+)\s*:/.exec(text)?.groups?.name;
  return property === undefined ? undefined : head("variable", property);
}

/** The object itself, or a key of one. `names` is `text` with its literals unmasked. */
export function readJson(text: string, names: string, place: Place): Head | undefined {
  if (place === "root") return text === "" ? head("type", "{}", "list") : undefined;
  const key = /^(?<name>"+)\s*:\s*(?<rest>.*)$/s.exec(text)?.groups;
  if (!key) return undefined;
  return head("variable", names.slice(1, (key.name ?? "").length - 1), key.rest === "" ? "list" : undefined);
}
