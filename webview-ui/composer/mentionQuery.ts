// Where in the text a mention or a command is being typed. Pure.

/** An `@`, `#` or `/` and the letters behind it, up to the cursor. */
export interface MentionQuery {
  readonly kind: "mention" | "command";
  /** Where the sign stands. */
  readonly start: number;
  /** Where the cursor stands. */
  readonly end: number;
  /** Without the sign. */
  readonly query: string;
}

/** Longer than any path somebody types to find it. */
const maxLength = 100;

/**
 * The mention the cursor is in. The sign stands at the start, or behind something that is no letter, digit or part of
 * an address: `a@b.c` and `C#` are none, while Chinese writes no spaces.
 */
export function mentionAt(text: string, cursor: number): MentionQuery | undefined {
  for (let at = cursor - 1; at >= 0 && at >= cursor - maxLength - 1; at--) {
    const sign = text[at] ?? "";
    if (/\s/.test(sign)) return undefined;
    if (sign !== "@" && sign !== "#") continue;
    const before = text[at - 1];
    if (before !== undefined && /[\w@#./:\\&=-]/.test(before)) return undefined;
    return { kind: "mention", start: at, end: cursor, query: text.slice(at + 1, cursor) };
  }
  return undefined;
}

/** The command the cursor is in: a slash at the very start and a name without another, up to the end or a space. */
export function commandAt(text: string, cursor: number): MentionQuery | undefined {
  const [word, letters = ""] = /^\/([^\s/]*)(?=\s|$)/.exec(text) ?? [];
  if (word === undefined || cursor < 1 || cursor > word.length) return undefined;
  return { kind: "command", start: 0, end: word.length, query: letters.slice(0, cursor - 1) };
}
