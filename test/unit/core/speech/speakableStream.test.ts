import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { SpeakableStream } from "../../../../src/core/speech/speakableStream.ts";
import { speakableParts } from "../../../../src/core/speech/text/speakable.ts";
import { fc, test as property } from "./text/property.ts";

function inPieces(text: string, size: number): string[] {
  const stream = new SpeakableStream({ code: "skip" });
  const parts: string[] = [];
  for (let at = 0; at < text.length; at += size) {
    parts.push(...stream.push(text.slice(at, at + size)).map((part) => part.text));
  }
  return [...parts, ...stream.end().map((part) => part.text)];
}

test("a sentence comes as soon as the next one begins", () => {
  const stream = new SpeakableStream({ code: "skip" });
  expect(stream.push("The first sentence is here.")).toEqual([]);
  expect(stream.push(" And the").map((part) => part.text)).toEqual(["The first sentence is here."]);
  expect(stream.end().map((part) => part.text)).toEqual(["And the"]);
});

test("code is left out, however it comes", () => {
  const text = "Here is how it goes on.\n\n```ts\nconst a = 1;\n\nconst b = 2;\n```\n\nThat was the code of it.";
  for (const size of [1, 2, 5, 13, 500]) {
    expect(inPieces(text, size)).toEqual(["Here is how it goes on.", "That was the code of it."]);
  }
});

const guides = ["guide.en.md", "guide.zh-cn.md"].map((name) => readFileSync(`test/fixtures/speech/${name}`, "utf8"));
property(
  "a guide in pieces reads like the whole",
  fc.tuple(fc.constantFrom(...guides), fc.integer({ min: 1, max: 80 })),
  ([text, size]) => {
    // Without its first lines, which are data for programs.
    const body = text.replace(/^---[\s\S]*?\n---\n/, "");
    const whole = speakableParts(body, { languageId: "markdown", code: "skip" }).map((part) => part.text);
    expect(inPieces(body, size)).toEqual(whole);
  },
);
