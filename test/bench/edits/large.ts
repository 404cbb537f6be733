// A file of 200,000 lines, of which everything is known without a parser.

import type { Case } from "./case.ts";
import { grammarOf } from "./grammars.ts";
import type { Definition } from "./outline.ts";
import type { Source } from "./source.ts";
import { splice } from "./text.ts";

const functionCount = 40_000;
const functionLines = 5;

const linesOf = (n: number) => [
  `export function step${n}(value: number): number {`,
  `  const next = value + ${n};`,
  "  return next;",
  "}",
  "",
];

/** One function of it replaced, and one snippet that does not belong to it. */
export function largeCases(): Case[] {
  const grammar = grammarOf("large.ts");
  if (!grammar) return [];
  const lines = Array.from({ length: functionCount }, (_, n) => linesOf(n)).flat();
  const definitions = Array.from({ length: functionCount }, (_, n): Definition => {
    const start = n * functionLines;
    const place = { start, lead: start, head: start, end: start + functionLines - 1, alone: true };
    return { ...place, name: `step${n}`, type: "function_declaration", role: "function", statements: [], members: [] };
  });
  const source: Source = {
    path: "large.ts",
    grammar,
    lines,
    eol: "\n",
    bom: false,
    unit: "  ",
    outline: {
      definitions,
      all: definitions,
      imports: [],
      rowKinds: lines.map(() => "code"),
      names: new Map(),
      variables: [],
      hasErrors: false,
    },
  };
  const at = Math.floor(functionCount / 2);
  const range = { start: at * functionLines, end: (at + 1) * functionLines - 1 };
  const changed = [`export function step${at}(value: number): number {`, `  return value + ${at};`, "}"];
  const kind = "200,000 lines";
  return [
    {
      kind,
      source,
      snippet: changed.join("\n"),
      expected: [splice(lines, range, changed).join("\n")],
      refusal: "allowed",
      spoken: [range],
    },
    { kind, source, snippet: changed.join("\n").replace("step", "leap"), expected: [], refusal: "right", spoken: [] },
  ];
}
