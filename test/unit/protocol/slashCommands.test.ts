import { expect, test } from "vitest";
import { parseSlash, slashCommands } from "../../../src/protocol/slashCommands.ts";

test("a command is a known word behind a slash at the very start; what follows is its instruction", () => {
  for (const command of slashCommands) expect(parseSlash(`/${command}`)).toEqual({ command, instruction: "" });
  expect(parseSlash("/fix  the second\nloop \n")).toEqual({ command: "fix", instruction: "the second\nloop" });
  expect(parseSlash("/Explain\nall of it")).toEqual({ command: "explain", instruction: "all of it" });
});

test.each([
  "/usr/bin",
  "/usr/bin is full",
  "/explain/this",
  "/explained",
  "/explain.",
  "/unknown word",
  " /explain",
  "//explain",
  "/",
  "please /fix",
  "/constructor",
  "/__proto__",
])("%s is a question", (text) => {
  expect(parseSlash(text)).toBeUndefined();
});
