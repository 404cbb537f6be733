import fc from "fast-check";
import { describe, expect, test, vi } from "vitest";
import { fenceFor } from "../../../../src/core/code/fence.ts";
import { AnswerReader } from "../../../../src/core/edit/answerReader.ts";
import { judgeAnswer } from "../../../../src/core/edit/judgeAnswer.ts";

function read(text: string) {
  const reader = new AnswerReader();
  reader.push(text);
  return reader.end();
}

test.each([
  ["a fenced block", "```ts\nconst a = 1;\n```\n"],
  ["prose around it", "Here is the code:\n\n```ts\nconst a = 1;\n```\n\nI made it constant."],
  ["CRLF", "Sure.\r\n```ts\r\nconst a = 1;\r\n```\r\n"],
  ["tildes", "~~~\nconst a = 1;\n~~~"],
  ["a longer fence", "````typescript title=x\nconst a = 1;\n````"],
  ["no fence at all", "const a = 1;"],
])("%s", (_name, text) => {
  expect(read(text).lines.filter((line) => line !== "")).toEqual(["const a = 1;"]);
});

test("a block inside a block belongs to it", () => {
  const markdown = ["# Title", "", "```ts", "a();", "```", "", "Text."];
  expect(read(`\`\`\`markdown\n${markdown.join("\n")}\n\`\`\`\nDone.`).lines).toEqual(markdown);
  expect(read(`\`\`\`\`md\n${markdown.join("\n")}\n\`\`\`\``).lines).toEqual(markdown);
});

test("indented fences, as in comments of code, are code", () => {
  const code = ["/**", " * ```ts", " * a();", " * ```", " */", "    ```"];
  expect(read(`\`\`\`ts\n${code.join("\n")}\n\`\`\``).lines).toEqual(code);
});

test("prose before a fence is never shown, code without one is after a few lines", () => {
  const reader = new AnswerReader();
  reader.push("Here you are.\nTwo lines of it.\n");
  expect(reader.answer.lines).toEqual([]);
  reader.push("```\na\nb");
  expect(reader.answer.lines).toEqual(["a"]);
  const bare = new AnswerReader();
  bare.push("a\nb\nc\nd\ne");
  expect(bare.answer.lines).toEqual(["a", "b", "c", "d"]);
});

test("however it is cut, the answer is the same", () => {
  const piece = fc.constantFrom("```", "```ts", "~~~", "````", "code();", "", "\r", "  ```", "Prose.", "`x`");
  const texts = fc.array(piece, { maxLength: 14 }).map((lines) => lines.join("\n"));
  fc.assert(
    fc.property(texts, fc.array(fc.nat(40), { maxLength: 8 }), (text, cuts) => {
      const reader = new AnswerReader();
      let start = 0;
      for (const cut of [...cuts.filter((each) => each < text.length).sort((a, b) => a - b), text.length]) {
        reader.push(text.slice(start, cut));
        start = cut;
      }
      expect(reader.end()).toEqual(read(text));
    }),
    { numRuns: 3000 },
  );
});

test("no line of the code closes the fence made for it", () => {
  const texts = fc.array(fc.constantFrom("```", "````js", "a", "`````", ""), { maxLength: 10 });
  fc.assert(
    fc.property(texts, (lines) => {
      const fence = fenceFor(lines.join("\n"));
      expect(read(`Prose.\n${fence}x\n${lines.join("\n")}\n${fence}\nMore.`).lines).toEqual(
        lines.length > 0 ? lines : [""],
      );
    }),
  );
});

describe("an answer that must not be applied", () => {
  const old = ["a();", "// ...", "b();"];
  test.each([
    ["cut", "```\na();", "stop"],
    ["cut", "```\na();\n```", "length"],
    ["ended-early", "```\na();\n```", "repetition-truncation"],
    ["ended-early", "```\na();\n```", "content-filter"],
    ["empty", "```\n\n```", "stop"],
    ["empty", "", "stop"],
    ["several-blocks", "```\na();\n```\nor\n```\nb();\n```", "stop"],
    ["elided", "```\na();\n// ... existing code ...\n```", "stop"],
    ["elided", "```\na();\n    # … rest of the function unchanged\n```", "stop"],
    ["elided", "```\na();\n/* ...其余保持不变 */\n```", "stop"],
    [undefined, "```\na();\n// ...\n```", "stop"],
    [undefined, "```\na();\n// the rest of the list\n```", "stop"],
    [undefined, "c();", "stop"],
  ] as const)("%s: %j, %s", (misfit, text, finish) => {
    expect(judgeAnswer(read(text), old, finish)).toBe(misfit);
  });
});

test("a line that does not end is looked at once", () => {
  // Counted, since time depends on the machine: nothing may be searched that came before.
  const reader = new AnswerReader();
  const original = String.prototype.indexOf;
  let searched = 0;
  const count = vi.spyOn(String.prototype, "indexOf").mockImplementation(function (this: string, ...args) {
    searched += this.length;
    return original.apply(this, args);
  });
  for (let i = 0; i < 1000; i++) reader.push("x".repeat(20));
  count.mockRestore();
  expect(searched).toBe(20_000);
  expect(reader.end().lines).toEqual(["x".repeat(20_000)]);
});
