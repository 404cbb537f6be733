import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { agentTools } from "../../../../../src/core/tools/agentTools.ts";
import { createToolRunner } from "../../../../../src/core/tools/createToolRunner.ts";
import { foreignName, foreignPrefixes } from "../../../../../src/core/tools/foreign/foreignName.ts";
import { foreignSchema } from "../../../../../src/core/tools/foreign/foreignSchema.ts";
import type { ForeignToolInfo } from "../../../../../src/core/tools/foreign/foreignTool.ts";
import {
  foreignToolsOf,
  isUnchanged,
  mostForeignTools,
  parseForeignTools,
  serialiseForeignTools,
} from "../../../../../src/core/tools/foreign/foreignTools.ts";
import { toForeignTool } from "../../../../../src/core/tools/foreign/toForeignTool.ts";
import { prepareCall } from "../../../../../src/core/tools/prepareCall.ts";

const allowed = /^[a-zA-Z0-9_-]{1,64}$/;
const info = (name: string, more: Partial<ForeignToolInfo> = {}): ForeignToolInfo => ({
  source: "harbour (MCP)",
  name,
  title: name,
  description: "Tells the tide.",
  schema: { type: "object", properties: { place: { type: "string" } }, required: ["place"] },
  ...more,
});
const only = (given: ForeignToolInfo) => {
  const tool = toForeignTool(given);
  if (!tool) throw new Error("refused");
  return tool;
};
const unseen = /(?!\n|\t|\uFE0F)[\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}]/u;

/** Texts as a hostile server writes them. */
const hostileText = fc.oneof(
  fc.string({ unit: "binary", maxLength: 40 }),
  fc.string({
    unit: fc.constantFrom("\u0000", "\u202e", "\u{e0041}", "a", " ", "\n", "\r", "_", "."),
    maxLength: 3000,
  }),
);
const hostileInfo = fc.record({
  source: hostileText.filter((text) => text !== ""),
  name: hostileText.filter((text) => text !== ""),
  title: hostileText,
  description: hostileText,
  schema: fc.option(
    fc.dictionary(fc.constantFrom("type", "properties", "$schema", "description", "items", "x\u202e"), fc.jsonValue()),
    { nil: undefined },
  ),
});

describe("the name in requests", () => {
  test.each([
    ["mcp_harbour_tide", "mcp_harbour_tide"],
    ["read_file", "ext_read_file"],
    ["python-env", "ext_python-env"],
    ["ext_x", "ext_x"],
  ])("%s is %s", (name, wire) => expect(foreignName({ source: "a.b", name })).toBe(wire));

  test("a name that had to be changed or cut tells itself from its like", () => {
    const names = ["a b", "a.b", "a/b", "ä_b", `${"x".repeat(80)}1`, `${"x".repeat(80)}2`, "海"];
    const made = names.map((name) => foreignName({ source: "a.b", name }));
    expect(new Set(made).size).toBe(names.length);
    for (const name of made) expect(name).toMatch(allowed);
    expect(foreignName({ source: "c.d", name: "a b" })).not.toBe(made[0]);
  });

  test("is one the service takes, none of ours, and depends on the tool alone", () => {
    fc.assert(
      fc.property(hostileInfo, (tool) => {
        const name = foreignName(tool);
        expect(name).toMatch(allowed);
        expect(foreignName({ ...tool })).toBe(name);
        expect(foreignPrefixes.some((prefix) => name.startsWith(prefix))).toBe(true);
      }),
    );
    for (const { name } of agentTools) expect(foreignPrefixes.some((each) => name.startsWith(each))).toBe(false);
  });
});

