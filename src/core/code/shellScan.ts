// What of a command line a shell takes as it stands, and what it acts on.

import type { ShellKind } from "./shellPrompts.ts";

interface Marks {
  /** Takes away what the next character means; at the end of a line, the end itself. */
  readonly escape: string;
  readonly quotes: string;
  /** Those in which the escape is a character like any other. */
  readonly literal: string;
  readonly comment: RegExp;
  /** The character before a comment, or none. */
  readonly beforeComment: RegExp;
  /** Anywhere outside of quotes: what is not told apart here, such as text of its own on the lines that follow. */
  readonly document: RegExp;
  /** Within double quotes: commands that hold no quotes, and are over. */
  readonly inner?: RegExp;
}

const inner = /^(?:\$\([^()"'`\\]*\)|\$\{[^{}"'`\\]*\}|`[^`"'\\]*`)/;
const marks: Readonly<Record<ShellKind, Marks>> = {
  posix: {
    escape: "\\",
    quotes: "'\"`",
    literal: "'",
    comment: /^#/,
    beforeComment: /^(?:|[\s;&|(<>])$/,
    // After `)` a comment begins, or a word goes on.
    document: /^(?:<<|\$'|\)#)/,
    inner,
  },
  powershell: {
    escape: "`",
    quotes: "'\"",
    literal: "'",
    comment: /^#/,
    beforeComment: /^(?:|[\s;|(){}])$/,
    document: /^(?:@["']|<#|#>|[\u2018-\u201e])/,
    inner: /^\$\([^()"'`]*\)/,
  },
  cmd: {
    escape: "^",
    quotes: '"',
    literal: '"',
    comment: /^(?:rem(?=\s|$)|::)/i,
    beforeComment: /^(?:|[&|(])$/,
    document: /$^/,
  },
};

export interface ShellScan {
  /** As long as the line without its comment: `_` for each character that is quoted or escaped, the others as they are. */
  readonly mask: string;
  /** The last character takes the line end away. */
  readonly escapesEnd: boolean;
  readonly isQuoteOpen: boolean;
  /** Brackets that are open at the end; below zero when one was closed that none had opened. */
  readonly depth: number;
  /** There is something in it that is not told apart here: the mask may be wrong. */
  readonly isUnclear: boolean;
  /** At Enter a shell would put an earlier command in the place of a `!`. */
  readonly recalls: boolean;
}

/** Reads one line, whose first character is not within quotes. */
export function scanLine(line: string, shell: ShellKind): ShellScan {
  const { escape: mark, quotes, literal, comment, beforeComment, document, inner: command } = marks[shell];
  let mask = "";
  let quote = "";
  let depth = 0;
  let lowest = 0;
  let isUnclear = false;
  let escapesEnd = false;
  let recalls = line.startsWith("^");
  for (let at = 0; at < line.length; at = mask.length) {
    const character = line.charAt(at);
    if (character === "!" && quote !== "'") recalls ||= /^![^\s=(]/.test(line.slice(at, at + 2));
    if (character === mark && (quote === "" || !literal.includes(quote))) {
      escapesEnd = at + 1 === line.length;
      mask += escapesEnd ? "_" : "__";
    } else if (quote !== "") {
      if (character === quote) quote = "";
      else if (quote === '"' && command && "$`".includes(character)) {
        const whole = command.exec(line.slice(at))?.[0] ?? "";
        isUnclear ||= whole === "" && /^(?:`|\$[({])/.test(line.slice(at, at + 2));
        recalls ||= /![^\s=(]/.test(whole);
        mask += "_".repeat(Math.max(0, whole.length - 1));
      }
      mask += "_";
    } else {
      isUnclear ||= document.test(line.slice(at, at + 2));
      if (comment.test(line.slice(at, at + 4)) && beforeComment.test(lastOf(mask, shell))) break;
      if (quotes.includes(character)) quote = character;
      else if ("({".includes(character)) depth += 1;
      else if (")}".includes(character)) lowest = Math.min(lowest, --depth);
      mask += quote === "" ? character : "_";
    }
  }
  return {
    mask,
    escapesEnd,
    isQuoteOpen: quote !== "",
    depth: Math.min(depth, lowest < 0 ? lowest : depth),
    isUnclear,
    recalls,
  };
}

/** In cmd a comment is a command. */
function lastOf(mask: string, shell: ShellKind): string {
  return (shell === "cmd" ? mask.trimEnd() : mask).slice(-1);
}
