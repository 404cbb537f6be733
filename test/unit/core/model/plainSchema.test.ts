import { expect, test } from "vitest";
import { plainSchema } from "../../../../src/core/model/plainSchema.ts";

const closed = { type: "object", properties: { a: { type: "string" } }, additionalProperties: false };
const open = { type: "object", properties: { a: { type: "string" } } };

test("additionalProperties: false is left out wherever a schema stands", () => {
  expect(plainSchema(closed)).toEqual(open);
  expect(plainSchema({ ...open, properties: { list: { items: closed }, one: { anyOf: [closed, open] } } })).toEqual({
    ...open,
    properties: { list: { items: open }, one: { anyOf: [open, open] } },
  });
  expect(plainSchema({ $defs: { x: closed }, $ref: "#/$defs/x" })).toEqual({ $defs: { x: open }, $ref: "#/$defs/x" });
});

test("properties of that name, other values of it, and values that are no schemas stay, in their order", () => {
  const kept = {
    type: "object",
    properties: { additionalProperties: false, properties: closed.properties, strict: { enum: [false] } },
    additionalProperties: { type: "string" },
    default: { additionalProperties: false },
    required: ["additionalProperties"],
  };
  expect(JSON.stringify(plainSchema(kept))).toBe(JSON.stringify(kept));
});