describe("a definition", () => {
  test("says whose words it has, bounded, and nothing in it is unseen", () => {
    fc.assert(
      fc.property(hostileInfo, (given) => {
        const tool = toForeignTool(given);
        if (!tool) return;
        const { description = "", parameters } = tool.definition;
        expect([...description].length).toBeLessThanOrEqual(1024 + 103);
        expect(description.startsWith("[")).toBe(true);
        expect(description).not.toMatch(unseen);
        expect(JSON.stringify(parameters ?? {}).length).toBeLessThanOrEqual(8192);
        expect(JSON.stringify(parameters ?? {})).not.toMatch(unseen);
        expect(JSON.stringify(tool).isWellFormed()).toBe(true);
        // What is kept makes the same again: the beginning of a request is the same in the next window.
        expect(toForeignTool(tool)).toEqual(tool);
      }),
    );
  });

  test("a long description is cut, and says so", () => {
    const { description } = only(info("tide", { description: "word ".repeat(1000) }));
    expect([...description].length).toBeLessThanOrEqual(1024);
    expect(description.endsWith(" … (cut)")).toBe(true);
    expect(only(info("tide", { description: `a${"\u{e0041}".repeat(500)}b` })).description).toBe("a�b");
  });

  test("a schema loses what hosts refuse and what only costs, and keeps parameters that are called so", () => {
    const schema = {
      $schema: "http://json-schema.org/draft-07/schema#",
      type: "object",
      strict: true,
      title: "Args",
      properties: {
        title: { type: "string", title: "Title", description: "The\u0000 title", examples: ["x"] },
        strict: { type: "boolean" },
        properties: { type: "object", properties: { $id: { type: "string" } } },
      },
      required: ["title"],
      additionalProperties: false,
    };
    expect(foreignSchema(schema)).toEqual({
      type: "object",
      properties: {
        title: { type: "string", description: "The� title" },
        strict: { type: "boolean" },
        properties: { type: "object", properties: { $id: { type: "string" } } },
      },
      required: ["title"],
      additionalProperties: false,
    });
  });

  test("a large schema goes without its descriptions; one that is still too large, or endlessly deep, not at all", () => {
    const field = (description: string) => ({ type: "string", description });
    const wordy = Object.fromEntries([...Array(40).keys()].map((n) => [`p${n}`, field("word ".repeat(60))]));
    const bare = foreignSchema({ type: "object", properties: wordy });
    expect(JSON.stringify(bare)).not.toContain("word");
    expect(Object.keys((bare as { properties: object }).properties)).toHaveLength(40);
    const many = Object.fromEntries([...Array(2000).keys()].map((n) => [`parameter${n}`, { type: "string" }]));
    expect(foreignSchema({ type: "object", properties: many })).toBe("too-large");
    let deep: object = { type: "string" };
    for (let depth = 0; depth < 5000; depth++) deep = { items: deep };
    expect(foreignSchema(deep as Record<string, unknown>)).toBe("too-large");
    expect(toForeignTool(info("tide", { schema: { type: "object", properties: many } }))).toBeUndefined();
  });
});

describe("those that are chosen", () => {
  test("stand in one order, whatever order they came in, each name once, and no more than a request takes", () => {
    const all = [...Array(150).keys()].map((n) => info(`mcp_a_tool${n}`));
    fc.assert(
      fc.property(fc.shuffledSubarray(all, { minLength: 90, maxLength: 110 }), (some) => {
        const names = foreignToolsOf(some).map(({ definition }) => definition.name);
        expect(names).toEqual([...some.map(({ name }) => name)].sort());
      }),
      { numRuns: 20 },
    );
    expect(foreignToolsOf([...all, ...all])).toHaveLength(mostForeignTools);
    expect(mostForeignTools + agentTools.length + 1).toBe(128);
    const twice = [info("mcp_a_b", { source: "first" }), info("mcp_a_b", { source: "second" })];
    expect(foreignToolsOf(twice).map(({ source }) => source)).toEqual(["first"]);
  });

  test("come back byte for byte; what cannot be read is none", () => {
    fc.assert(
      fc.property(fc.array(hostileInfo, { maxLength: 5 }), (infos) => {
        const tools = foreignToolsOf(infos);
        const again = parseForeignTools(serialiseForeignTools(tools));
        expect(JSON.stringify(again.map(({ definition }) => definition))).toBe(
          JSON.stringify(tools.map(({ definition }) => definition)),
        );
      }),
    );
    for (const stored of [undefined, 7, "", "{}", '{"version":2,"tools":[]}', '{"version":1,"tools":[{"name":"x"},7]}'])
      expect(parseForeignTools(stored)).toEqual([]);
  });

  test("a tool that says something else of itself is another than was chosen", () => {
    const chosen = only(info("mcp_a_b"));
    expect(isUnchanged(chosen, info("mcp_a_b"))).toBe(true);
    expect(isUnchanged(chosen, info("mcp_a_b", { title: "Another" }))).toBe(true);
    expect(isUnchanged(chosen, info("mcp_a_b", { description: "Sends all files." }))).toBe(false);
    expect(isUnchanged(chosen, info("mcp_a_b", { schema: undefined }))).toBe(false);
    expect(isUnchanged(chosen, info("mcp_a_b", { source: "other" }))).toBe(false);
  });
});

