// The ways in which models write the text of an edit, and files are written, that make both differ; and texts that must not
// be found. Each knows what is right.

import type { Random } from "../edits/random.ts";
import { type Change, indentOf, isBlank, withLines } from "./window.ts";

/** A call of `edit_file` and what it may lead to. */
export interface AgentEdit {
  readonly kind: string;
  readonly path: string;
  readonly content: string;
  readonly old: string;
  readonly fresh: string;
  /** The file after, where there is one reading; undefined: it has to be refused. */
  readonly expected: string | undefined;
  /** More than one reading fits: refusing is right, doing what was meant too. */
  readonly isOpen?: boolean;
}

/** An edit in the making: each step changes the file or the texts, and keeps them true to each other. */
export interface Draft {
  readonly before: readonly string[];
  readonly after: readonly string[];
  readonly old: readonly string[];
  readonly fresh: readonly string[];
  readonly eol: string;
  readonly bom: string;
  readonly change: Change;
}

export type Step = (draft: Draft, random: Random) => Draft | undefined;

export function draftOf(change: Change): Draft {
  return {
    before: change.file.lines,
    after: withLines(change, change.fresh),
    old: change.old,
    fresh: change.fresh,
    eol: "\n",
    bom: "",
    change,
  };
}

/** Changes the lines of both texts alike. */
const written =
  (line: (line: string) => string): Step =>
  (draft) => ({ ...draft, old: draft.old.map(line), fresh: draft.fresh.map(line) });

/** Changes the lines of the file that `fits` in place, where the new text keeps them too. */
function inFile(draft: Draft, change: (line: string, at: number) => string): Draft {
  const { start, old, fresh, kept, file } = draft.change;
  const before = file.lines.map(change);
  const lines = fresh.map((line, at) => {
    const from = kept[at];
    return from === undefined ? line : (before[start + from] ?? "");
  });
  return { ...draft, before, after: before.toSpliced(start, old.length, ...lines) };
}

const all = (draft: Draft) => [...draft.old, ...draft.fresh].filter((line) => !isBlank(line));
const reindent = (to: (indent: string) => string) =>
  written((line) => (isBlank(line) ? line : to(indentOf(line)) + line.slice(indentOf(line).length)));

const dedent: Step = (draft, random) => {
  const indents = all(draft).map(indentOf);
  const least = indents.reduce((a, b) => (b.length < a.length ? b : a), indents[0] ?? "");
  return least === "" ? undefined : reindent((indent) => indent.slice(least.length))(draft, random);
};
const shift: Step = (draft, random) => reindent((indent) => draft.change.file.unit + indent)(draft, random);
const unit =
  (to: string, fits: (unit: string) => boolean): Step =>
  (draft, random) => {
    const { unit: from } = draft.change.file;
    // Lines without indentation say nothing about it, and a copy of them is exact.
    if (!fits(from) || !draft.old.some((line) => indentOf(line).startsWith(from))) return undefined;
    return reindent((indent) => indent.replaceAll(from, to))(draft, random);
  };

const numbered =
  (separator: string, width: number, both: boolean): Step =>
  (draft) => {
    const number = (line: string, at: number) =>
      `${String(draft.change.start + 1 + at).padStart(width)}${separator}${line}`;
    return { ...draft, old: draft.old.map(number), fresh: both ? draft.fresh.map(number) : draft.fresh };
  };

