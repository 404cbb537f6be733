import fc from "fast-check";
import { expect, test } from "vitest";
import { mentionAt } from "../../../../webview-ui/composer/mentionQuery.ts";

const at = (text: string) => mentionAt(text.replace("|", ""), text.indexOf("|"));

test.each([
  ["@|", ""],
  ["#|", ""],
  ["see @src/a.ts|", "src/a.ts"],
  ["看@说明|", "说明"],
  ["(@a|)", "a"],
  ["@a|bc", "a"],
  ["one\n@two|", "two"],
])("%s asks for %j", (text, query) => {
  expect(at(text)?.query).toBe(query);
});

test.each(["me@home|", "C#|", "@a |", "@a\n|", "https://x.y/#z|", "a/@b|", "@@|", `@${"x".repeat(200)}|`, "|@", ""])(
  "%s asks for nothing",
  (text) => {
    expect(at(text)).toBeUndefined();
  },
);

test("what is found is a sign, letters without spaces, and the cursor", () => {
  const text = fc.array(fc.constantFrom("@", "#", "a", " ", "\n", "文", ".", "/"), { maxLength: 30 });
  fc.assert(
    fc.property(text, fc.nat(30), (letters, cursor) => {
      const joined = letters.join("");
      const place = Math.min(cursor, joined.length);
      const found = mentionAt(joined, place);
      if (!found) return;
      expect(found.end).toBe(place);
      expect("@#").toContain(joined[found.start]);
      expect(joined.slice(found.start + 1, found.end)).toBe(found.query);
      expect(found.query).not.toMatch(/\s/);
    }),
  );
});
