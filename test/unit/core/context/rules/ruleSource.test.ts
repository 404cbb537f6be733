import fc from "fast-check";
import { expect, test } from "vitest";
import {
  byteLength,
  cutNote,
  cutRules,
  maxRuleBytes,
  type RuleSource,
  withoutRepeats,
} from "../../../../../src/core/context/rules/ruleSource.ts";

const source = (name: string, text: string): RuleSource => ({ name, text, hash: `${name}:${text}` });
const kept = (...sources: readonly RuleSource[]) => withoutRepeats(sources).sources.map(({ name }) => name);

test("bytes are counted as UTF-8 has them", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), (text) => {
      expect(byteLength(text)).toBe(new TextEncoder().encode(text).length);
    }),
  );
});

test("what is cut fits, in whole characters, and says that it was cut", () => {
  const any = fc.oneof(fc.string({ unit: "binary", maxLength: 300 }), fc.string({ unit: "grapheme", maxLength: 300 }));
  fc.assert(
    fc.property(any, fc.nat(400), (text, bytes) => {
      const cut = cutRules(text, bytes);
      const plain = text
        .replace(/^\ufeff/, "")
        .replaceAll(/\r\n?/g, "\n")
        .trim()
        .toWellFormed();
      if (!cut.isCut) {
        expect(cut.text).toBe(plain);
        return;
      }
      expect(cut.text.endsWith(cutNote)).toBe(true);
      expect(byteLength(cut.text)).toBeLessThanOrEqual(Math.max(bytes, byteLength(cutNote)));
      expect(plain.startsWith(cut.text.slice(0, -cutNote.length).trimEnd())).toBe(true);
    }),
    { numRuns: 2000 },
  );
});

test("it is cut where a line ends", () => {
  const text = Array.from({ length: 4000 }, (_, at) => `- rule ${at}`).join("\n");
  const cut = cutRules(text, maxRuleBytes);
  expect(cut.isCut).toBe(true);
  expect(cut.text).toMatch(/\n- rule \d+\n\[cut here: [^\n]+\]$/);
  expect(byteLength(cut.text)).toBeGreaterThan(maxRuleBytes - 100);
});

test("a copy, a link and an import of what is there are sent once", () => {
  expect(kept(source("AGENTS.md", "Use tabs.\n"), source("CLAUDE.md", "\ufeffUse tabs.\r\n"))).toEqual(["AGENTS.md"]);
  for (const text of ["@AGENTS.md", "@./AGENTS.md\n", "# Claude\n\n@AGENTS.md\n", "<!-- see -->\n@AGENTS.md"]) {
    expect(kept(source("AGENTS.md", "Use tabs."), source("CLAUDE.md", text)), text).toEqual(["AGENTS.md"]);
  }
  expect(withoutRepeats([source("shop/AGENTS.md", "a"), source("shop/CLAUDE.md", "@AGENTS.md")]).repeated).toEqual([
    { name: "shop/CLAUDE.md", sameAs: "shop/AGENTS.md" },
  ]);
});

test("what says more, or imports something else, is sent", () => {
  const agents = source("AGENTS.md", "Use tabs.");
  for (const text of [
    "@AGENTS.md\nAnd no emoji.",
    "@README.md",
    "@../AGENTS.md",
    "@docs/AGENTS.md",
    "# Only a title",
  ]) {
    const names = kept(agents, source("docs/CLAUDE.md", text));
    if (text !== "@../AGENTS.md") expect(names, text).toEqual(["AGENTS.md", "docs/CLAUDE.md"]);
  }
  expect(kept(source("CLAUDE.md", "@AGENTS.md"))).toEqual(["CLAUDE.md"]);
  expect(kept(source("AGENTS.md", "@CLAUDE.md"), source("CLAUDE.md", "Use tabs."))).toEqual(["AGENTS.md", "CLAUDE.md"]);
});
