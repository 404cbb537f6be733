// What each tool does, in words: about to, at it, and done. Pure; one entry a tool.

import type { CallFacts } from "../../core/conversation/runParts.ts";
import { plainName } from "../../core/util/plainText.ts";
import type { ToolIcon } from "../../protocol/agent.ts";
import type { ForeignLabel } from "../chat/chatAgent.ts";
import type { Translate } from "../errors/describeError.ts";

/** What the words are made from: the arguments as far as they can be read, and what the tool said of itself. */
export interface CallGiven {
  readonly input: Readonly<Record<string, unknown>>;
  readonly facts: CallFacts;
}

/** The words of one tool. `about` names what it is about, "" while that is not known. */
export interface CallWords {
  readonly icon: ToolIcon;
  readonly about: (given: CallGiven, t: Translate) => string;
  readonly asked: (about: string, t: Translate) => string;
  readonly doing: (about: string, t: Translate) => string;
  readonly done: (about: string, t: Translate, given: CallGiven) => string;
  /** What came of it, each a few words. */
  readonly came?: (given: CallGiven, t: Translate) => readonly string[];
  /** The line names a file that can be opened. */
  readonly opens?: boolean;
}

/** By the tool's name. */
export const callWords: Readonly<Record<string, CallWords>> = {
  read_file: {
    icon: "read",
    about: ({ input, facts }) => joined(" ", shownPath({ input, facts }), lines(facts.from, facts.to)),
    asked: (about, t) => t("Read {0}", about),
    doing: (about, t) => t("Reading {0}", about),
    done: (about, t) => t("Read {0}", about),
    opens: true,
  },
  list_files: {
    icon: "search",
    about: ({ input, facts }) => text(facts.path) || joined(" ", text(input.path), text(input.pattern)) || ".",
    asked: (about, t) => t("List the files of {0}", about),
    doing: (about, t) => t("Listing the files of {0}", about),
    done: (about, t) => t("Listed the files of {0}", about),
    came: ({ facts }, t) => found(facts.count, t),
  },
  search_text: {
    icon: "search",
    about: ({ input, facts }) => quoted(text(facts.query) || text(input.query)),
    asked: (about, t) => t("Search for {0}", about),
    doing: (about, t) => t("Searching for {0}", about),
    done: (about, t) => t("Searched for {0}", about),
    came: ({ facts }, t) => found(facts.hits, t),
  },
  find_symbol: {
    icon: "search",
    about: (given) => text(given.facts.name) || text(given.input.name) || shownPath(given),
    asked: (about, t) => t("Find symbols: {0}", about),
    doing: (about, t) => t("Finding symbols: {0}", about),
    done: (about, t) => t("Found symbols: {0}", about),
    came: ({ facts }, t) => found(facts.count, t),
  },
  diagnostics: {
    icon: "search",
    about: (given, t) => shownPath(given) || t("the workspace"),
    asked: (about, t) => t("Look for problems in {0}", about),
    doing: (about, t) => t("Looking for problems in {0}", about),
    done: (about, t) => t("Looked for problems in {0}", about),
    came: ({ facts }, t) => found(facts.count, t),
  },
  read_url: {
    icon: "web",
    about: ({ input, facts }) => text(facts.url) || text(input.url),
    asked: (about, t) => t("Read {0}", about),
    doing: (about, t) => t("Reading {0}", about),
    done: (about, t) => t("Read {0}", about),
  },
  edit_file: {
    icon: "edit",
    about: shownPath,
    asked: (about, t) => t("Edit {0}", about),
    doing: (about, t) => t("Editing {0}", about),
    done: (about, t) => t("Edited {0}", about),
    came: ({ facts }) => difference(facts),
    opens: true,
  },
  write_file: {
    icon: "create",
    about: shownPath,
    asked: (about, t) => t("Write {0}", about),
    doing: (about, t) => t("Writing {0}", about),
    done: (about, t, { facts }) => (facts.created === true ? t("Created {0}", about) : t("Wrote {0}", about)),
    came: ({ facts }) => difference(facts),
    opens: true,
  },
  move_file: {
    icon: "move",
    about: ({ input, facts }) => joined(" → ", text(facts.from) || text(input.from), text(facts.to) || text(input.to)),
    asked: (about, t) => t("Move {0}", about),
    doing: (about, t) => t("Moving {0}", about),
    done: (about, t) => t("Moved {0}", about),
    opens: true,
  },
  delete_file: {
    icon: "delete",
    about: shownPath,
    asked: (about, t) => t("Delete {0}", about),
    doing: (about, t) => t("Deleting {0}", about),
    done: (about, t) => t("Deleted {0}", about),
  },
  run_command: {
    icon: "command",
    about: ({ input }) => text(input.command),
    asked: (about, t) => t("Run {0}", about),
    doing: (about, t) => t("Running {0}", about),
    done: (about, t) => t("Ran {0}", about),
    came: ({ facts }, t) => ended(facts, t),
  },
  command_output: {
    icon: "command",
    about: ({ input, facts }) => text(facts.id) || text(input.id),
    asked: (about, t) => t("Read the output of command {0}", about),
    doing: (about, t) => t("Reading the output of command {0}", about),
    done: (about, t, { facts }) =>
      facts.stopped === true ? t("Ended command {0}", about) : t("Read the output of command {0}", about),
  },
  ask_user: {
    icon: "ask",
    about: ({ input }) => text(input.question),
    asked: (about, t) => t("Question: {0}", about),
    doing: (about, t) => t("Question: {0}", about),
    done: (about, t) => t("Question: {0}", about),
  },
  update_todos: {
    icon: "todos",
    about: () => "",
    asked: (_, t) => t("Update the to-do list"),
    doing: (_, t) => t("Updating the to-do list"),
    done: (_, t) => t("Updated the to-do list"),
    came: ({ facts }, t) =>
      typeof facts.done === "number" && typeof facts.total === "number"
        ? [t("{0} of {1} done", facts.done, facts.total)]
        : [],
  },
};

