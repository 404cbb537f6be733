import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { scanComments } from "../../../../../src/core/speech/text/commentSyntax.ts";
import {
  type CodeReading,
  maxPartLength,
  type SpeechPart,
  speakableParts,
  speakableSteps,
} from "../../../../../src/core/speech/text/speakable.ts";
import { fc, test as property } from "./property.ts";

const texts = (source: string, languageId: string, code: CodeReading = "read") =>
  speakableParts(source, { languageId, code }).map((part) => part.text);
const said = (source: string, languageId = "markdown") => texts(source, languageId).join(" | ");

describe("a guide in English", () => {
  const source = readFileSync("test/fixtures/speech/guide.en.md", "utf8");
  test("reads as a person would read it", () => {
    expect(texts(source, "markdown")).toMatchSnapshot();
  });
  test("is in English throughout", () => {
    expect(speakableParts(source, { languageId: "markdown", code: "read" }).map((part) => part.language)).not.toContain(
      "zh",
    );
  });
});

describe("a guide in Chinese", () => {
  const source = readFileSync("test/fixtures/speech/guide.zh-cn.md", "utf8");
  test("reads as a person would read it", () => {
    expect(texts(source, "markdown")).toMatchSnapshot();
  });
  test("gives code in one sentence when asked to", () => {
    expect(texts(source, "markdown", "summarize")).toContain("TypeScript code, 3 lines.");
    expect(texts(source, "markdown", "skip").join()).not.toContain("import");
  });
});

describe("source code", () => {
  const source = readFileSync("src/core/model/clock.ts", "utf8");
  test("reads comments as prose and code as code", () => {
    expect(texts(source, "typescript")).toMatchSnapshot();
  });
  test("is summarised by what it declares", () => {
    expect(said("function getUserById(id) {\n  return users[id];\n}", "javascript")).toContain("get user by id");
    expect(texts("function getUserById(id) {\n  return users[id];\n}", "javascript", "summarize")).toEqual([
      "JavaScript code, 3 lines, with get user by id.",
    ]);
  });
  test("keeps a comment of several lines together", () => {
    expect(texts("# Reads the whole file\n# and closes it.\nx = 1  # done\n", "python")).toEqual([
      "Reads the whole file and closes it.",
      "x equals 1",
      "done",
    ]);
  });
  test("knows documentation tags", () => {
    expect(said("/**\n * @param {string} userId The id.\n * @returns {User} the user\n */", "typescript")).toBe(
      "parameter user id The id. | returns the user",
    );
  });
  test.each([
    "const a = `x §{b ? `y §{c}` : '`'} z`; // the comment",
    "const a = `§{{ b: `}` }.b}`; // the comment",
    "const a = /[\"'`/]/.test(b); // the comment",
    "return /`/ // the comment",
    "if (x) y = a / b; z = `//`; // the comment",
    "const s = <b>don</b>; // the comment",
    "const a = b.map((c) => /\\/\\*/.exec(c)); /* the comment */",
    "const a = `unclosed §{b /* the comment */} c`",
  ])("finds the comment in %s", (template) => {
    const source = template.replaceAll("§", "$");
    const found = [...scanComments(source, "typescript")].flatMap((one) =>
      one ? [source.slice(one.start, one.end)] : [],
    );
    expect(found).toEqual([expect.stringContaining("the comment")]);
  });
  test("takes no string for a comment", () => {
    expect(said('const url = "http://a//b"; // see below', "typescript")).toMatch(/see below$/);
  });
});

describe("words", () => {
  test.each([
    ["Call `getUserById` first.", "Call get user by id first."],
    ["Call getUserById(id) first.", "Call get user by id id first."],
    ["A (small) note [sic].", "A, small, note, sic."],
    ["用户（管理员）可以删除。", "用户，管理员，可以删除。"],
    ["Read https://github.com/a/b.", "Read link to github dot com."],
    ["Open `package.json` or src/core/a.ts now.", "Open package dot json or src slash core slash a dot ts now."],
    ["and/or, TCP/IP", "and or, TCP IP"],
    ["GitHub and MiMo", "GitHub and MiMo"],
    ["It costs $5 & 50%.", "It costs $5 and 50%."],
    ["if a <= b && c -> d", "if a at most b and c to d"],
    ["Run npm ci && npm test, or a || b.", "Run npm ci and npm test, or a or b."],
    ["如果 a && b 成立", "如果 a 并且 b 成立"],
    ["Written in C# and F#, not C# 12.", "Written in C sharp and F sharp, not C sharp 12."],
    ["用C#写的，还有 `F#`。", "用C sharp写的，还有 f sharp。"],
    ["Fixes #12.", "Fixes number 12."],
    ["Use sumPaid(items) (it is short).", "Use sum paid items, it is short."],
    ["f(a, g(b)) ends", "f a, g b ends"],
    ["![A chart](x.png)", "image: A chart."],
    ["mail me@example.com", "mail me at example dot com"],
    ["two item(s)", "two items"],
    ["**bold** and _quiet_ and ~~gone~~ and snake_case", "bold and quiet and gone and snake case"],
    ["a &lt; b &amp; c", "a less than b and c"],
    ["parseHTMLFile, HTML_PARSER, node_modules", "parse HTML file, HTML parser, node modules"],
  ])("%s", (source, expected) => {
    expect(said(source)).toBe(expected);
  });
  test("an abbreviation ends no sentence", () => {
    expect(
      texts("Dr. Smith wrote it, e.g. in version 2.5 of the manual. The next sentence is this one.", "markdown"),
    ).toEqual(["Dr. Smith wrote it, e.g. in version 2.5 of the manual.", "The next sentence is this one."]);
  });
  test("brackets stay when they are meant", () => {
    expect(
      speakableParts("(whispering) Do not wake the cat.", { languageId: "plaintext", code: "read", keepTags: true })[0]
        ?.text,
    ).toBe("(whispering) Do not wake the cat.");
  });
  test.each(["", " \n\t", "(((", "*** --- ===", "🎉🎉", "{}[]();"])("nothing to say in %j", (source) => {
    expect(texts(source, "markdown")).toEqual([]);
    expect(texts(source, "typescript")).toEqual([]);
  });
  test("language by sentence", () => {
    const parts = speakableParts("This sentence is written in English. 这一句话是用中文写的，没有别的语言。", {
      languageId: "markdown",
      code: "read",
    });
    expect(parts.map((part) => part.language)).toEqual(["en", "zh"]);
  });
});

