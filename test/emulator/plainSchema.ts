// Tool definitions that the service was reported to refuse: `strict`, and schemas that forbid further properties.
import { paramError } from "./apiError.ts";
import { isObject, type JsonObject } from "./json.ts";

/** Keywords that hold one schema, or a list of them. */
const holdsSchema = [
  "items",
  "prefixItems",
  "anyOf",
  "oneOf",
  "allOf",
  "not",
  "if",
  "then",
  "else",
  "additionalProperties",
];
/** Keywords that hold schemas by names of the tool's own. */
const holdsNamed = ["properties", "patternProperties", "$defs", "definitions"];

/** Refuses `additionalProperties: false` at any depth of a JSON Schema; a property that is only called so passes. */
export function checkSchema(schema: unknown, where: string): void {
  if (Array.isArray(schema)) for (const [index, each] of schema.entries()) checkSchema(each, `${where}[${index}]`);
  if (!isObject(schema)) return;
  if (schema.additionalProperties === false) throw paramError(`${where}.additionalProperties is not supported`);
  for (const name of holdsSchema) checkSchema(schema[name], `${where}.${name}`);
  for (const name of holdsNamed)
    for (const [key, each] of Object.entries(isObject(schema[name]) ? schema[name] : {}))
      checkSchema(each, `${where}.${name}.${key}`);
}

/** Refuses `strict`, whatever it says. */
export function checkNotStrict(definition: JsonObject, where: string): void {
  if ("strict" in definition) throw paramError(`${where}.strict is not supported`);
}
