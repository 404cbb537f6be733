// Random files and snippets: whatever is placed, nothing goes that was not spoken of.
import fc from "fast-check";
import { expect, test } from "vitest";
import { checkMerge } from "../../../../src/core/edit/checkMerge.ts";
import { isElision } from "../../../../src/core/edit/judgeAnswer.ts";
import { applyPlacement, placeSnippet } from "../../../../src/core/edit/placeSnippet.ts";

const facts = { language: "typescript", tabSize: 2 };
const place = (snippet: readonly string[], file: readonly string[]) => {
  const placement = placeSnippet(snippet, file, facts);
  return placement.type === "lines" || placement.type === "same" ? applyPlacement(file, placement) : undefined;
};

const statement = fc.constantFrom(
  "run(1);",
  "const y = `a\n}\n`;",
  "if (x) {\n  go();\n}",
  "return /[}]/;",
  "// note",
  "call({ a: 1 });",
);
const body = fc.array(statement, { minLength: 1, maxLength: 4 });
const indent = (text: string, by: string) =>
  text
    .split("\n")
    .map((line, index) => (index > 0 && /^[}a`]/.test(line) && text.includes("`") ? line : by + line))
    .join("\n");
const callable = (head: string) => (lines: readonly string[]) =>
  `${head} {\n${lines.map((line) => indent(line, "  ")).join("\n")}\n}`;
const name = fc.constantFrom("alpha", "beta", "gamma", "delta");
const outer = fc.record({
  kind: fc.constantFrom("function", "class"),
  name,
  members: fc.uniqueArray(name, { minLength: 1 }),
  bodies: fc.array(body, { minLength: 4, maxLength: 4 }),
});
type Outer = typeof outer extends fc.Arbitrary<infer T> ? T : never;

function write({ kind, name: own, members, bodies }: Outer): string {
  if (kind === "function") return callable(`function ${own}()`)(bodies[0] ?? []);
  const methods = members.map((member, index) => indentAll(callable(`${member}()`)(bodies[index] ?? [])));
  return `class ${own} {\n${methods.join("\n\n")}\n}`;
}
const indentAll = (text: string) => {
  let inside = false;
  return text
    .split("\n")
    .map((line) => {
      const moved = inside ? line : `  ${line}`;
      if ((line.match(/`/g) ?? []).length % 2 === 1) inside = !inside;
      return moved;
    })
    .join("\n");
};

const fileOf = (parts: readonly Outer[]) => `${parts.map(write).join("\n\n")}\n`.split("\n");
const parts = fc.uniqueArray(outer, { selector: (each) => each.name, minLength: 1, maxLength: 4 });

test("every line that is not spoken of survives, everything said is there, nothing foreign comes", () => {
  fc.assert(
    fc.property(parts, outer, (before, part) => {
      const file = fileOf(before);
      const snippet = write(part).split("\n");
      const placed = place(snippet, file);
      if (placed) expect(checkMerge(placed, file, snippet, "typescript")).toBeUndefined();
    }),
    { numRuns: 400 },
  );
});

test("placing twice is placing once", () => {
  fc.assert(
    fc.property(parts, outer, (before, part) => {
      const file = fileOf(before);
      const snippet = write(part).split("\n");
      const placed = place(snippet, file);
      if (placed) expect(place(snippet, placed)).toEqual(placed);
    }),
    { numRuns: 200 },
  );
});

test("tabs and spaces come to the same", () => {
  const tabbed = (lines: readonly string[]) =>
    lines.map((line) => line.replace(/^(?: {2})+/, (all) => "\t".repeat(all.length / 2)));
  fc.assert(
    fc.property(parts, outer, (before, part) => {
      const file = fileOf(before);
      const snippet = write(part).split("\n");
      fc.pre(![...file, ...snippet].some((line) => line.includes("`")));
      const placed = place(snippet, tabbed(file));
      const plain = place(snippet, file);
      expect(placed && [...placed]).toEqual(plain && tabbed(plain));
    }),
    { numRuns: 200 },
  );
});

test("no gap is ever left in what is placed", () => {
  fc.assert(
    fc.property(parts, outer, fc.nat(), (before, part, at) => {
      const file = fileOf(before);
      const snippet = write(part)
        .split("\n")
        .toSpliced(at % 6, 0, "// ... existing code ...");
      expect(place(snippet, file)?.some(isElision) ?? false).toBe(false);
    }),
    { numRuns: 300 },
  );
});
