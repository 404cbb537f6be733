// What a prompt says about a piece of code: where it stands, what is around it, what is wrong with it.

import { taggedText } from "./taggedText.ts";

/** A piece of code and its surroundings, as text. Everything but `code` may be cut to the budget. */
export interface CodeSubject {
  /** As a person would name the file; relative to the workspace where it can be. */
  readonly path: string;
  /** VS Code's language id. */
  readonly languageId: string;
  readonly code: string;
  /** 1-based line of the first line of `code`. */
  readonly line: number;
  /** What encloses the code, itself included; undefined when there is nothing around it. */
  readonly enclosing?: string;
  readonly imports: readonly string[];
  /** "line 12: error: …", those within the code first. */
  readonly diagnostics: readonly string[];
  /** Definitions of what the code uses. */
  readonly related: readonly { readonly path: string; readonly code: string }[];
}

/** Characters of surroundings; the code itself comes on top. About 10,000 tokens. */
export const surroundingsBudget = 40_000;

/** The surroundings of `subject` as sections of a prompt, the most telling first, within `budget` characters. */
export function describeSurroundings(subject: CodeSubject, budget = surroundingsBudget): string {
  const sections: string[] = [`File: ${subject.path}, from line ${subject.line}, language: ${subject.languageId}`];
  let left = budget;
  const add = (tag: string, text: string) => {
    if (text.trim() === "" || left < 200) return;
    const cut = text.length > left ? `${text.slice(0, left)}\n[cut]` : text;
    left -= cut.length;
    sections.push(taggedText(tag, cut));
  };
  add("diagnostics", subject.diagnostics.join("\n"));
  add("imports", subject.imports.join("\n"));
  if (subject.enclosing !== undefined) add("enclosing", around(subject.enclosing, subject.code, left));
  for (const { path, code } of subject.related) add("related", `${path}\n${code}`);
  return sections.join("\n\n");
}

/** The part of `text` around `code` that fits; the code is shown by itself anyway. */
function around(text: string, code: string, budget: number): string {
  if (text.length <= budget) return text;
  const at = Math.max(0, text.indexOf(code));
  const end = Math.min(text.length, at + code.length + Math.floor(budget / 2));
  const before = text.slice(Math.max(0, at - Math.floor(budget / 2)), at);
  return code.length > budget
    ? `${before}[the selection]${text.slice(at + code.length, end)}`
    : `${before}${text.slice(at, end)}`;
}
