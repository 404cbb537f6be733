// The head of a variable, a constant or a type's other name, where a word or `=` says so.
// readKeyword asks it last.

import { type Head, head, type Members } from "./head.ts";
import { control, id } from "./headWords.ts";
import type { Family } from "./syntax.ts";

const assignedNamePattern = new RegExp(`^(?<name>${id}(?:\\.${id})*)\\s*(?::[^=]+)?=(?!=)`, "u");
const declaredNamePattern = new RegExp(`^(?<name>${id})\\s*:\\s*[^=]+$`, "u");
const typeAliasPattern = new RegExp(`^type\\s+(?<name>${id})(?<rest>.*)$`, "su");
const variablePattern = new RegExp(
  `^(?:const|let|var|val|static|final)\\s+(?:mut\\s+|ref\\s+|lazy\\s+)?(?<name>\\$?${id})\\s*(?<rest>[:=;!?,]?.*)$`,
  "su",
);

/** undefined when no variable is defined, and where its type stands before its name. */
export function readVariable(text: string, family: Family): Head | undefined {
  if (family === "python" || family === "ruby") {
    const name = assignedNamePattern.exec(text)?.groups?.name;
    const declared = name ?? declaredNamePattern.exec(text)?.groups?.name;
    return declared === undefined || control.has(declared)
      ? undefined
      : head(declared.includes(".") ? "assignment" : "variable", declared);
  }
  if (family === "js" || family === "rust" || family === "go") {
    const alias = typeAliasPattern.exec(text)?.groups;
    if (alias && (family !== "js" || /^\s*[=<]/.test(alias.rest ?? ""))) {
      const isObject =
        family === "go"
          ? /^(?:\[.*?\])?\s*(?:struct|interface)\s*$/.test(alias.rest ?? "")
          : /=\s*$/.test(alias.rest ?? "");
      return head("type", alias.name ?? "", isObject ? "both" : undefined);
    }
  }
  if (family === "c" || family === "csharp" || family === "java") return undefined;
  const found = variablePattern.exec(text)?.groups;
  if (found === undefined) return undefined;
  return head("variable", found.name ?? "", objectAfter(found.rest ?? "", family));
}

/** `= {`, or `= wrap({`: the entries of an object. */
function objectAfter(text: string, family: Family): Members | undefined {
  if (family !== "js") return undefined;
  return /=\s*(?:[\w$.]+(?:<[^()]*>)?\(\s*(?:"+\s*,\s*)?)?$/.test(text) ? "list" : undefined;
}
