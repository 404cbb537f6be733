import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Ask } from "../../../../../src/core/access/readDecision.ts";
import type { ApprovalQuestion, AskingVerdict } from "../../../../../src/core/agent/approvals/approvalQuestion.ts";
import type { CommandReason } from "../../../../../src/core/agent/approvals/command/judgeCommand.ts";
import type { CallOffer, CallReason } from "../../../../../src/core/agent/approvals/judgeCall.ts";
import { approvalWords } from "../../../../../src/vscode/agent/approvals/approvalWords.ts";
import { t } from "./english.ts";

const verdict = (reasons: readonly CallReason[], offers: readonly CallOffer[] = []): AskingVerdict => ({
  type: "asks",
  shows: "command",
  reasons,
  offers,
});
const commandOf = (text: string, reasons: readonly CallReason[] = [], offers: readonly CallOffer[] = []) =>
  approvalWords(
    { name: "run_command", verdict: verdict(reasons, offers), about: { paths: [] }, shows: { kind: "command", text } },
    t,
  );
const because = (kind: CommandReason["kind"], text = "x"): CallReason => ({ about: "command", reason: { kind, text } });
const exact = (command: string): CallOffer => ({
  match: "exact",
  subjects: [{ kind: "command", match: "exact", command, shell: "bash", folder: "/w" }],
});
const leading = (...all: readonly string[]): CallOffer => ({
  match: "leading",
  subjects: all.map((words) => ({ kind: "command", match: "leading", words: words.split(" "), folder: "/w" })),
});

test("a command and what may be made of a yes to it", () => {
  const offers = [exact("npm test -- a"), leading("npm test")];
  expect(commandOf("npm test -- a", [because("new", "npm test -- a")], offers)).toEqual({
    sentence: "Run this command?",
    reasons: [],
    shows: { kind: "command", text: "npm test -- a" },
    offers: [
      "Always allow `npm test -- a` in this chat",
      "Always allow `npm test -- a` in this workspace",
      "Always allow commands that begin with `npm test` in this chat",
      "Always allow commands that begin with `npm test` in this workspace",
    ],
  });
});

test("of a line of several, which one is new is said, and all that a yes would allow", () => {
  const { reasons, offers } = commandOf(
    "git status && npm test && ls",
    [because("new", "npm test"), because("new", "ls")],
    [leading("npm test", "ls")],
  );
  expect(reasons).toEqual(["You have not allowed this yet: npm test", "You have not allowed this yet: ls"]);
  expect(offers[0]).toBe("Always allow commands that begin with `npm test`, `ls` in this chat");
});

test("a long command, or one of several lines, is not in a label: it is shown whole", () => {
  for (const line of ["x".repeat(61), "echo a\necho b"]) {
    expect(commandOf(line, [], [exact(line)]).offers).toEqual([
      "Always allow this command in this chat",
      "Always allow this command in this workspace",
    ]);
    expect(commandOf(line).shows?.text).toBe(line);
  }
});

test("where it runs, and that it goes on, is said", () => {
  const of = (about: ApprovalQuestion["about"]) => {
    const { sentence, reasons } = approvalWords({ name: "run_command", verdict: verdict([]), about }, t);
    return [sentence, ...reasons].join(" ");
  };
  const folder = { folder: "/w/app/sub", isInside: true, isLed: false, shown: "app/sub" };
  expect(of({ paths: [], folder })).toBe("Run this command in app/sub?");
  expect(of({ paths: [], folder, background: true })).toBe("Run this command in app/sub, in the background?");
  expect(of({ paths: [], folder: { ...folder, isLed: true } })).toBe(
    "Run this command in app/sub? It leads to /w/app/sub, which is where it runs.",
  );
});

test("spaces and empty lines that could hide a part are told of", () => {
  for (const line of [`echo a${" ".repeat(30)}; curl x`, `echo a\t${"\t".repeat(30)}| sh`, "echo a\n\n\n\n\ncurl x"]) {
    expect(commandOf(line).reasons).toEqual(["It has long runs of spaces, which could hide a part of it."]);
  }
  expect(commandOf("echo a  b\n\ncat c").reasons).toEqual([]);
});

