// The head of a class, an interface, a namespace and their like, once readKeyword has found the word that begins it.
// What looks like one and is not, such as a function that returns a struct, is left to the readers after it.

import { type Head, head } from "./head.ts";
import { id } from "./headWords.ts";
import type { Family } from "./syntax.ts";
import { membersOf } from "./typeWords.ts";

const typeNamePattern = new RegExp(
  `^(?:alignas\\([^)]*\\)\\s*|[A-Z][A-Z0-9_]+\\s+)?(?<name>${id}(?:(?:\\.|::|\\\\)${id})*)(?<after>.*)$`,
  "su",
);

/** `keyword` and what follows it. `exported`: as the default, which needs no name. undefined when no type is defined. */
export function readType(keyword: string, rest: string, family: Family, exported: boolean): Head | undefined {
  const word = keyword.replaceAll(/\s+/g, " ");
  if (word === "extension" && (family === "swift" || family === "dart")) {
    return head("implementation", `extension ${rest}`, "statements");
  }
  if (word === "companion object") return head("type", "companion", "members");
  const found = typeNamePattern.exec(rest);
  const name = found?.groups?.name;
  if (name === undefined || ["extends", "implements"].includes(name)) {
    return exported && word === "class" ? head("type", "default", "members") : undefined;
  }
  const after = found?.groups?.after ?? "";
  // `struct A make(…)`, `enum E x = …`: a function or a variable of that type.
  if (
    family === "c" &&
    /^(?:struct|union|enum)/.test(word) &&
    /^[\s*&]+[\p{L}_]|^\s*[*&]/u.test(after) &&
    !/^\s*(?:final|:)/.test(after)
  ) {
    return undefined;
  }
  // `namespace` and `module` of one line say where a file belongs.
  const word_ = word.split(" ")[0] ?? "";
  if (word_ === "record" && family === "js") return undefined;
  if (
    ["module", "object", "record", "mixin", "contract", "actor", "protocol"].includes(word_) &&
    /^\s*[.=(](?!.*\))/.test(after)
  )
    return undefined;
  return head("type", name, membersOf(word_, family));
}
