// The edits of the bench: of each kind as many as are asked for, from files in turn, the same in every run.

import { type Random, randomOf } from "../edits/random.ts";
import type { SourceFile } from "../edits/sources.ts";
import { type AgentEdit, type Draft, draftOf, repairable, wrong } from "./kinds.ts";
import {
  type Change,
  changeIn,
  countLoosely,
  indentOf,
  isBlank,
  type PlainFile,
  toPlainFile,
  withLines,
} from "./window.ts";

/** Tries for each edit that is wanted, before a kind is left with fewer. */
const tries = 60;

/** At most `count` edits of each kind. */
export function agentEdits(sources: readonly SourceFile[], count: number): readonly AgentEdit[] {
  const files = sources.flatMap(({ path, text }) => toPlainFile(path, text) ?? []);
  const kinds: Readonly<Record<string, Maker>> = {
    ...Object.fromEntries(Object.entries(repairable).map(([kind, steps]) => [kind, byDraft(steps)])),
    ...Object.fromEntries(Object.entries(wrong).map(([kind, change]) => [`wrong: ${kind}`, byWrong(change)])),
    "wrong: from another file": fromElsewhere,
    "two places": twice(false),
    "two places, otherwise indented": twice(true),
    "flat, of several depths": flat,
  };
  return Object.entries(kinds).flatMap(([kind, make]) => {
    const random = randomOf(kind);
    const edits: AgentEdit[] = [];
    for (let at = 0; at < count * tries && edits.length < count && files.length > 0; at++) {
      const change = changeIn(random.of(files), random);
      const edit = change && make(change, random, files);
      if (change && edit) edits.push({ kind, path: change.file.path, ...edit });
    }
    return edits;
  });
}

type Made = Omit<AgentEdit, "kind" | "path">;
type Maker = (change: Change, random: Random, files: readonly PlainFile[]) => Made | undefined;

function byDraft(steps: (typeof repairable)[string]): Maker {
  return (change, random) => {
    if (countLoosely(change.file.lines, change.old) !== 1) return undefined;
    let draft: Draft | undefined = draftOf(change);
    for (const step of steps) draft = draft && step(draft, random);
    if (!draft) return undefined;
    const { before, after, old, fresh, eol, bom } = draft;
    // A line feed at the end of both is as usual as none.
    const end = random.below(3) === 0 ? "\n" : "";
    const content = bom + before.join(eol);
    const texts = { old: old.join("\n") + end, fresh: fresh.join("\n") + end };
    // What stands there as it is written is replaced as it is written.
    const isExact = content.split(texts.old).length === 2;
    const literally = () => content.replace(texts.old, () => texts.fresh.replaceAll("\n", eol));
    return { content, ...texts, expected: isExact ? literally() : bom + after.join(eol) };
  };
}

function byWrong(make: (typeof wrong)[string]): Maker {
  return (change, random) => {
    const old = make(change.old, random);
    if (!old || countLoosely(change.file.lines, old) > 0) return undefined;
    return {
      content: change.file.lines.join("\n"),
      old: old.join("\n"),
      fresh: change.fresh.join("\n"),
      expected: undefined,
    };
  };
}

const fromElsewhere: Maker = (change, random, files) => {
  const other = random.of(files);
  if (countLoosely(other.lines, change.old) > 0) return undefined;
  const content = other.lines.join("\n");
  return { content, old: change.old.join("\n"), fresh: change.fresh.join("\n"), expected: undefined };
};

/** The lines stand a second time in the file; `moved`: both otherwise indented than in the text. */
function twice(moved: boolean): Maker {
  return (change) => {
    const { file, old, fresh, start } = change;
    const deeper = (lines: readonly string[], by: string) => lines.map((line) => (isBlank(line) ? line : by + line));
    const lines = [...file.lines.slice(0, start + old.length), ...(moved ? deeper(old, file.unit) : old)];
    const content = [...lines, ...file.lines.slice(start + old.length)].join("\n");
    const by = moved ? file.unit.repeat(3) : "";
    return {
      content,
      old: deeper(old, by).join("\n"),
      fresh: deeper(fresh, by).join("\n"),
      expected: undefined,
    };
  };
}

/** Lines of several depths written without any: where a new line belongs cannot be told. */
const flat: Maker = (change) => {
  const depths = new Set(change.old.filter((line) => !isBlank(line)).map(indentOf));
  const isAdded = change.kept.some((at) => at === undefined);
  if (depths.size < 2 || !isAdded || countLoosely(change.file.lines, change.old) !== 1) return undefined;
  const write = (lines: readonly string[]) => lines.map((line) => line.trimStart()).join("\n");
  const content = change.file.lines.join("\n");
  if (content.includes(write(change.old))) return undefined;
  return {
    content,
    old: write(change.old),
    fresh: write(change.fresh),
    expected: withLines(change, change.fresh).join("\n"),
    isOpen: true,
  };
};
