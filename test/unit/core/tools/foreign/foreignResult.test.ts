import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { ResultPart } from "../../../../../src/core/conversation/runParts.ts";
import { byteLength } from "../../../../../src/core/tools/fileText.ts";
import { type ForeignPiece, foreignContent } from "../../../../../src/core/tools/foreign/foreignContent.ts";
import { cutMiddle, foreignFailure, foreignResult } from "../../../../../src/core/tools/foreign/foreignResult.ts";
import { toForeignTool } from "../../../../../src/core/tools/foreign/toForeignTool.ts";

const bytes = (text: string) => new TextEncoder().encode(text);
const tool = toForeignTool({ source: "s", name: "n", title: "T", description: "", schema: undefined });
if (!tool) throw new Error("refused");
const picture: ForeignPiece = { type: "picture", bytes: bytes("x") };
const kept = { type: "image", hash: "h", mimeType: "image/png", name: "T.png" } as const satisfies ResultPart;
const textOf = (content: readonly ResultPart[]) =>
  content.map((part) => (part.type === "text" ? part.text : "[picture]")).join("\n");

describe("the parts of a result", () => {
  test.each([
    ["text", { value: "217 cm" }, "217 cm"],
    ["JSON", { data: bytes('{"a":1}'), mimeType: "application/json" }, '{"a":1}'],
    ["Markdown", { data: bytes("# a"), mimeType: "text/markdown" }, "# a"],
    ["SVG, which is no picture for a model", { data: bytes("<svg/>"), mimeType: "application/xml" }, "<svg/>"],
    ["sound", { data: bytes("RIFF"), mimeType: "audio/wav" }, "(4 bytes of audio/wav are left out.)"],
    ["a resource by its address", { data: bytes('{"uri":"demo://r/1"}'), mimeType: "x/y" }, "(A resource: demo://r/1)"],
    [
      "a resource by its parts",
      { data: bytes('{"uri":{"scheme":"demo","authority":"r","path":"/1"}}'), mimeType: "x/y" },
      "(A resource: demo://r/1)",
    ],
    ["nothing that is known", 7, "(A part of a kind that cannot be handed on is left out.)"],
    ["null", null, "(A part of a kind that cannot be handed on is left out.)"],
  ])("%s", (_, part, text) => {
    expect(foreignContent([part])).toEqual([{ type: "text", text }]);
  });

  test("the text of a prompt that was made as a tree", () => {
    const leaf = (text: string, lineBreakBefore = false) => ({ type: 2, text, lineBreakBefore });
    const node = { type: 1, children: [leaf("one"), { type: 1, children: [leaf("two", true)] }, leaf(" three")] };
    expect(foreignContent([{ value: { node } }])).toEqual([{ type: "text", text: "one\ntwo three" }]);
  });

  test("bytes that say they are a picture are looked at later", () => {
    const data = bytes("anything");
    expect(foreignContent([{ data, mimeType: "image/png" }])).toEqual([{ type: "picture", bytes: data }]);
  });

  test("whatever there is, never throws", () => {
    fc.assert(fc.property(fc.array(fc.anything()), (parts) => void foreignContent(parts)));
  });
});

describe("a result", () => {
  test("is its texts, then what pictures can be handed on, at most four", async () => {
    const pieces: ForeignPiece[] = [
      { type: "text", text: "a" },
      ...Array(6).fill(picture),
      { type: "text", text: "b" },
    ];
    const { content, facts, outcome } = await foreignResult(tool, pieces, async () => kept);
    expect(outcome).toBe("done");
    expect(textOf(content)).toBe("a\nb\n(2 more pictures are left out.)\n[picture]\n[picture]\n[picture]\n[picture]");
    expect(facts).toEqual({ title: "T", source: "s" });
  });

  test("says why a picture is not in it, once, and that there is none", async () => {
    const blind = await foreignResult(tool, [picture, picture], async () => "(A picture is left out.)");
    expect(textOf(blind.content)).toBe("(A picture is left out.)\n(No output.)".split("\n")[0]);
    expect(textOf((await foreignResult(tool, [], async () => kept)).content)).toBe("(No output.)");
    expect((await foreignResult(tool, [picture], async () => kept)).content).toEqual([kept]);
  });

  test("carries no control characters, and at most 16 KB", async () => {
    const text = `\u001b[31mred\u001b[0m\u0000${"字".repeat(20_000)}end`;
    const { content } = await foreignResult(tool, [{ type: "text", text }], async () => kept);
    const said = textOf(content);
    expect(said.startsWith("red字")).toBe(true);
    expect(said.endsWith("字end")).toBe(true);
    expect(said).toMatch(/\n\(… \d+ characters left out …\)\n/);
    expect(byteLength(said)).toBeLessThanOrEqual(16 * 1024 + 60);
  });

  test("of a call that was not answered names the tool all the same", () => {
    expect(foreignFailure(tool, "Not there.", { missing: true })).toEqual({
      outcome: "failed",
      content: [{ type: "text", text: "Not there." }],
      facts: { title: "T", source: "s", missing: true },
    });
  });
});

test("what is cut keeps both ends, counts what is gone, and is well formed", () => {
  const units = fc.string({ unit: fc.constantFrom("a", "é", "字", "😀", "\n", "\ud83d"), maxLength: 400 });
  fc.assert(
    fc.property(units, fc.integer({ min: 20, max: 300 }), (text, max) => {
      const made = cutMiddle(text, max);
      if (byteLength(text) <= max) return void expect(made).toBe(text);
      const [, head = "", left = "", tail = ""] = /^(.*)\n\(… (\d+) characters left out …\)\n(.*)$/s.exec(made) ?? [];
      expect(head.length + Number(left) + tail.length).toBe(text.length);
      expect(text.toWellFormed().startsWith(head)).toBe(true);
      expect(byteLength(head) + byteLength(tail)).toBeLessThanOrEqual(max + 12);
      expect(made.isWellFormed()).toBe(true);
    }),
  );
});
