import * as fc from "fast-check";
import { expect, test } from "vitest";
import { callName } from "../../../../src/core/model/callName.ts";

test("a name that the service takes stays as it is", () => {
  fc.assert(fc.property(fc.stringMatching(/^[a-zA-Z0-9_-]{1,64}$/), (name) => callName(name) === name));
});

test("any other becomes one that it takes, the same each time", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme", maxLength: 100 }), (name) => {
      expect(callName(name)).toMatch(/^[a-zA-Z0-9_-]{1,64}$/);
      expect(callName(callName(name))).toBe(callName(name));
    }),
  );
  expect(callName("")).toBe("unnamed");
  expect(callName("functions.read_file")).toBe("functions_read_file");
});
