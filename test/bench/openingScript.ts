import { readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../vscode/paths.ts";

/** The size of a script in `dist` with all that it imports at once, in KB of 1,000 bytes. */
export function withImports(file: string, seen = new Set<string>()): number {
  if (seen.has(file)) return 0;
  seen.add(file);
  const source = readFileSync(join(root, "dist", file), "utf8");
  const imports = [...source.matchAll(/(?:from|import)"\.\/([\w.-]+)"/g)].map(([, name]) => name ?? "");
  return imports.reduce((sum, name) => sum + withImports(name, seen), source.length / 1000);
}