/** Those of a tool that is not ours, which `label` or its result names, or of a name that means nothing. */
export const foreignWords = (name: string, label?: ForeignLabel): CallWords => ({
  icon: "tool",
  about: ({ facts }) => {
    const [title, source] = [text(facts.title) || label?.title, text(facts.source) || label?.source];
    return title && source ? `${title} · ${source}` : name;
  },
  asked: (about, t) => t("Call {0}", about),
  doing: (about, t) => t("Calling {0}", about),
  // A line is cut at its end: why nothing came of it stands at its beginning.
  done: (about, t, { facts }) =>
    facts.missing === true ? t("{0} does not run", plainName(text(facts.source))) : t("Called {0}", about),
  came: ({ facts }, t) => [
    ...(facts.missing === true ? [text(facts.title), t("see MiMo: Select Tools")] : []),
    ...(facts.changed === true ? [t("changed since it was chosen"), t("see MiMo: Select Tools")] : []),
  ],
});

const text = (value: unknown): string => (typeof value === "string" ? value : "");

function shownPath({ input, facts }: CallGiven): string {
  return text(facts.path) || text(input.path);
}

function lines(from: unknown, to: unknown): string {
  if (typeof from !== "number") return "";
  return typeof to === "number" && to !== from ? `${from}–${to}` : String(from);
}

const quoted = (words: string): string => (words === "" ? "" : `“${words}”`);

const joined = (between: string, ...parts: readonly string[]): string =>
  parts.filter((part) => part !== "").join(between);

function found(count: unknown, t: Translate): readonly string[] {
  return typeof count === "number" ? [t("{0} found", count)] : [];
}

function difference({ added, removed }: CallFacts): readonly string[] {
  return typeof added === "number" && typeof removed === "number" ? [`+${added} −${removed}`] : [];
}

function ended(facts: CallFacts, t: Translate): readonly string[] {
  const { exitCode, signal, ms, background, changed } = facts;
  return [
    ...(typeof exitCode === "number" ? [t("exit {0}", exitCode)] : []),
    ...(typeof signal === "string" && signal !== "" ? [signal] : []),
    ...(background === true ? [t("goes on in the background")] : []),
    ...(typeof ms === "number" ? [duration(ms, t)] : []),
    // Said where a person looks: Undo and Restore do not reach what a command did.
    ...(typeof changed === "number" ? [changedWords(changed, t)] : []),
    ...heldWords(facts, t),
  ];
}

function heldWords({ sandbox, outside, stopped, repositories, guarded }: CallFacts, t: Translate): readonly string[] {
  if (sandbox !== true && outside !== true) return [];
  const kinds: Readonly<Record<string, string>> = {
    network: t("the sandbox may have stopped it: no network"),
    writing: t("the sandbox may have stopped it: it may not write there"),
    reading: t("the sandbox may have stopped it: it may not read that"),
  };
  return [
    outside === true
      ? t("outside of the sandbox")
      : (typeof stopped === "string" && kinds[stopped]) || t("in the sandbox"),
    ...(typeof repositories === "number"
      ? [t("made repositories, whose .git has another name now: {0}", repositories)]
      : []),
    ...(typeof guarded === "number" ? [t("made or changed protected files: {0}", guarded)] : []),
  ];
}

function changedWords(changed: number, t: Translate): string {
  return changed === 1
    ? t("changed a file, which cannot be undone here")
    : t("changed {0} files, which cannot be undone here", changed);
}

function duration(ms: number, t: Translate): string {
  const seconds = ms / 1000;
  if (seconds < 1) return t("{0} s", Math.max(0.1, Math.round(seconds * 10) / 10));
  const whole = Math.round(seconds);
  return whole < 60 ? t("{0} s", whole) : t("{0} min {1} s", Math.floor(whole / 60), whole % 60);
}
