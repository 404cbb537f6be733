// Where a text defines what, told from its lines alone. No parser: a snippet is no whole program, and a language server
// knows nothing of it. What is not recognised is not placed.

/** Lines `[start, end)` that define `name`, the comments and decorators right above included. */
export interface Definition {
  readonly name: string;
  /** The first line of the definition itself, trimmed. */
  readonly headLine: string;
  /** A variable; names of these are used again in every function. */
  readonly isVariable: boolean;
  /** The columns it is indented by, a tab counting as one. */
  readonly indent: number;
  readonly start: number;
  /** The line with the name, at or after `start`. */
  readonly head: number;
  readonly end: number;
}

const modifiers =
  "(?:(?:export|default|declare|public|private|protected|internal|static|final|abstract|override|async|pub(?:\\([\\w:]+\\))?|unsafe|const|extern|open|sealed|data|inline|virtual|partial)\\s+)*";
const name = "(?<name>[\\p{L}_$][\\p{L}\\p{N}_$]*)";

/** One pattern for each way in which the common languages begin a definition. */
const heads = [
  `${modifiers}(?:function\\s*\\*?|class|interface|enum|struct|trait|union|record|object|namespace|module|mod|protocol|def|fn|fun|func|sub|type)\\s+${name}`,
  // Go's methods name their receiver first.
  `func\\s+\\([^)]*\\)\\s*${name}`,
  `impl(?:<[^>]*>)?\\s+${name}`,
  `${modifiers}(?:const|let|var|val)\\s+${name}\\s*(?::[^=]+)?=`,
  // A method or a C function: a call that is followed by a body.
  `${modifiers}(?:[\\p{L}_$][\\p{L}\\p{N}_$<>,.*&?\\[\\]]*\\s+)*[*&]?${name}\\s*(?:<[^>]*>)?\\([^;]*\\)[^;=]*\\{\\s*$`,
].map((pattern) => new RegExp(`^\\s*${pattern}`, "u"));

const variable = new RegExp(`^\\s*${modifiers}(?:const|let|var|val)\\s`, "u");
const statement = /^\s*(?:if|else|for|while|switch|catch|return|do|try|with|match|when|throw|await|new|case)\b/;

/** A longer line is data or minified, and the patterns would take their time over it. */
const longestHead = 400;

/** The name that a line defines. */
export function definedIn(line: string): string | undefined {
  if (line.length > longestHead || statement.test(line)) return undefined;
  for (const head of heads) {
    const found = head.exec(line)?.groups?.name;
    if (found !== undefined) return found;
  }
  return undefined;
}

const isBlank = (line: string) => line.trim() === "";
const indentOf = (line: string) => /^[ \t]*/.exec(line)?.[0].length ?? 0;
const closes = /^\s*(?:[\]})]|end\b|<\/)/;
const belongsBelow = /^\s*(?:\/\/|#(?!include\b|define\b|if\b|endif\b)|\/\*|\*|@|--|"""|\[[\w(])/;

/** All definitions of `lines`, inner ones included, in order of their heads. */
export function definitionsOf(lines: readonly string[]): Definition[] {
  return lines.flatMap((line, head) => {
    const found = definedIn(line);
    if (found === undefined) return [];
    const indent = indentOf(line);
    const isVariable = variable.test(line);
    return [
      {
        name: found,
        headLine: line.trim(),
        isVariable,
        indent,
        start: startOf(lines, head, indent),
        head,
        end: endOf(lines, head, indent),
      },
    ];
  });
}

/** Comments and decorators of the same indentation, without a gap. */
function startOf(lines: readonly string[], head: number, indent: number): number {
  let start = head;
  for (let line = head - 1; line >= 0; line--) {
    const text = lines[line] ?? "";
    // The lines of a block comment are often one column further in.
    const inward = indentOf(text) - indent;
    if (!belongsBelow.test(text) || inward < 0 || inward > 1) break;
    start = line;
  }
  return start;
}

/** Up to the next line that is not indented further, which belongs to it when it only closes. */
function endOf(lines: readonly string[], head: number, indent: number): number {
  let last = head;
  for (let line = head + 1; line < lines.length; line++) {
    const text = lines[line] ?? "";
    if (isBlank(text)) continue;
    if (indentOf(text) > indent) {
      last = line;
      continue;
    }
    if (indentOf(text) < indent || !closes.test(text)) break;
    last = line;
    // `} else {`, `}): void {` and the like go on; what closes for good does not.
    if (!/[{([:,]\s*$/.test(text)) break;
  }
  return last + 1;
}
