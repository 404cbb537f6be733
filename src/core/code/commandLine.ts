// From the commands of a shell block to one line that can be put into a terminal without running: whatever is sent to a
// terminal line by line runs line by line. What cannot be one line is not put there at all. The text is hostile.

import { joinCommands, longestLine } from "./joinCommands.ts";
import { type ShellKind, withoutPrompts } from "./shellPrompts.ts";
import { scanLine } from "./shellScan.ts";

/** Why there is no line. */
export type NoCommandLine =
  /** Characters that no eye sees, or that a terminal acts on. */
  | "unseen"
  /** So many spaces that what follows them is out of sight. */
  | "spaces"
  /** A `!` for which a shell would put in a command of before. */
  | "recalls"
  /** Lines that belong together. */
  | "several"
  | "long"
  | "empty";

/** One line, or why there is none. */
export type CommandLine =
  | { readonly type: "line"; readonly line: string }
  | { readonly type: "refused"; readonly reason: NoCommandLine };

/** A Tab would complete, ESC and its like would be keys, and what has no looks, or those of a space, could be anything. */
const unseen = /(?! |\n|\t|\uFE0F)[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\u2800]/u;
const manySpaces = / {21}/;

/** The commands of `text`, without prompts, output and comments, as one line that has no line end. */
export function commandLine(text: string, shell: ShellKind): CommandLine {
  const refused = (reason: NoCommandLine) => ({ type: "refused", reason }) as const;
  if (text.length > longestLine * 3) return refused("long");
  const plain = text.replaceAll("\r\n", "\n");
  if (unseen.test(plain)) return refused("unseen");
  const joined = joinCommands(withoutPrompts(plain.split("\n"), shell), shell);
  if (joined === undefined) return refused("several");
  const line = singleSpaces(joined, shell);
  if (line === "") return refused("empty");
  // Where it is quoted, a Tab cannot become a space.
  if (line.includes("\t")) return refused("unseen");
  if (manySpaces.test(line)) return refused("spaces");
  if (scanLine(line, shell).recalls) return refused("recalls");
  return line.length > longestLine ? refused("long") : { type: "line", line };
}

/** Spaces and Tabs outside of quotes become one space, where a shell makes no difference. */
function singleSpaces(line: string, shell: ShellKind): string {
  const { mask, isUnclear } = scanLine(line, shell);
  // cmd prints and sets every space.
  const keeps = isUnclear || (shell === "cmd" && /\b(?:echo|set)\b/i.test(mask));
  if (keeps) return line;
  let result = "";
  let from = 0;
  for (const { 0: run, index } of mask.matchAll(/[ \t]+/g)) {
    result += `${line.slice(from, index)} `;
    from = index + run.length;
  }
  return result + line.slice(from);
}
