import fc from "fast-check";
import { expect, test } from "vitest";
import { SentenceFeed } from "../../../../webview-ui/conversation/sentenceFeed.ts";

const labels = { code: "Code", codeIn: "Code in {0}" };

/** What is said of `text` that comes in pieces of `size`. */
function said(text: string, size = 1): string[] {
  const feed = new SentenceFeed(labels);
  const heard: string[] = [];
  for (let at = 0; at < text.length; at += size) heard.push(feed.push(text.slice(at, at + size)));
  heard.push(feed.end());
  return heard.filter((sentence) => sentence !== "");
}

test("says a sentence when it is finished, and not before", () => {
  const feed = new SentenceFeed(labels);
  expect(feed.push("It is fo")).toBe("");
  expect(feed.push("ur. Or 3.5")).toBe("It is four.");
  expect(feed.push(" then.")).toBe("");
  expect(feed.push(" N")).toBe("Or 3.5 then.");
  expect(feed.end()).toBe("N");
});

test("Chinese sentences end without a space", () => {
  expect(said("你好。今天很好！再见")).toEqual(["你好。", "今天很好！", "再见"]);
});

test("marks of Markdown are not said", () => {
  expect(said("## A **bold** word\n- see [the file](src/a.ts)\n| a | b |\n|---|---|\n")).toEqual([
    "A bold word",
    "see the file",
    "a b",
  ]);
});

test("code is named, not read", () => {
  expect(said("Look:\n```ts\nconst a = 1. Then;\n``\n```\nDone. ")).toEqual(["Look:", "Code in ts.", "Done."]);
  expect(said("```\nnever closed. At all.")).toEqual(["Code."]);
});

test("code in a list or a quote ends where it ends", () => {
  expect(said("- ```js\n  let a. b\n  ```\n- And so on.\n")).toEqual(["Code in js.", "And so on."]);
  expect(said("1. > ~~~\n   > a. b\n   > ~~~\n\nAnd so on.\n")).toEqual(["Code.", "And so on."]);
  expect(said("```md\n- ```\n```\nAnd so on.\n")).toEqual(["Code in md.", "And so on."]);
  expect(said("    ```\n    x. y\n    ```\nAnd so on.\n")).toEqual(["Code.", "And so on."]);
});

test("code within a line is said", () => {
  expect(said("```a``` is one. So is it.\n")).toEqual(["a is one. So is it."]);
});

test("the same is said however it is cut, and nothing of prose is lost", () => {
  const line = fc.string({ unit: fc.constantFrom("a", "b", " ", ".", "。", "!", "x"), maxLength: 60 });
  fc.assert(
    fc.property(fc.array(line, { maxLength: 6 }), fc.integer({ min: 1, max: 50 }), (lines, size) => {
      const text = lines.join("\n");
      const letters = (heard: string) => heard.replace(/\s/g, "");
      expect(letters(said(text, size).join(""))).toBe(letters(text));
    }),
  );
});

test("a megabyte without an end of sentence costs no more a piece than its beginning", () => {
  const feed = new SentenceFeed(labels);
  let longest = 0;
  for (let n = 0; n < 2000; n++) longest = Math.max(longest, feed.push("x".repeat(500)).length);
  expect(longest).toBeLessThan(2000);
  feed.push("\n```\n");
  for (let n = 0; n < 2000; n++) expect(feed.push("x".repeat(500))).toBe("");
});
