import { readFileSync } from "node:fs";
import { expect, test, vi } from "vitest";
import { SpeakableStream } from "../../../../src/core/speech/speakableStream.ts";
import { proseToken } from "../../../../src/core/speech/text/proseTokens.ts";
import { type SpeechPart, speakableParts } from "../../../../src/core/speech/text/speakable.ts";
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

/** What is heard and where it stands, of a text that comes in pieces of the sizes given, over and over. */
function heard(text: string, sizes: readonly number[]): readonly SpeechPart[] {
  const stream = new SpeakableStream({ code: "read" });
  const parts: SpeechPart[] = [];
  for (let at = 0, i = 0; at < text.length; i++) {
    const size = sizes[i % sizes.length] ?? 1;
    parts.push(...stream.push(text.slice(at, at + size)));
    at += size;
  }
  return [...parts, ...stream.end()];
}
const whole = (text: string) => speakableParts(text, { languageId: "markdown", code: "read" });

test("a fence inside a fence is code, and what follows is read", () => {
  const text = "How to write it:\n\n````md\n```js\na();\n```\n````\n\nThat was all of it.";
  const inner = "How to write it:\n\n```md\n```js\n\na();\n```\n\nThat was all of it.";
  for (const size of [1, 3, 7, 500]) {
    expect(inPieces(text, size)).toEqual(["How to write it:", "That was all of it."]);
    expect(inPieces(inner, size)).toEqual(["How to write it:", "That was all of it."]);
  }
});

test("a point of a list is read when the next one begins", () => {
  const stream = new SpeakableStream({ code: "skip" });
  expect(stream.push("- The first point of the list\n- T").map((part) => part.text)).toEqual([
    "The first point of the list",
  ]);
});

test("what is not complete is not read as something else", () => {
  const stream = new SpeakableStream({ code: "skip" });
  expect(stream.push("A long sentence with `some code. And more of it")).toEqual([]);
  const rest = [...stream.push("` in it, and then some. Then it goes on. "), ...stream.end()];
  expect(rest.map((part) => part.text)).toEqual([
    "A long sentence with some code.",
    "and more of it in it, and then some.",
    "Then it goes on.",
  ]);
});

const guides = ["guide.en.md", "guide.zh-cn.md"].map((name) => readFileSync(`test/fixtures/speech/${name}`, "utf8"));
const sizes = fc.array(fc.integer({ min: 1, max: 80 }), { minLength: 1, maxLength: 5 });
property("a guide in pieces reads like the whole", fc.tuple(fc.constantFrom(...guides), sizes), ([text, pieces]) => {
  expect(heard(text, pieces)).toEqual(whole(text));
});

const snippets = [
  ..."`|-*_#>[]()<{}!\\~=:.,。，；！？\n\n\r1 x.",
  ...[
    "```",
    "~~~",
    "````md\n",
    "```js\n",
    "---\n",
    "|---|---|\n",
    "a | b\n",
    "| c | d |\n",
    "--|--\n",
    "\r\n",
    "\n\n",
    "  ",
    "\u3000",
  ],
  ...[
    "- ",
    "* [ ] ",
    "- [x] ",
    "12. ",
    "## ",
    "> ",
    "> [!NOTE]\n",
    "===\n",
    "***",
    "…",
    "...",
    "e.g. ",
    "&#12288;",
    "&amp;",
  ],
  ...[
    "[a link. Really](http://a.b/c)",
    "[ref]: http://a.b\n",
    "[^note]",
    "![a picture. Here](x.png)",
    "<b>",
    "<!-- hidden. Here -->",
  ],
  ...[
    "`a.b(c). D`",
    "``x ` y``",
    "https://example.com/a.b?c",
    "{@link Foo bar}",
    "@param {string} ",
    "a.b ",
    "getUser() ",
    "C# ",
    " && ",
  ],
  ...[
    "This is a sentence that is long enough. ",
    "Short one. ",
    "这是一句足够长的中文句子，有二十多个字在里面。",
    "短句。",
    "Is it? ",
    "Yes! ",
  ],
  ...[
    "words and words ",
    "那么接着说下去，",
    "mixed 中文 and English 的句子。",
    "\ud83d\ude00",
    "He said \u201cgo.\u201d ",
  ],
];
const markdown = fc.array(fc.constantFrom(...snippets), { maxLength: 40 }).map((some) => some.join(""));
property("any text in any pieces reads like the whole", fc.tuple(markdown, sizes), ([text, pieces]) => {
  expect(heard(text, pieces)).toEqual(whole(text));
});
const long = fc.array(fc.constantFrom(...snippets), { minLength: 1, maxLength: 30 }).map((some) => {
  const paragraph = some.join("").replaceAll(/[\r\n]+/g, " ");
  return paragraph.repeat(Math.ceil(6000 / paragraph.length)).slice(0, 6000);
});
property(
  "a paragraph of any length, too",
  fc.tuple(long, fc.integer({ min: 40, max: 900 })),
  ([text, size]) => {
    expect(heard(text, [size])).toEqual(whole(text));
  },
  30,
);

/** UTF-16 units that are taken apart while `text` comes in small pieces: time would depend on the machine. */
function workFor(text: string): number {
  const stream = new SpeakableStream({ code: "skip" });
  const original = RegExp.prototype[Symbol.matchAll];
  let work = 0;
  const count = vi.spyOn(RegExp.prototype, Symbol.matchAll).mockImplementation(function (this: RegExp, on: string) {
    if (this === proseToken) work += on.length;
    return original.call(this, on);
  });
  for (const piece of text.match(/[\s\S]{1,3}/g) ?? []) stream.push(piece);
  stream.end();
  count.mockRestore();
  return work;
}

test.each([
  ["a list", "- A point that says what `getUser` does, and **why** it is there.\n"],
  ["a Chinese paragraph", "这是一个很长的段落，里面有很多句子，每一句都说明了一件事情。"],
  ["a paragraph without an end", "words and words and "],
])("%s costs twice as much when it is twice as long", (_name, text) => {
  const [once, twice] = [workFor(text.repeat(300)), workFor(text.repeat(600))];
  expect(once).toBeGreaterThan(text.length * 150);
  expect(twice).toBeLessThan(once * 2.6);
});