const anyBracket = /[()[\]{}<>（）［］｛｝【】〔〕〈〉]/;

function checkParts(source: string, parts: readonly SpeechPart[]): void {
  let previous = { start: 0, end: 0 };
  for (const part of parts) {
    expect(part.text).not.toMatch(anyBracket);
    expect(part.text.length).toBeLessThanOrEqual(maxPartLength);
    expect(part.text).toMatch(/[\p{L}\p{N}]/u);
    expect(part.start).toBeGreaterThanOrEqual(previous.start);
    expect(part.end).toBeGreaterThanOrEqual(previous.end);
    expect(part.end).toBeGreaterThan(part.start);
    expect(part.end).toBeLessThanOrEqual(source.length);
    previous = part;
  }
}

describe("whatever the text", () => {
  const fragment = fc.oneof(
    fc.string({ unit: "grapheme", maxLength: 30 }),
    fc.constantFrom(
      "(a [b) c]",
      "（中文）",
      "\n\n",
      "- [x] ",
      "```ts\n",
      "\n```\n",
      "| a | b |\n|---|---|\n| 1 | 2 |\n",
      "`x`",
      "[t](u)",
      "https://a.b/c(d)",
      "。",
      "! ",
      "word ",
      "词语",
      "\\(",
      "&lt;",
      "<b>",
      "{@link x}",
      "/** ",
      " */",
      "// ",
      "# ",
      '"',
      "'",
      "**",
      "__",
      "![",
      "](",
      "@param {x} y",
      "a/b.c",
      "fooBar()",
      "...",
      "\r\n",
    ),
  );
  const anyText = fc.array(fragment, { maxLength: 30 }).map((pieces) => pieces.join(""));
  for (const languageId of ["markdown", "typescript", "python", "html"]) {
    for (const code of ["read", "summarize", "skip"] as const) {
      property(
        `${languageId}, ${code}: no bracket, no silence, ranges in order, under the limit`,
        anyText,
        (source) => {
          checkParts(source, speakableParts(source, { languageId, code }));
        },
      );
    }
  }
  property(
    "plain words are never lost",
    fc.array(fc.constantFrom("alpha", "beta. ", "gamma, ", "delta\n\n", "词。", "语"), { maxLength: 60 }),
    (words) => {
      const source = words.join(" ");
      const spoken = texts(source, "markdown").join(" ");
      for (const word of ["alpha", "beta", "gamma", "delta", "词", "语"]) {
        expect(spoken.split(word).length).toBe(source.split(word).length);
      }
    },
  );
  test("the project's own files", () => {
    const files = readdirSync("src", { recursive: true, encoding: "utf8" }).filter((file) => /\.tsx?$/.test(file));
    for (const file of files) {
      const source = readFileSync(`src/${file}`, "utf8");
      checkParts(source, speakableParts(source, { languageId: "typescript", code: "read" }));
    }
    for (const file of readdirSync(".").filter((name) => name.endsWith(".md"))) {
      const source = readFileSync(file, "utf8");
      checkParts(source, speakableParts(source, { languageId: "markdown", code: "read" }));
    }
  });
  test("a long text in one piece is parted, and costs little", () => {
    const source = `${"word ".repeat(100_000)}${"字".repeat(50_000)}`;
    const parts = speakableParts(source, { languageId: "plaintext", code: "read" });
    checkParts(source, parts);
    expect(
      parts
        .map((part) => part.text)
        .join("")
        .replaceAll(" ", ""),
    ).toBe(source.replaceAll(" ", ""));
  });
});

test("a long source comes in small steps, so that it can be interrupted", () => {
  const line = 'const total = sum(values, "all"); // Adds them up.\n';
  const steps = [...speakableSteps(line.repeat(2000), { languageId: "typescript", code: "read" })];
  expect(Math.max(...steps.map((parts) => parts.length))).toBeLessThan(10);
  expect(steps.flat().length).toBeGreaterThanOrEqual(4000);
  const bare = [...scanComments("let value = 1;\n".repeat(20_000), "typescript")];
  expect(bare.length).toBeGreaterThan(10);
  expect(new Set(bare)).toEqual(new Set([undefined]));
});
