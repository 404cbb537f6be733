// Go's imports: one path a line, in a group or by itself.

import type { LineRange } from "../code/lineRange.ts";
import { Unsure } from "./matchItems.ts";
import type { Structure } from "./structure.ts";

interface Spec {
  readonly line: number;
  readonly text: string;
  readonly grouped: boolean;
}

/** The edits that bring the paths the file does not have. */
export function mergeGroups(
  snippet: Structure,
  file: Structure,
): readonly (LineRange & { readonly lines: readonly string[] })[] {
  const wanted = specsOf(snippet);
  const present = specsOf(file);
  const known = new Map(present.map((spec) => [spec.text, spec]));
  const missing = wanted.filter(({ text }) => !known.has(text));
  if (missing.length === 0) return [];
  const pathOf = (text: string) => /"[^"]*"|`[^`]*`/.exec(text)?.[0];
  if (missing.some(({ text }) => present.some((each) => pathOf(each.text) === pathOf(text)))) throw new Unsure();
  if (present.length === 0) return [freshGroup(snippet, file)];
  return missing.map((spec) => {
    const index = wanted.indexOf(spec);
    const before = wanted.slice(0, index).findLast(({ text }) => known.has(text));
    const after = wanted.slice(index + 1).find(({ text }) => known.has(text));
    const isNextTo = (other: Spec | undefined) =>
      other !== undefined && Math.abs(other.line - spec.line) === Math.abs(wanted.indexOf(other) - index);
    const anchor = before && (isNextTo(before) || !isNextTo(after)) ? before : after;
    const mate = (anchor && known.get(anchor.text)) ?? present.at(-1);
    if (mate === undefined) throw new Unsure();
    const at = anchor === after && anchor !== undefined ? mate.line : mate.line + 1;
    const indent = /^\s*/.exec(file.text.lines[mate.line] ?? "")?.[0] ?? "";
    return { start: at, end: at, lines: [mate.grouped ? `${indent}${spec.text}` : `import ${spec.text}`] };
  });
}

function specsOf({ text, items }: Structure): readonly Spec[] {
  return items
    .filter(({ type }) => type === "import")
    .flatMap((item) => {
      const lines = Array.from({ length: item.end - item.head }, (_, index) => item.head + index);
      const said = (line: number) => {
        const code = text.code[line] ?? "";
        return (text.lines[line] ?? "").slice(0, code.trimEnd().length).trim();
      };
      const only = /^import\s+(?<text>[^(].*)$/.exec(said(item.head))?.groups?.text;
      if (only !== undefined) return [{ line: item.head, text: only, grouped: false }];
      return lines
        .slice(1)
        .map((line) => ({ line, text: said(line), grouped: true }))
        .filter(({ text: each }) => each !== "" && each !== ")");
    });
}

function freshGroup(snippet: Structure, file: Structure): LineRange & { readonly lines: readonly string[] } {
  const start = file.items.find((item) => /^package\b/.test(file.text.code[item.head] ?? ""))?.end;
  if (start === undefined) throw new Unsure();
  const lines = snippet.items
    .filter(({ type }) => type === "import")
    .flatMap((item) => snippet.text.lines.slice(item.head, item.end));
  return { start, end: start, lines: ["", ...lines] };
}
