// A file as the cases are made of: its lines, what is known of them, and how it is written to disk.

import type { Grammar } from "./grammars.ts";
import { type Definition, type Outline, outlineOf } from "./outline.ts";
import { indentUnit, isBlank } from "./text.ts";

/** A file without its line endings and its byte order mark, which `write` puts back. */
export interface Source {
  readonly path: string;
  readonly grammar: Grammar;
  readonly lines: readonly string[];
  readonly outline: Outline;
  readonly eol: "\n" | "\r\n";
  readonly bom: boolean;
  /** A tab or some spaces. */
  readonly unit: string;
}

/** undefined for a file that mixes line endings or whose indentation has no rule. */
export function toSource(path: string, grammar: Grammar, text: string): Source | undefined {
  const bom = text.startsWith("\uFEFF");
  const eol = text.includes("\r\n") ? "\r\n" : "\n";
  const lines = text.slice(bom ? 1 : 0).split(eol);
  if (lines.some((line) => /[\r\n]/.test(line))) return undefined;
  return withLines({ path, grammar, eol, bom }, lines);
}

/** The same file with other lines; undefined when they are no valid program. */
export function withLines(
  { path, grammar, eol, bom }: Pick<Source, "path" | "grammar" | "eol" | "bom">,
  lines: readonly string[],
): Source | undefined {
  const outline = outlineOf(lines, grammar);
  const unit = indentUnit(lines, outline);
  if (outline.hasErrors || unit === undefined) return undefined;
  return { path, grammar, lines, outline, eol, bom, unit };
}

/** The text on disk. */
export function write({ eol, bom }: Pick<Source, "eol" | "bom">, lines: readonly string[]): string {
  return (bom ? "\uFEFF" : "") + lines.join(eol);
}

/** True when nothing else in the file has the name. */
export function isUnique({ outline }: Source, { name }: Definition): boolean {
  return outline.names.get(name) === 1;
}

/** Functions and methods with a body of some lines, each alone on its lines. */
export function functionsOf({ outline, lines }: Source): readonly Definition[] {
  return outline.all.filter(
    ({ role, alone, statements, start, end, inner }) =>
      role === "function" &&
      alone &&
      statements.length > 0 &&
      inner !== undefined &&
      end - start > 2 &&
      end - start < 120 &&
      !isBlank(lines[end - 1] ?? ""),
  );
}

/** Classes of at least three members that are alone on their lines. */
export function classesOf({ outline }: Source): readonly Definition[] {
  return outline.all.filter(
    ({ role, alone, members, start, end }) =>
      role === "container" &&
      alone &&
      end - start < 400 &&
      members.length >= 3 &&
      members.every((member) => member.alone) &&
      members.every((member, index) => index === 0 || member.lead >= (members[index - 1]?.end ?? 0)),
  );
}
