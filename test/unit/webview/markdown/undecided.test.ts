import { expect, it } from "vitest";
import { decidedLength } from "../../../../webview-ui/markdown/undecided.ts";

it.each(["-", "--", "===", "  -", "*", "**", "***", "+", "1", "12.", "3) ", "`", "``", "~~", " ", "\u3000"])(
  "a last line that may become anything waits: %j",
  (line) => {
    expect(decidedLength(`Steps:\n${line}`)).toBe(7);
    // It is over.
    expect(decidedLength(`Steps:\n${line}\n`)).toBe(8 + line.length);
  },
);

it.each(["", "a", "- a", "1. a", "```", "~~~", "#", "> ", "| a", "**b", "x-"])("any other shows: %j", (line) => {
  expect(decidedLength(`Steps:\n${line}`)).toBe(7 + line.length);
});
