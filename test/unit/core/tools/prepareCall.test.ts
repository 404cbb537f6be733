import fc from "fast-check";
import { expect, test } from "vitest";
import { agentTools } from "../../../../src/core/tools/agentTools.ts";
import { toForeignTool } from "../../../../src/core/tools/foreign/toForeignTool.ts";
import { prepareCall } from "../../../../src/core/tools/prepareCall.ts";
import type { ToolDefinition } from "../../../../src/core/tools/tool.ts";

const prepare = (name: string, input: unknown) =>
  prepareCall(agentTools, name, typeof input === "string" ? input : JSON.stringify(input));
const inputOf = (name: string, input: unknown) => {
  const call = prepare(name, input);
  return call.type === "call" ? call.input : call.text;
};

test.each([
  [{ path: "a" }, { path: "a" }],
  [{ file_path: "a" }, { path: "a" }],
  [{ filePath: "a" }, { path: "a" }],
  [
    { path: "a", start_line: "3", end_line: 9 },
    { path: "a", start_line: 3, end_line: 9 },
  ],
  [
    { path: "a", startLine: 3 },
    { path: "a", start_line: 3 },
  ],
  [{ path: "a", start_line: null, extra: 1 }, { path: "a" }],
  ['"{\\"path\\":\\"a\\"}"', { path: "a" }],
  ['```json\n{"path":"a",}\n```', { path: "a" }],
])("read_file %j", (given, input) => {
  expect(inputOf("read_file", given)).toEqual(input);
});

test.each([
  ["edit_file", { file: "a", old_string: "x", new_string: "" }, { path: "a", old_text: "x", new_text: "" }],
  [
    "edit_file",
    { path: "a", search: "x", replace: "y", replace_all: "true" },
    { path: "a", old_text: "x", new_text: "y", replace_all: true },
  ],
  ["run_command", { cmd: "npm test", timeout: "60" }, { command: "npm test", timeout_seconds: 60 }],
  ["search_text", { query: "a", path: "src" }, { query: "a", include: "src" }],
  ["move_file", { source: "a", destination: "b" }, { from: "a", to: "b" }],
  ["find_symbol", { name: "a", kind: "References" }, { name: "a", kind: "references" }],
  ["list_files", "", {}],
  ["ask_user", { question: "?", options: "one" }, { question: "?", options: ["one"] }],
  ["update_todos", { todos: [{ content: "a", status: "done" }] }, { items: [{ text: "a", state: "done" }] }],
  ["functions.readFile", { path: "a" }, { path: "a" }],
] as const)("%s %j", (name, given, input) => {
  expect(inputOf(name, given)).toEqual(input);
});

test.each([
  ["read_file", {}, /`path` is missing.*Expected: \{"path": string, "start_line"\?: number/],
  ["read_file", { pth: "a" }, /you wrote `pth`; the name is `path`/],
  ["read_file", { path: { a: 1 } }, /`path` must be a string/],
  ["read_file", { path: "a", start_line: 0 }, /`start_line` must be a whole number from 1 on/],
  ["read_file", '{"path":"a', /cut off/],
  ["edit_file", { path: "a", old_text: "x" }, /`new_text` is missing/],
  ["find_symbol", { kind: "usages" }, /one of definition, references, outline/],
  ["update_todos", { items: [{ text: "a", state: "later" }] }, /`items` \[0\]: `state` must be one of/],
  ["write_files", { path: "a" }, /There is no tool `write_files`. There are: read_file, /],
  ["", { path: "a" }, /has no name/],
] as const)("%s %j says what is wrong", (name, given, words) => {
  const call = prepare(name, given);
  expect(call.type === "malformed" && call.text).toMatch(words);
});

test("calls that ask for the same have the same key, whatever their form", () => {
  const keys = [
    { path: "a", start_line: 3 },
    { start_line: "3", path: "a" },
    { file: "a", startLine: 3, why: "?" },
  ].map((input) => {
    const call = prepare("read_file", input);
    return call.type === "call" && call.key;
  });
  expect(new Set(keys).size).toBe(1);
});

test("whatever a model writes, it is a call or a word about it", () => {
  const names = fc.oneof(fc.constantFrom(...agentTools.map(({ name }) => name)), fc.string());
  const json = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.json(),
    fc
      .dictionary(
        fc.constantFrom("path", "file", "items", "command", "question", "__proto__", "toString", "kind"),
        fc.jsonValue(),
      )
      .map((value) => JSON.stringify(value)),
  );
  fc.assert(
    fc.property(names, json, (name, text) => {
      const call = prepareCall(agentTools, name, text);
      expect(call.type === "call" ? call.key : call.text).toMatch(/./);
      // Equal calls are equal again: the key of what was read is the key.
      if (call.type === "call") expect(prepareCall(agentTools, call.name, call.key)).toMatchObject({ key: call.key });
    }),
    { numRuns: 2000 },
  );
});

/** A tool of others that takes whatever comes. */
const anything = toForeignTool({
  source: "harbour (MCP)",
  name: "mcp_harbour_tide",
  title: "Tide",
  description: "Tells the tide.",
  schema: { type: "object", properties: { a: {} } },
});
const foreign = anything ? [anything] : [];
const everyName = [...agentTools, ...foreign.map(({ definition }) => definition)].map(({ name }) => name);

/** Values that texts, keys or copies of them were once made from carelessly. */
const nasty: readonly string[] = [
  `${"[".repeat(6_000)}${"]".repeat(6_000)}`,
  `${'{"a":'.repeat(6_000)}1${"}".repeat(6_000)}`,
  '{"toString":1,"valueOf":1}',
  '{"toJSON":1}',
  '{"__proto__":{"__proto__":null},"constructor":{"prototype":1},"hasOwnProperty":1}',
  `[${"{},".repeat(2_000)}{}]`,
  `[${"[1],".repeat(2_000)}[]]`,
  JSON.stringify("[".repeat(5_000)),
  '"\\ud800"',
  "1e999",
];

test("nothing that a model writes as an argument, to our tools or those of others, is an exception", () => {
  const parametersOf = (name: string) => Object.keys(agentTools.find((tool) => tool.name === name)?.fields ?? {});
  for (const name of everyName) {
    for (const value of nasty) {
      for (const json of [value, JSON.stringify(value), `\`\`\`json\n${value}\n\`\`\``]) {
        const call = prepareCall(agentTools, name, json, foreign);
        expect(call.type === "call" ? call.key : call.text).toMatch(/./);
      }
      for (const parameter of ["a", "__proto__", ...parametersOf(name)]) {
        const call = prepareCall(agentTools, name, `{"path":"a","${parameter}":${value}}`, foreign);
        // Nor is what comes after: an approval and the journal have it as JSON.
        if (call.type === "call") expect(JSON.stringify(call.input)).toMatch(/./);
      }
    }
  }
});

test("arguments that are nested too deep are told to be", () => {
  const deep = `{"a":${nasty[0]}}`;
  for (const name of ["mcp_harbour_tide", "read_file"]) {
    const call = prepareCall(agentTools, name, deep, foreign);
    expect(call.type === "malformed" && call.text).toMatch(/nested too deep/);
  }
});

test("a tool that cannot tell of what kind a call is has no exception for the run", () => {
  const [first] = agentTools;
  const broken = {
    ...(first as ToolDefinition),
    kindOf() {
      throw new RangeError("Maximum call stack size exceeded");
    },
  };
  expect(prepareCall([broken], "read_file", '{"path":"a"}')).toMatchObject({ type: "malformed" });
});
