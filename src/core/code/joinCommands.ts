// Several commands as one line, where that means the same. A command that has more to it than quotes, pipes and lines
// that go on (loops, here-documents, functions) is not taken apart.

import type { ShellKind } from "./shellPrompts.ts";
import { scanLine } from "./shellScan.ts";

interface Rules {
  /** What a line may end with when it goes on. */
  readonly goesOn: RegExp;
  /** Begins, or is in, what is more than one command, or one whose result is turned round. */
  readonly parts: RegExp;
  /** Begins a line that means something else where the line end before it is taken away. */
  readonly notAfterEscape?: RegExp;
  readonly between: string;
}

// Looked for where nothing is quoted.
const rules: Readonly<Record<ShellKind, Rules>> = {
  posix: {
    goesOn: /(?:\|\|?|&&)$/,
    parts:
      /^(?:if|then|else|elif|fi|for|while|until|do|done|case|esac|select|function|begin|end|switch|[|&;)}])(?=$|[\s;(|&])|^[|&;)}]|(?:^|[^&])&$|[;{(]$|(?:^|[\s;&|])!(?=\s|$)/,
    between: " && ",
  },
  powershell: {
    goesOn: /(?:[|,]|&&)$/,
    parts: /^(?:else|elseif|catch|finally|while|until|[|)}\].])/i,
    between: "; ",
  },
  cmd: {
    goesOn: /(?:\|\|?|&&)$/,
    parts: /^(?:[|&)]|:\w|else\b|for\b|if\b)/i,
    // The first character of the next line is escaped as well.
    notAfterEscape: /^[^\w\s./\\-]/,
    between: " && ",
  },
};

/** Terminals take about so many characters in one line. */
export const longestLine = 4000;

/** One line; `""` when there is no command, undefined when the lines belong together in a way that one line cannot say. */
export function joinCommands(lines: readonly string[], shell: ShellKind): string | undefined {
  const rule = rules[shell];
  const commands: Command[] = [];
  let open: string | undefined;
  let afterEscape = false;
  for (const line of lines) {
    if (afterEscape && rule.notAfterEscape?.test(line)) return undefined;
    const whole = (open ?? "") + (afterEscape ? line : line.trimStart());
    // It is read again with each line that goes on.
    if (open !== undefined && whole.length > longestLine) return undefined;
    const { escapesEnd, isQuoteOpen, depth, isUnclear, ...scan } = scanLine(whole, shell);
    const isOpen = isQuoteOpen || isUnclear || (escapesEnd ? depth < 0 : depth !== 0);
    if (isOpen) return lineCount(lines) === 1 ? whole.trimStart() : undefined;
    const command = trimmed(whole, scan.mask);
    afterEscape = escapesEnd;
    // What was before an escaped line end, spaces too, stands beside what follows.
    if (escapesEnd) open = whole.slice(0, -1);
    else if (rule.goesOn.test(command.mask)) open = `${command.text} `;
    else {
      open = undefined;
      commands.push(withoutEnd(command));
    }
  }
  if (open !== undefined) commands.push(withoutEnd(trimmed(open, scanLine(open, shell).mask)));
  const there = commands.filter(({ text }) => text !== "");
  if (there.length > 1 && there.some(({ mask }) => rule.parts.test(mask))) return undefined;
  return there.map(({ text }) => text).join(rule.between);
}

/** A command, and what of it is neither quoted nor escaped. */
interface Command {
  readonly text: string;
  readonly mask: string;
}

function lineCount(lines: readonly string[]): number {
  return lines.filter((line) => line.trim() !== "").length;
}

/** Without its comment and the spaces around it; a space that is escaped is a part of it. */
function trimmed(line: string, scanned: string): Command {
  const mask = scanned.trimEnd();
  const start = mask.length - mask.trimStart().length;
  return { text: line.slice(start, mask.length), mask: mask.slice(start) };
}

/** Without the `;` that only ends it. */
function withoutEnd({ text, mask }: Command): Command {
  return /(?:^|[^;]);$/.test(mask) ? trimmed(text, mask.slice(0, -1)) : { text, mask };
}
