// The schemas of tools that others declare, in the plain form that every host takes.

type Schema = Readonly<Record<string, unknown>>;

/** Keywords that hold one schema, or a list of them. */
const holdsSchema = new Set(["items", "prefixItems", "anyOf", "oneOf", "allOf", "not", "if", "then", "else"]);
/** Keywords that hold schemas by names of the tool's own: one that is called like a keyword is none. */
const holdsNamed = new Set(["properties", "patternProperties", "$defs", "definitions"]);

/**
 * `schema` without `additionalProperties: false` at any depth: it was seen refused, and what a tool forbids is left out of
 * its calls when they are read. The rest stays as it is, in its order.
 */
export function plainSchema(schema: Schema): Schema {
  return Object.fromEntries(
    Object.entries(schema)
      .filter(([name, value]) => name !== "additionalProperties" || value !== false)
      .map(([name, value]) => [
        name,
        holdsNamed.has(name) ? plainNamed(value) : holdsSchema.has(name) ? plain(value) : value,
      ]),
  );
}

function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plain);
  return isSchema(value) ? plainSchema(value) : value;
}

function plainNamed(value: unknown): unknown {
  if (!isSchema(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, schema]) => [name, plain(schema)]));
}

const isSchema = (value: unknown): value is Schema =>
  typeof value === "object" && value !== null && !Array.isArray(value);
