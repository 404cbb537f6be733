// What a model can know of a file from a request alone: read from the messages as a reader would, with a patch program
// of its own.

import type { ModelMessage } from "../../../../src/core/model/languageModel.ts";

/** The text that was given last under each name. Throws where the request speaks of what it does not hold. */
export function knownTexts(messages: readonly ModelMessage[]): ReadonlyMap<string, string> {
  const known = new Map<string, string>();
  for (const { role, content } of messages) {
    const [first] = content;
    if (role !== "user" || first?.type !== "text") continue;
    for (const [, , tag, name = "", body = ""] of first.text.matchAll(
      /<((code|changes|unchanged)(?:-\d+)?) from="([^"]*)"[^>]*>\n([\s\S]*?)\n<\/\1>\n\n/g,
    )) {
      const before = known.get(name);
      if (tag === "code") known.set(name, body);
      else if (before === undefined) throw new Error(`${name} was never given`);
      else if (tag === "changes") known.set(name, patch(before, body));
    }
  }
  return known;
}

/** Applies a unified diff by the line numbers of the new text alone, and checks those of the old one. */
function patch(before: string, diff: string): string {
  const old = split(before);
  const made: string[] = [];
  let taken = 0;
  for (const hunk of diff.split(/^(?=@@ )/m)) {
    const [head = "", ...body] = hunk.replace(/\n$/, "").split("\n");
    const [, oldStart, oldCount, newStart, newCount] = /^@@ -(\d+),(\d+) \+(\d+),(\d+) @@$/.exec(head) ?? [];
    const from = Number(oldStart) - (oldCount === "0" ? 0 : 1);
    made.push(...old.slice(taken, from));
    taken = from;
    if (made.length !== Number(newStart) - (newCount === "0" ? 0 : 1)) throw new Error(`misplaced: ${head}`);
    body.forEach((line, index) => {
      if (line.startsWith("\\")) return;
      const text = line.slice(1) + (body[index + 1]?.startsWith("\\") ? "" : "\n");
      if (line.startsWith("+")) made.push(text);
      else if (old[taken++] !== text) throw new Error(`not in the old text: ${line}`);
      else if (line.startsWith(" ")) made.push(text);
    });
    if (taken !== from + Number(oldCount)) throw new Error(`miscounted: ${head}`);
  }
  return [...made, ...old.slice(taken)].join("");
}

function split(text: string): string[] {
  return text.split(/(?<=\n)/).filter((line) => line !== "");
}
