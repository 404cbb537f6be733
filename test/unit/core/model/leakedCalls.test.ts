// Calls written as text: the forms of public threads become calls, everything else stays text, whatever the chunks.

import fc from "fast-check";
import { expect, test } from "vitest";
import type { FunctionTool, ModelRequest } from "../../../../src/core/model/languageModel.ts";
import { withLeakedCalls } from "../../../../src/core/model/leakedCalls.ts";
import type { StreamEvent } from "../../../../src/core/model/streamEvent.ts";
import { collect } from "./support.ts";

const tools: readonly FunctionTool[] = [
  {
    name: "read_file",
    parameters: { type: "object", properties: { path: { type: "string" }, line: { type: "number" } } },
  },
  { name: "bash" },
  {
    name: "note",
    parameters: {
      type: "object",
      properties: {
        text: { type: ["string", "null"] },
        year: { anyOf: [{ type: "string" }, { type: "null" }] },
        count: { type: ["integer", "null"] },
      },
    },
  },
];

const finish: StreamEvent = { type: "finish", reason: "stop", rawReason: "stop" };
const usage: StreamEvent = { type: "usage", usage: { inputTokens: 1, outputTokens: 1 } };

async function run(events: readonly StreamEvent[], offered = tools) {
  const request: ModelRequest = { model: "m", messages: [], tools: offered };
  let ids = 0;
  const model = withLeakedCalls(
    {
      async *stream() {
        yield* events;
      },
    },
    () => `id${ids++}`,
  );
  let text = "";
  const calls: { name: string; arguments: string }[] = [];
  let last: StreamEvent | undefined;
  for await (const event of model.stream(request, new AbortController().signal)) {
    if (event.type === "text-delta") text += event.text;
    if (event.type === "tool-call-start") calls.push({ name: event.name, arguments: "" });
    if (event.type === "tool-call-delta") {
      const call = calls.at(-1);
      if (call) call.arguments += event.arguments;
    }
    last = event;
  }
  return { text, calls, reason: last?.type === "finish" ? last.reason : undefined };
}

const reply = (text: string, ...more: StreamEvent[]) => run([{ type: "text-delta", text }, ...more, usage, finish]);

test.each([
  [
    "MiMo's own form",
    "<tool_call>\n<function=read_file>\n<parameter=path>\nsrc/a.ts\n</parameter>\n<parameter=line>3</parameter>\n</function>\n</tool_call>",
    [{ name: "read_file", arguments: '{"path":"src/a.ts","line":3}' }],
  ],
  [
    "without its wrapper",
    "<function=bash><parameter=command>ls</parameter></function>",
    [{ name: "bash", arguments: '{"command":"ls"}' }],
  ],
  [
    "the Hermes form",
    '<tool_call>\n{"name": "bash", "arguments": {"command": "ls"}}\n</tool_call>',
    [{ name: "bash", arguments: '{"command":"ls"}' }],
  ],
  [
    "the invoke form, twice",
    '<tml:function_calls>\n<invoke name="bash">\n<parameter name="command">ls</parameter>\n</invoke>\n<invoke name="bash">\n<parameter name="command">pwd</parameter>\n</invoke>\n</tml:function_calls>',
    [
      { name: "bash", arguments: '{"command":"ls"}' },
      { name: "bash", arguments: '{"command":"pwd"}' },
    ],
  ],
  [
    "a value that holds tags",
    "<tool_call><function=bash><parameter=command>echo '</parameter>'</parameter></function></tool_call>",
    [{ name: "bash", arguments: '{"command":"echo \'</parameter>\'"}' }],
  ],
])("%s at the end of the text becomes calls", async (_, markup, calls) => {
  expect(await reply(`I will look.\n\n${markup}\n`)).toEqual({ text: "I will look.\n\n", calls, reason: "tool-calls" });
});

test.each([
  ["<function=note><parameter=text>2024</parameter></function>", { text: "2024" }],
  ["<function=note><parameter=text>null</parameter></function>", { text: null }],
  ["<function=note><parameter=year>2024</parameter></function>", { year: "2024" }],
  ["<function=note><parameter=count>2024</parameter></function>", { count: 2024 }],
  [
    "<tool_call><function=note><parameter=text>a <tool_call> b</parameter></function></tool_call>",
    { text: "a <tool_call> b" },
  ],
  [
    "<tool_call><function=note><parameter=text>a <tool_call>b</tool_call> c</parameter></function></tool_call>",
    { text: "a <tool_call>b</tool_call> c" },
  ],
  [
    "<function=note><parameter=text>if <function=x></function> then</parameter></function>",
    { text: "if <function=x></function> then" },
  ],
  [
    '<tool_call>{"name": "note", "arguments": {"text": "a <tool_call>\\"b\\"</tool_call> } c"}}</tool_call>',
    { text: 'a <tool_call>"b"</tool_call> } c' },
  ],
])("%s keeps its value", async (markup, input) => {
  const { text, calls } = await reply(`So: ${markup}`);
  expect(text).toBe("So: ");
  expect(calls.map((call) => [call.name, JSON.parse(call.arguments)])).toEqual([["note", input]]);
});

