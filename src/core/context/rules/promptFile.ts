// Prompt files: what is asked again and again, as a file of the project (`.github/prompts/name.prompt.md`). The person
// chooses one by `/name` in the composer.

import { visibleName } from "../../util/plainText.ts";
import { readFrontMatter } from "./frontMatter.ts";

/** Where they lie, in a folder of the workspace. */
export const promptFolder = ".github/prompts";
export const promptEnding = ".prompt.md";

/** One of them. */
export interface PromptFile {
  /** As it is typed behind the slash: no space, no slash. */
  readonly command: string;
  /** What it does, in one line; may be empty. */
  readonly description: string;
  /** As a person reads it. */
  readonly path: string;
  /** What is asked, with its variables. */
  readonly body: string;
}

const longestName = 60;
const longestDescription = 200;

/** The prompt that the file at `path` is; undefined when its name cannot be typed, or it asks nothing. */
export function promptOf(path: string, text: string): PromptFile | undefined {
  const { fields, body } = readFrontMatter(text);
  const file = path.slice(path.lastIndexOf("/") + 1);
  if (!file.endsWith(promptEnding) || body.trim() === "") return undefined;
  const command = commandOf(fields.get("name")) ?? commandOf(file.slice(0, -promptEnding.length));
  if (command === undefined) return undefined;
  const about = (fields.get("description") ?? "").replace(/\s+/g, " ").trim();
  const description = visibleName(about.slice(0, longestDescription).toWellFormed());
  return { command, description, path: visibleName(path), body: body.trim() };
}

/** `prompts` under names of their own: `taken` are ours, which win; of two of one name the second is told by its place. */
export function namedApart<T extends PromptFile>(prompts: readonly T[], taken: readonly string[]): readonly T[] {
  const used = new Set(taken.map((name) => name.toLowerCase()));
  return prompts.flatMap((prompt) => {
    const names = [prompt.command, `${prompt.command}(project)`];
    const command = names.find((name) => !used.has(name.toLowerCase()));
    if (command === undefined) return [];
    used.add(command.toLowerCase());
    return [{ ...prompt, command }];
  });
}

/** The prompt that `text` begins with, and what was written behind it. */
export function promptIn<T extends PromptFile>(
  text: string,
  prompts: readonly T[],
): { readonly prompt: T; readonly typed: string } | undefined {
  const [, word = "", rest = ""] = /^\/([^\s/]+)(?:\s([\s\S]*))?$/.exec(text) ?? [];
  const prompt = prompts.find(({ command }) => command.toLowerCase() === word.toLowerCase());
  return prompt && { prompt, typed: rest.trim() };
}

/** What stands for the variables of a prompt. */
export interface PromptValues {
  /** The file in front, as a path of the workspace; undefined without one. */
  readonly file: string | undefined;
  /** What is selected in it; undefined when nothing is, or it may not be sent. */
  readonly selection: string | undefined;
  /** By the name of an `${input:name}`. */
  readonly inputs: ReadonlyMap<string, string>;
}

/** An `${input:name:hint}` of a prompt. */
export interface PromptInput {
  readonly name: string;
  readonly hint: string;
}

const variable = /\$\{(?:input:([\w-]{1,60})(?::([^}\n]{0,200}))?|([A-Za-z]{1,40}))\}/g;
/** A prompt asks for no more than that. */
const mostInputs = 8;

/** What a prompt wants to be told, each once. */
export function inputsOf(body: string): readonly PromptInput[] {
  const inputs = new Map<string, PromptInput>();
  for (const [, name, hint = ""] of body.matchAll(variable)) {
    if (name !== undefined && !inputs.has(name)) inputs.set(name, { name, hint: visibleName(hint) });
  }
  return [...inputs.values()].slice(0, mostInputs);
}

/** Whether `body` speaks of what is selected. */
export function wantsSelection(body: string): boolean {
  return /\$\{(?:selection|selectedText)\}/.test(body);
}

/** `body` with its variables filled in, all at once: what stands in a value is no variable. One not known stays as it is. */
export function expandPrompt(body: string, { file, selection, inputs }: PromptValues): string {
  const name = file?.slice(file.lastIndexOf("/") + 1);
  const known: Readonly<Record<string, string | undefined>> = {
    file: file,
    fileBasename: name,
    fileBasenameNoExtension: name?.replace(/(?<=.)\.[^.]*$/, ""),
    fileDirname: file && (file.includes("/") ? file.slice(0, file.lastIndexOf("/")) : "."),
    selection,
    selectedText: selection,
  };
  return body.replace(variable, (whole, input?: string, _hint?: string, plain?: string) => {
    if (input !== undefined) return inputs.get(input) ?? whole;
    return (plain !== undefined && Object.hasOwn(known, plain) && known[plain]) || whole;
  });
}

/** Undefined for what nobody could type. */
function commandOf(name: string | undefined): string | undefined {
  const command = (name ?? "").trim().replace(/\s+/g, "-");
  const isPlain = command !== "" && command.length <= longestName && visibleName(command) === command;
  return isPlain && !/[/\\`<>@#]/.test(command) ? command : undefined;
}
