// The parameters that a stranger's tool declares, as they may stand at the beginning of every request.

import { visibleText } from "../../util/plainText.ts";

type Schema = Readonly<Record<string, unknown>>;

/** UTF-16 units of a schema as JSON. */
const largest = 8 * 1024;
const deepest = 16;

/** Of no use to a model, or refused by hosts. At any depth they are keywords or nothing, but for names of parameters. */
const dropped = new Set(["$schema", "$id", "$comment", "strict", "examples", "title"]);
const holdsNamed = new Set(["properties", "patternProperties", "$defs", "definitions"]);

/**
 * `schema` with the words in it made visible, and without what only costs. What is too large is tried without descriptions;
 * `too-large` when that does not help. `additionalProperties` stays: the encoders leave it out, and calls are read by it.
 */
export function foreignSchema(schema: Schema): Schema | "too-large" {
  const whole = cleaned(schema, true);
  if (isSmall(whole)) return whole as Schema;
  const bare = cleaned(schema, false);
  return isSmall(bare) ? (bare as Schema) : "too-large";
}

const isSmall = (value: unknown): boolean => value !== undefined && JSON.stringify(value).length <= largest;

/** Undefined for what is too deep. Cut off at twice the size, so that nobody's schema costs more than its place. */
function cleaned(schema: Schema, withDescriptions: boolean): unknown {
  let left = largest * 2;
  const clean = (value: unknown, depth: number, isNamed: boolean): unknown => {
    if (depth > deepest || left < 0) throw tooLarge;
    if (typeof value === "string") {
      left -= value.length;
      return visibleText(value);
    }
    if (Array.isArray(value)) return value.map((each) => clean(each, depth + 1, false));
    if (typeof value !== "object" || value === null) {
      left -= 4;
      return value;
    }
    return Object.fromEntries(
      Object.entries(value).flatMap(([name, inner]) => {
        if (!isNamed && (dropped.has(name) || (name === "description" && !withDescriptions))) return [];
        left -= name.length;
        // `properties` of a parameter that is called so holds no names.
        return [[visibleText(name), clean(inner, depth + 1, !isNamed && holdsNamed.has(name))]];
      }),
    );
  };
  try {
    return clean(schema, 0, false);
  } catch (error) {
    if (error === tooLarge) return undefined;
    throw error;
  }
}

const tooLarge = Symbol("too large");
