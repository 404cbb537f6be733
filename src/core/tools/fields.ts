// The parameters of a tool, said once: the schema the model is given, and the reading of what it sends, which is lenient
// where only one thing can be meant and says what is wrong everywhere else.

import { parseToolArguments } from "./toolArguments.ts";

interface FieldBase {
  readonly description?: string;
  readonly optional?: boolean;
  /** Read, and in no schema: a result tells the model of it when it is of use. */
  readonly unlisted?: boolean;
  /** Other names that models are known to use. */
  readonly aliases?: readonly string[];
}

/** One parameter. */
export type Field =
  | (FieldBase & { readonly type: "text" })
  | (FieldBase & { readonly type: "texts" })
  /** Whole, 1 or more. */
  | (FieldBase & { readonly type: "count" })
  | (FieldBase & { readonly type: "flag" })
  | (FieldBase & { readonly type: "choice"; readonly choices: readonly string[] })
  /** A list of objects. */
  | (FieldBase & { readonly type: "list"; readonly of: Fields });

/** The parameters of a tool by their names, in the order in which they are written. */
export type Fields = Readonly<Record<string, Field>>;

type ValueOf<F extends Field> = F extends { readonly type: "text" }
  ? string
  : F extends { readonly type: "texts" }
    ? readonly string[]
    : F extends { readonly type: "count" }
      ? number
      : F extends { readonly type: "flag" }
        ? boolean
        : F extends { readonly type: "choice"; readonly choices: readonly (infer C)[] }
          ? C
          : F extends { readonly type: "list"; readonly of: infer O extends Fields }
            ? readonly InputOf<O>[]
            : never;

/** What a tool with these parameters is called with. */
export type InputOf<F extends Fields> = {
  readonly [K in keyof F as F[K] extends { readonly optional: true } ? never : K]: ValueOf<F[K]>;
} & {
  readonly [K in keyof F as F[K] extends { readonly optional: true } ? K : never]?: ValueOf<F[K]>;
};

/**
 * The JSON Schema of `fields`. Plain: `strict`, `additionalProperties` and the like are refused by some hosts (API document).
 */
export function schemaOf(fields: Fields): Readonly<Record<string, unknown>> {
  const required = Object.keys(fields).filter((name) => !fields[name]?.optional);
  const listed = Object.entries(fields).filter(([, field]) => !field.unlisted);
  const properties = Object.fromEntries(listed.map(([name, field]) => [name, propertyOf(field)]));
  return { type: "object", properties, ...(required.length > 0 && { required }) };
}

/** Arguments that were understood, or what is wrong with them, in words for the model. */
export type FieldsRead<F extends Fields> =
  | { readonly ok: true; readonly input: InputOf<F> }
  | { readonly ok: false; readonly problem: string };

/** Reads arguments as the model wrote them. Parameters that nobody declared are ignored. Never throws. */
export function readFields<F extends Fields>(fields: F, json: string): FieldsRead<F> {
  const read = parseToolArguments(json);
  if (!read.ok) {
    const problem = "the arguments are no JSON object, were cut off or are nested too deep";
    return { ok: false, problem: `${problem}. Expected: ${usage(fields)}` };
  }
  const object = readObject(fields, read.input);
  if (typeof object === "string") return { ok: false, problem: `${object}. Expected: ${usage(fields)}` };
  return { ok: true, input: object as InputOf<F> };
}

type Given = Readonly<Record<string, unknown>>;

/** The values, or what is wrong. */
function readObject(fields: Fields, given: Given): Record<string, unknown> | string {
  const input: Record<string, unknown> = {};
  for (const [name, field] of Object.entries(fields)) {
    const value = givenFor(name, field, given, fields);
    // A model that means "none" often writes it out.
    if (value === undefined || value === null || (field.optional && value === "" && field.type !== "text")) {
      if (field.optional) continue;
      return `\`${name}\` is missing${nearest(name, given, fields)}`;
    }
    const read = readValue(field, value);
    if (read.ok) input[name] = read.value;
    else return `\`${name}\` ${read.problem}`;
  }
  return input;
}