const entities: Step = (draft, random) => {
  if (
    !draft.old.some((line) => /[<>&]/.test(line)) ||
    draft.before.some((line) => /&(?:lt|gt|amp|quot|apos|#)/.test(line))
  )
    return undefined;
  return written((line) => line.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;"))(
    draft,
    random,
  );
};

/** Letters that stand in the file otherwise than in the texts; in a line that stays, so that it has to stay as it is. */
const letters =
  (inTheFile: string, inTheText: string): Step =>
  (draft, random) => {
    const { start, kept, old } = draft.change;
    const stays = kept.filter((at) => at !== undefined && !isBlank(old[at] ?? ""));
    if (stays.length === 0) return undefined;
    const at = random.of(stays) ?? 0;
    const changed = inFile(draft, (line, nth) => (nth === start + at ? `${line} ${inTheFile}` : line));
    const newAt = kept.indexOf(at);
    const add = (line: string) => `${line} ${inTheText}`;
    return {
      ...changed,
      old: draft.old.map((line, nth) => (nth === at ? add(line) : line)),
      fresh: draft.fresh.map((line, nth) => (nth === newAt ? add(line) : line)),
    };
  };

const trailingInFile: Step = (draft, random) => {
  const { start, old } = draft.change;
  const at = start + random.below(old.length);
  return inFile(draft, (line, nth) => (nth === at || (nth * 7919) % 11 === 0 ? `${line.trimEnd()}  ` : line.trimEnd()));
};

/** Ways that leave one reading. */
export const repairable: Readonly<Record<string, readonly Step[]>> = {
  "as written": [],
  "file of Windows": [(draft) => ({ ...draft, eol: "\r\n" })],
  "mark at the front": [(draft) => ({ ...draft, bom: "\ufeff" })],
  "spaces at ends of the file's lines": [trailingInFile],
  "spaces at ends of the text's lines": [written((line) => `${line}  `)],
  "without indentation": [dedent],
  "a step too deep": [shift],
  "tabs for spaces": [unit("\t", (from) => from !== "\t")],
  "four spaces for tabs": [unit("    ", (from) => from === "\t")],
  "two spaces for tabs": [unit("  ", (from) => from === "\t")],
  "two spaces for four": [unit("  ", (from) => from === "    ")],
  "four spaces for two": [unit("    ", (from) => from === "  ")],
  "numbers with a tab": [numbered("\t", 0, true)],
  "numbers, aligned, with an arrow": [numbered("→", 6, true)],
  "numbers in the old text alone": [numbered(" | ", 4, false)],
  "numbers with a colon": [numbered(": ", 0, true)],
  "letters in parts": [letters("na\u0131\u0308ve cafe\u0301", "na\u0131\u0308ve caf\u00e9")],
  "letters in one": [letters("\u00e9t\u00e9 \ud55c\uae00", "e\u0301te\u0301 \u1112\u1161\u11ab\u1100\u1173\u11af")],
  "quotes and dashes": [letters("“so” — it’s", '"so" - it\'s')],
  entities: [entities],
  "of Windows, without indentation": [(draft) => ({ ...draft, eol: "\r\n", bom: "\ufeff" }), dedent],
  "numbers and spaces at ends": [trailingInFile, numbered("\t", 0, true)],
  "numbers and no indentation": [dedent, numbered("\t", 0, true)],
  "quotes and no indentation": [letters("“so” — it’s", '"so" - it\'s'), dedent],
  "entities and a step too deep": [entities, shift],
  "of Windows, tabs for spaces, spaces at ends": [
    (draft) => ({ ...draft, eol: "\r\n" }),
    unit("\t", (from) => from !== "\t"),
    written((line) => `${line} `),
  ],
  "four spaces for tabs, without indentation": [unit("    ", (from) => from === "\t"), dedent],
};

const swap = (lines: readonly string[], at: number) =>
  lines.with(at, lines[at + 1] ?? "").with(at + 1, lines[at] ?? "");
const inWord = (line: string, change: (word: string) => string) => line.replace(/[A-Za-z]{4,}/, change);

/** Texts that are not in the file. Each gives another old text. */
export const wrong: Readonly<
  Record<string, (old: readonly string[], random: Random) => readonly string[] | undefined>
> = {
  "a letter more": (old, random) => {
    const at = random.below(old.length);
    return old.with(
      at,
      inWord(old[at] ?? "", (word) => `${word}s`),
    );
  },
  "a letter less": (old, random) => {
    const at = random.below(old.length);
    return old.with(
      at,
      inWord(old[at] ?? "", (word) => word.slice(0, 2) + word.slice(3)),
    );
  },
  "another case": (old, random) => {
    const at = random.below(old.length);
    return old.with(
      at,
      inWord(old[at] ?? "", (word) => word.toUpperCase()),
    );
  },
  "a line left out": (old) => (old.length > 2 ? old.toSpliced(1, 1) : undefined),
  "a line more": (old) => (old.length > 1 ? old.toSpliced(1, 0, "something = else;") : undefined),
  "lines in another order": (old) => (old.length > 2 && old[0] !== old[1] ? swap(old, 0) : undefined),
  "words further apart": (old, random) => {
    const at = random.below(old.length);
    return old.with(at, (old[at] ?? "").replace(/(\S) (\S)/, "$1  $2"));
  },
  "lines in one": (old) => (old.length > 1 ? [old.map((line) => line.trim()).join(" ")] : undefined),
  "left out with dots": (old) => (old.length > 3 ? [old[0] ?? "", "  ...", old.at(-1) ?? ""] : undefined),
};