test("calls one after another in one wrapper, and each in its own", async () => {
  const one = '{"name": "bash", "arguments": {"command": "ls"}}';
  const both = [
    { name: "bash", arguments: '{"command":"ls"}' },
    { name: "bash", arguments: '{"command":"ls"}' },
  ];
  for (const markup of [
    `<tool_call>${one}\n${one}</tool_call>`,
    `<tool_calls><tool_call>${one}</tool_call>\n<tool_call>${one}</tool_call></tool_calls>`,
    `<tool_call>${one}</tool_call>\n<tool_call>${one}</tool_call>`,
  ]) {
    expect((await reply(markup)).calls).toEqual(both);
  }
});

test("a declared string is not read as JSON", async () => {
  const markup = "<function=read_file><parameter=path>123</parameter></function>";
  expect((await reply(markup)).calls).toEqual([{ name: "read_file", arguments: '{"path":"123"}' }]);
});

const quoted = "<function=bash><parameter=command>ls</parameter></function>";
test.each([
  ["in a fence", `\`\`\`xml\n${quoted}\n\`\`\``],
  ["in an unclosed fence", `~~~\n${quoted}`],
  ["in inline code", `like \`${quoted}\``],
  ["in a longer inline code", `like \`\`a\` ${quoted}\`\``],
  ["with text behind it", `It wrote ${quoted} into the text.`],
  ["of a tool that was not offered", "<function=rm><parameter=path>/</parameter></function>"],
  ["that is not closed", "<tool_call><function=bash><parameter=command>ls"],
  ["that cannot be read", "<tool_call>{name: bash}</tool_call>"],
  ["about the markup", "A <tool_call> element holds <function= and a name."],
  ["orphaned", "done</parameter></function>"],
  ["other tags", "if (a<b) <div><b>x</b></div> 1 < 2 <t"],
])("markup %s stays text", async (_, text) => {
  expect(await reply(text)).toEqual({ text, calls: [], reason: "stop" });
});

test("markup that repeats a proper call is dropped, and so are its left-over tags", async () => {
  const call: StreamEvent[] = [
    { type: "tool-call-start", id: "c", name: "bash" },
    { type: "tool-call-delta", id: "c", arguments: "{}" },
  ];
  const calls = [{ name: "bash", arguments: "{}" }];
  const body = "<tool_call><function=bash>const x = 1;\n</parameter></function></tool_call>";
  expect(await reply(`So.${body}`, ...call)).toMatchObject({ text: "So.", calls });
  expect(await reply("So.\n</parameter>\n</function>\n</tool_call>", ...call)).toMatchObject({ text: "So.\n", calls });
});

test("without tools nothing is touched", async () => {
  expect(await run([{ type: "text-delta", text: quoted }, finish], [])).toMatchObject({ text: quoted });
});

test("a reply that breaks off shows all that came", async () => {
  const model = withLeakedCalls(
    {
      async *stream() {
        yield { type: "text-delta", text: "a <tool_call><function=ba" } as const;
        throw new Error("cut");
      },
    },
    () => "id",
  );
  let text = "";
  const read = async () => {
    for await (const event of model.stream({ model: "m", messages: [], tools }, new AbortController().signal)) {
      if (event.type === "text-delta") text += event.text;
    }
  };
  await expect(read()).rejects.toThrow("cut");
  expect(text).toBe("a <tool_call><function=ba");
});

const pieces = fc.array(
  fc.constantFrom(
    ..."`<~ \nax".split(""),
    "```",
    "~~~",
    "\n```\n",
    "<tool_call>",
    "</tool_call>",
    quoted,
    "</function>",
    '<invoke name="bash">',
    "</invoke>",
    "{",
  ),
  { maxLength: 14 },
);

test("the chunks of the text do not matter, and nothing but whole calls is ever lost", async () => {
  await fc.assert(
    fc.asyncProperty(pieces, fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1 }), async (parts, sizes) => {
      const text = parts.join("");
      const chunks: StreamEvent[] = [];
      for (let at = 0, n = 0; at < text.length; n++) {
        const size = sizes[n % sizes.length] ?? 1;
        chunks.push({ type: "text-delta", text: text.slice(at, at + size) });
        at += size;
      }
      const whole = await reply(text);
      expect(await run([...chunks, usage, finish])).toEqual(whole);
      if (whole.calls.length === 0) expect(whole.text).toBe(text);
      else expect(text.startsWith(whole.text)).toBe(true);
    }),
    { numRuns: 500 },
  );
});

test("what was counted of a reply that broke off comes after all that it said", async () => {
  const cut: StreamEvent = { type: "cut-off", usage: { inputTokens: 1, outputTokens: 0, isPartial: true } };
  const model = withLeakedCalls(
    {
      async *stream() {
        yield { type: "text-delta", text: "a <tool" };
        yield cut;
        throw new Error("cut");
      },
    },
    () => "id",
  );
  const { events } = await collect(model.stream({ model: "m", messages: [], tools }, new AbortController().signal));
  expect(events.map(({ type }) => type)).toEqual(["text-delta", "text-delta", "cut-off"]);
});
