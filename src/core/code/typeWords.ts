// The words that begin a type in each family of languages, and what stands in the block of each.
// readKeyword finds them at the beginning of a head.

import type { Members } from "./head.ts";
import type { Family } from "./syntax.ts";

const typeWords: Readonly<Record<Family, string>> = {
  js: "class|interface|enum|namespace|module",
  json: "",
  java: "class|interface|enum|record|@interface",
  c: "class|struct|enum\\s+class|enum\\s+struct|enum|union|namespace",
  csharp: "class|interface|struct|enum|record\\s+struct|record\\s+class|record|namespace",
  go: "",
  rust: "struct|enum|union|trait|mod",
  php: "class|interface|trait|enum|namespace",
  kotlin: "class|interface|enum\\s+class|annotation\\s+class|companion\\s+object|object",
  scala: "class|trait|companion\\s+object|object|enum",
  swift: "class|struct|enum|protocol|extension|actor",
  dart: "class|mixin|enum|extension",
  css: "",
  python: "class",
  ruby: "class|module",
};

/** A type's `word` at the beginning of a head, and the `rest`. */
export const typePatterns = Object.fromEntries(
  Object.entries(typeWords).map(([family, words]) => [
    family,
    new RegExp(`^(?<word>${words || "(?!)"})\\b\\s*(?<rest>.*)$`, "su"),
  ]),
) as Readonly<Record<Family, RegExp>>;

/** What may stand in the block that `word`, the first of a type's words, begins. */
export function membersOf(word: string, family: Family): Members {
  if (word === "namespace" || word === "module" || word === "mod" || word === "trait") {
    return family === "php" || family === "scala" ? "members" : "statements";
  }
  if (word === "enum") {
    if (family === "java" || family === "kotlin" || family === "dart") return "both";
    return family === "swift" || family === "php" || family === "scala" ? "members" : "list";
  }
  if (family === "rust") return "list";
  if (word === "interface" && family === "js") return "both";
  return "members";
}
