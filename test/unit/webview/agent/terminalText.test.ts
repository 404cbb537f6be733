import fc from "fast-check";
import { expect, test } from "vitest";
import { plainOutput, TerminalText } from "../../../../webview-ui/agent/terminalText.ts";

test.each([
  ["\u001b[31mred\u001b[0m", "red"],
  ["\u001b[38;2;1;2;3mx\u001b[m", "x"],
  ["\u001b]0;title\u0007text", "text"],
  ["\u001b]8;;http://x\u001b\\link\u001b]8;;\u001b\\", "link"],
  ["\u001b[2K\u001b[1Gdone", "done"],
  ["one\r\ntwo", "one\ntwo"],
  ["10%\r20%", "10%\n20%"],
  ["a\u0008b\u0000", "ab"],
  ["\u001b(Bx", "x"],
])("%j is %j", (raw, expected) => {
  expect(plainOutput(raw)).toBe(expected);
});

test("however it is cut, it is the same", () => {
  const piece = fc.constantFrom(
    "text",
    "\u001b[31m",
    "\u001b[0m",
    "\u001b]0;t\u0007",
    "\r\n",
    "\n",
    "\r",
    "é",
    "\u001b[",
    "m",
    "\u001b]",
    "\u001b\\",
    "\u001b(B",
    "\u0000",
    "\u0007",
  );
  fc.assert(
    fc.property(fc.array(piece), fc.array(fc.nat(200)), (pieces, cuts) => {
      const whole = pieces.join("");
      const text = new TerminalText();
      let made = "";
      let from = 0;
      for (const at of [...cuts].map((cut) => cut % (whole.length + 1)).sort((a, b) => a - b)) {
        made += text.push(whole.slice(from, at));
        from = at;
      }
      made += text.push(whole.slice(from));
      made += text.end();
      expect(made).toBe(plainOutput(whole));
    }),
    { numRuns: 2000 },
  );
});
