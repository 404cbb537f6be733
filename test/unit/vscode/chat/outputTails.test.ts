import fc from "fast-check";
import { expect, test } from "vitest";
import { OutputTails } from "../../../../src/vscode/chat/outputTails.ts";

test("what the page has is what is kept, and neither grows without end", () => {
  const piece = fc.oneof(
    fc.string({ maxLength: 40 }),
    fc.constant("line\n".repeat(150)),
    fc.constant("x".repeat(50_000)),
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
      const tails = new OutputTails();
      let page = "";
      let whole = "";
      for (const text of pieces) {
        page += text;
        whole += text;
        const { keeps } = tails.add("a", 1, text);
        if (keeps !== undefined) page = page.slice(-keeps);
        expect(page).toBe(tails.of("a", 1));
        expect(page.length).toBeLessThanOrEqual(131_072);
        expect(page.split("\n").length).toBeLessThanOrEqual(402);
      }
      expect(whole.endsWith(page)).toBe(true);
    }),
    { numRuns: 50 },
  );
});

test("it is of one call, and goes with it", () => {
  const tails = new OutputTails();
  tails.add("a", 1, "one");
  tails.add("a", 2, "two");
  tails.drop("a", 1);
  expect([tails.of("a", 1), tails.of("a", 2)]).toEqual(["", "two"]);
});
