// How each family of languages writes an import.
// bracedItems and indentedItems ask it before they look for definitions.

import type { CodeText } from "./codeText.ts";
import type { Place } from "./head.ts";

const imports: Readonly<Partial<Record<string, RegExp>>> = {
  js: /^(?:import\b(?!\s*[(.])|export\s+(?:type\s+)?(?:\*|\{[^}]*\})|(?:const|let|var)\s+[^=]*=\s*require\s*\([^)]*\);?$)/s,
  python: /^(?:import|from)\b/,
  java: /^import\b/,
  kotlin: /^import\b/,
  scala: /^import\b/,
  swift: /^(?:@\w+\s+)?import\b/,
  dart: /^(?:import|export|part)\b/,
  go: /^import\b/,
  rust: /^(?:pub(?:\s*\([^)]*\))?\s+)?(?:use|extern\s+crate)\b/,
  csharp: /^(?:global\s+)?using\s+(?:static\s+)?[\w.]+(?:\s*=\s*[\w.<>, ]+)?;$/,
  c: /^(?:#\s*(?:include|import)\b|using\b)/,
  ruby: /^require(?:_relative)?\b/,
  php: /^use\b/,
  css: /^@(?:import|use|forward)\b/,
};

/** Whether a statement, whose literals are masked as those of `text` are, is an import. */
export function isImportText({ syntax }: CodeText, code: string, place: Place): boolean {
  if (place !== "root" && place !== "statements") return false;
  return imports[syntax.family]?.test(code.trim()) ?? false;
}