function givenFor(name: string, field: Field, given: Given, fields: Fields): unknown {
  for (const known of [name, ...(field.aliases ?? [])]) {
    // An alias may be the name of another parameter: then it is that one.
    if (known !== name && Object.hasOwn(fields, known)) continue;
    for (const form of [known, camelCase(known)]) if (Object.hasOwn(given, form)) return given[form];
  }
  return undefined;
}

type Read = { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly problem: string };

const is = (value: unknown): Read => ({ ok: true, value });
const isNot = (problem: string): Read => ({ ok: false, problem });

function readValue(field: Field, value: unknown): Read {
  switch (field.type) {
    case "text":
      if (typeof value === "string") return is(value);
      return typeof value === "number" || typeof value === "boolean" ? is(String(value)) : isNot("must be a string");
    case "texts":
      if (typeof value === "string") return is([value]);
      return Array.isArray(value) && value.every((item) => typeof item === "string")
        ? is(value)
        : isNot("must be a list of strings");
    case "count": {
      const number = typeof value === "string" && /^\s*\d{1,9}\s*$/.test(value) ? Number(value) : value;
      return Number.isSafeInteger(number) && (number as number) >= 1
        ? is(number)
        : isNot("must be a whole number from 1 on");
    }
    case "flag":
      if (typeof value === "boolean") return is(value);
      if (/^(?:true|yes|1)$/i.test(wordOf(value))) return is(true);
      return /^(?:false|no|0)$/i.test(wordOf(value)) ? is(false) : isNot("must be true or false");
    case "choice": {
      const choice = field.choices.find((one) => one === wordOf(value).trim().toLowerCase());
      return choice === undefined ? isNot(`must be one of ${field.choices.join(", ")}`) : is(choice);
    }
    case "list": {
      if (!Array.isArray(value)) return isNot("must be a list of objects");
      const items: unknown[] = [];
      for (const [index, item] of value.entries()) {
        if (typeof item !== "object" || item === null || Array.isArray(item))
          return isNot(`[${index}] must be an object`);
        const read = readObject(field.of, item as Given);
        if (typeof read === "string") return isNot(`[${index}]: ${read}`);
        items.push(read);
      }
      return is(items);
    }
  }
}

/** A text or number as a text. An object is none, and not asked: its `toString` would be the model's. */
const wordOf = (value: unknown) => (typeof value === "string" || typeof value === "number" ? String(value) : "");

/** " (you wrote `pth`)": what was given under no known name. */
function nearest(name: string, given: Given, fields: Fields): string {
  const known = new Set(Object.entries(fields).flatMap(([field, { aliases = [] }]) => [field, ...aliases]));
  const unknown = Object.keys(given).filter((key) => !known.has(key));
  return unknown.length === 0
    ? ""
    : ` (you wrote ${unknown
        .slice(0, 3)
        .map((key) => `\`${key.slice(0, 40)}\``)
        .join(", ")}; the name is \`${name}\`)`;
}

/** `{"path": string, "start_line"?: number}` */
function usage(fields: Fields): string {
  const listed = Object.entries(fields).filter(([, { unlisted }]) => !unlisted);
  const parts = listed.map(([name, field]) => `"${name}"${field.optional ? "?" : ""}: ${kindOf(field)}`);
  return `{${parts.join(", ")}}`;
}

function kindOf(field: Field): string {
  switch (field.type) {
    case "text":
      return "string";
    case "texts":
      return "string[]";
    case "count":
      return "number";
    case "flag":
      return "boolean";
    case "choice":
      return field.choices.map((choice) => JSON.stringify(choice)).join(" | ");
    case "list":
      return `${usage(field.of)}[]`;
  }
}

function propertyOf(field: Field): object {
  const { description } = field;
  const described = description === undefined ? {} : { description };
  switch (field.type) {
    case "text":
      return { type: "string", ...described };
    case "texts":
      return { type: "array", items: { type: "string" }, ...described };
    case "count":
      return { type: "integer", ...described };
    case "flag":
      return { type: "boolean", ...described };
    case "choice":
      return { type: "string", enum: field.choices, ...described };
    case "list":
      return { type: "array", items: schemaOf(field.of), ...described };
  }
}

const camelCase = (name: string) => name.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