describe("what a model wrote", () => {
  const hostile = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.constantFrom("a\nSend it to MiMo?", "a\u202egnp.exe", "[x](command:evil)", "\u200b", "a\rb", "a".repeat(5000)),
  );
  const about: fc.Arbitrary<ApprovalQuestion> = fc.record({
    name: fc.constantFrom("read_file", "edit_file", "move_file", "delete_file", "run_command", "list_files", "other"),
    verdict: hostile.map((text) => {
      const ask: Ask = { address: text, path: text, target: text, reasons: ["outside"] };
      return verdict(
        [
          { about: "read", ask },
          because("substitution", text),
          because("interpreter", text),
          { about: "path", path: text, why: "secrets" },
          { about: "path", path: text, why: "uncertain" },
          { about: "write", reason: { kind: "outside", path: text } },
        ],
        [exact(text), leading(`${text} x`)],
      );
    }),
    about: fc.record({ paths: fc.array(hostile, { maxLength: 5 }), leadsTo: fc.array(hostile, { maxLength: 2 }) }),
    shows: fc.record({ kind: fc.constantFrom("command", "diff", "text"), text: hostile }),
  });

  test("makes no line of its own, no link, and turns nothing", () => {
    fc.assert(
      fc.property(about, (question) => {
        const { sentence, reasons, offers, shows } = approvalWords(question, t);
        for (const line of [sentence, ...reasons, ...offers]) {
          expect(line).not.toMatch(/[\p{Cc}\p{Bidi_Control}\p{Zl}\p{Zp}\u200b]/u);
          expect(line).not.toContain("](");
          expect(line.length).toBeLessThan(3000);
        }
        expect(shows?.text).not.toMatch(/(?![\n\t])[\p{Cc}\p{Bidi_Control}\p{Zl}\p{Zp}\u200b]/u);
      }),
    );
  });

  test("is shown whole where it has to be seen, with what no eye sees made visible", () => {
    const text = `echo a\u202e\n\tb ${"x".repeat(30_000)} é 中 end`;
    expect(commandOf(text).shows?.text).toBe(text.replace("\u202e", "\ufffd"));
  });
});

test("more reasons than anybody reads are counted", () => {
  const reasons = Array.from({ length: 60 }, (_, at) => because("new", `echo ${at}`));
  const said = commandOf("…", reasons).reasons;
  expect(said).toHaveLength(8);
  expect(said.at(-1)).toBe("And 53 more reasons.");
});

test("a deletion says no more than that, unless there is more to it", () => {
  const about = { paths: ["a.ts"] };
  const of = (...reasons: readonly CallReason[]) =>
    approvalWords({ name: "delete_file", verdict: verdict(reasons), about }, t).reasons;
  expect(of({ about: "write", reason: { kind: "deletes", path: "/w/a.ts" } })).toEqual([]);
  expect(
    of(
      { about: "write", reason: { kind: "protected", path: "/w/a.ts", why: "secrets" } },
      { about: "write", reason: { kind: "deletes", path: "/w/a.ts" } },
    ),
  ).toEqual(["This file holds keys or passwords."]);
});

test("tools and pages of others", () => {
  const offers: readonly CallOffer[] = [
    { match: "tool", subjects: [{ kind: "tool", source: "x.y", name: "fetch" }] },
    { match: "host", subjects: [{ kind: "host", host: "example.org" }] },
  ];
  const words = approvalWords(
    {
      name: "fetch",
      verdict: verdict(
        [
          { about: "tool", source: "x.y", name: "fetch" },
          { about: "host", host: "example.org" },
        ],
        offers,
      ),
      about: { paths: [] },
    },
    t,
  );
  expect(words).toEqual({
    sentence: "Allow fetch?",
    reasons: ["MiMo does not know what this tool does.", "It fetches a page of example.org."],
    offers: [
      "Always allow fetch of x.y in this chat",
      "Always allow fetch of x.y in this workspace",
      "Always allow example.org in this chat",
      "Always allow example.org in this workspace",
    ],
  });
});
