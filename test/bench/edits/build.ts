// From files to cases.

import type { Case } from "./case.ts";
import { grammarOf } from "./grammars.ts";
import { kinds } from "./kinds/all.ts";
import { isValid } from "./outline.ts";
import { randomOf } from "./random.ts";
import { type Source, toSource } from "./source.ts";
import type { SourceFile } from "./sources.ts";

/** How many cases of one kind there are in one language at most. */
const most = 8;

/** The cases that `files` have, the same in every run. `limit` is for each kind and language. */
export function buildCases(files: readonly SourceFile[], limit = most): Case[] {
  const sources = files.flatMap(({ path, text }) => {
    const grammar = grammarOf(path);
    const source = grammar && toSource(path, grammar, text);
    return source ? [source] : [];
  });
  const byLanguage = Map.groupBy(sources, ({ grammar }) => grammar.name);
  return [...byLanguage.values()].flatMap((all) => Object.keys(kinds).flatMap((kind) => casesOf(kind, all, limit)));
}

function casesOf(name: string, sources: readonly Source[], limit: number): Case[] {
  const kind = kinds[name];
  const random = randomOf(`${name} ${sources[0]?.grammar.name}`);
  const cases: Case[] = [];
  for (const source of random.shuffled(sources)) {
    if (cases.length >= limit) break;
    const made = kind?.(source, randomOf(`${name} ${source.path}`), sources);
    const each = made && { kind: name, source, ...made };
    if (each && isSound(each)) cases.push(each);
  }
  return cases;
}

/** Whether what is right is a valid program, as the file was. */
function isSound({ source, expected }: Case): boolean {
  const [first] = expected;
  if (first === undefined) return true;
  return isValid(first.replace(/^\uFEFF/, "").split(/\r?\n/), source.grammar);
}
