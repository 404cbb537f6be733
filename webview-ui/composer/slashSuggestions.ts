// The commands of the composer as lines of its menu.

import type { PromptCommand } from "../../src/protocol/context.ts";
import { type SlashCommand, slashCommands } from "../../src/protocol/slashCommands.ts";
import type { WebviewStrings } from "../../src/protocol/strings.ts";

/** One line. */
export interface SlashSuggestion {
  /** Ours by its name; a prompt of the project by `prompt:` and its own. */
  readonly id: string;
  readonly kind: "command";
  /** A codicon. */
  readonly icon: string;
  readonly label: string;
  /** What it does, in words. */
  readonly detail: string;
  /** What stands in the text afterwards, without the slash. */
  readonly insert: string;
}

/** Codicons by command. */
const slashIcons: Readonly<Record<SlashCommand, string>> = {
  explain: "comment-discussion",
  refactor: "edit",
  fix: "wrench",
  document: "book",
  tests: "beaker",
  commit: "git-commit",
  review: "checklist",
  read: "unmute",
  compact: "fold",
  export: "export",
  new: "add",
};

/** All of them. */
export function slashSuggestions(t: WebviewStrings): readonly SlashSuggestion[] {
  const details: Readonly<Record<SlashCommand, string>> = {
    explain: t.slashExplain,
    refactor: t.slashRefactor,
    fix: t.slashFix,
    document: t.slashDocument,
    tests: t.slashTests,
    commit: t.slashCommit,
    review: t.slashReview,
    read: t.slashRead,
    compact: t.slashCompact,
    export: t.slashExport,
    new: t.slashNew,
  };
  return slashCommands.map((id) => ({
    id,
    kind: "command",
    icon: slashIcons[id],
    label: `/${id}`,
    detail: details[id],
    insert: id,
  }));
}

/** The prompts of the project, with where each comes from. */
export function promptSuggestions(prompts: readonly PromptCommand[]): readonly SlashSuggestion[] {
  return prompts.map(({ command, description, path }) => ({
    id: `prompt:${command}`,
    kind: "command",
    icon: "note",
    label: `/${command.replace(/\(project\)$/, " (project)")}`,
    detail: [description, path].filter((part) => part !== "").join(" · "),
    insert: command,
  }));
}

/** Those whose name has `letters`, those that begin with them first. */
export function matchingCommands(all: readonly SlashSuggestion[], letters: string): readonly SlashSuggestion[] {
  const wanted = letters.toLowerCase();
  const name = ({ insert }: SlashSuggestion) => insert.toLowerCase();
  const begins = all.filter((each) => name(each).startsWith(wanted));
  return [...begins, ...all.filter((each) => !begins.includes(each) && name(each).includes(wanted))];
}
