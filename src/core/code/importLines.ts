/** How far down imports are looked for. */
const maxLines = 300;

const imports =
  /^\s*(?:import\b|from\s+\S+\s+import\b|export\s.*\bfrom\b|using\s+[\w.:]+|#\s*include\b|(?:pub\s+)?use\s+\w|require(?:_relative)?\b|(?:const|let|var)\s.*=\s*require\(|package\s+[\w.]+|namespace\s+[\w\\.]+)/;

/** The lines of a file's beginning that import something or say where the file belongs, joined groups included. */
export function importLines(lines: readonly string[]): readonly string[] {
  const found: string[] = [];
  let closing: string | undefined;
  for (const line of lines.slice(0, maxLines)) {
    if (closing !== undefined) {
      found.push(line);
      if (line.includes(closing)) closing = undefined;
    } else if (imports.test(line)) {
      found.push(line);
      // `import {` and Go's `import (` go on until they are closed.
      if (/\{[^}]*$/.test(line) && /^\s*(?:import|export|const)\b/.test(line)) closing = "}";
      else if (/\([^)]*$/.test(line)) closing = ")";
    }
  }
  return found;
}