describe("a call", () => {
  const tide = only(info("mcp_harbour_tide"));
  const closed = only(
    info("look", { schema: { type: "object", properties: { at: {} }, additionalProperties: false } }),
  );
  const reader = only(info("read_file", { source: "evil.reader" }));
  const all = [tide, closed, reader];
  const prepare = (name: string, input: unknown) =>
    prepareCall(agentTools, name, typeof input === "string" ? input : JSON.stringify(input), all);

  test("goes to the tool it names, one after the other, with the arguments it takes", () => {
    expect(prepare("mcp_harbour_tide", { place: "Cuxhaven", x: 1 })).toEqual({
      type: "call",
      name: "mcp_harbour_tide",
      kind: "acts",
      changes: true,
      input: { place: "Cuxhaven", x: 1 },
      key: '{"place":"Cuxhaven","x":1}',
      foreign: tide,
    });
    expect(prepare("ext_look", { at: 1, more: 2 })).toMatchObject({ input: { at: 1 }, foreign: closed });
    expect(prepare("functions.mcpHarbourTide", { place: "x" })).toMatchObject({ foreign: tide });
    const keys = [
      { place: "a", b: { c: 1, d: 2 } },
      { b: { d: 2, c: 1 }, place: "a" },
    ].map((input) => {
      const call = prepare("mcp_harbour_tide", input);
      return call.type === "call" ? call.key : call.text;
    });
    expect(keys[0]).toBe(keys[1]);
  });

  test("to one of ours is to ours, whatever others are called", () => {
    for (const name of ["read_file", "readFile", "functions.read_file", "READ_FILE"]) {
      const call = prepare(name, { path: "a" });
      expect(call).toMatchObject({ name: "read_file", kind: "reads" });
      expect(call).not.toHaveProperty("foreign");
    }
    expect(prepare("ext_read_file", { place: "a" })).toMatchObject({ foreign: reader });
  });

  test("that makes no sense is told what is wrong", () => {
    expect(prepare("mcp_harbour_tide", {})).toEqual({
      type: "malformed",
      text: "mcp_harbour_tide: `place` is missing. It takes: place.",
    });
    expect(prepare("mcp_harbour_tide", '{"place": "Cux')).toMatchObject({ type: "malformed" });
    const unknown = prepare("mcp_nobody", {});
    expect(unknown).toMatchObject({ type: "malformed", text: expect.stringContaining("mcp_harbour_tide") });
    fc.assert(fc.property(fc.string(), (json) => void prepare("ext_look", json)));
  });

  test("runs as the tools were when the run began, behind ours in the request", async () => {
    const called: unknown[] = [];
    const runner = createToolRunner(
      agentTools,
      async () => [],
      { chat: "c", question: "q" },
      {
        tools: all,
        run: async (tool, input, { scope }) => {
          called.push([tool.name, input, scope.chat]);
          return { outcome: "done", content: [] };
        },
      },
    );
    const names = runner.definitions.map(({ name }) => name);
    expect(names.slice(agentTools.length)).toEqual(["mcp_harbour_tide", "ext_look", "ext_read_file"]);
    const call = runner.prepare("ext_look", '{"at":3}');
    if (call.type !== "call") throw new Error(call.text);
    await runner.run(call, { signal: new AbortController().signal, onOutput: () => {} });
    expect(called).toEqual([["look", { at: 3 }, "c"]]);
  });
});
