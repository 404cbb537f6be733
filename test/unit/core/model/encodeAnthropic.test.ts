import { describe, expect, it } from "vitest";
import { encodeAnthropicRequest } from "../../../../src/core/model/anthropic/encodeRequest.ts";
import type { ModelMessage, ModelRequest } from "../../../../src/core/model/languageModel.ts";
import { findModel } from "../../../../src/core/model/modelTable.ts";
import { history } from "./history.ts";
import { request } from "./support.ts";

const encode = (overrides: Partial<ModelRequest> = {}) => {
  const full = request(overrides);
  return encodeAnthropicRequest(full, findModel(full.model)) as unknown as Record<string, unknown> & {
    messages: object[];
  };
};
const text = (value: string) => ({ type: "text", text: value });
const image = { type: "image", source: { type: "base64", media_type: "image/png", data: "iVBOR" } };

describe("encodeAnthropicRequest", () => {
  it("writes a plain request", () => {
    expect(encode({ system: "Be brief." })).toEqual({
      model: "mimo-v2.6-pro",
      system: "Be brief.",
      messages: [{ role: "user", content: [text("Hi")] }],
      max_tokens: 131_072,
      stream: true,
    });
  });

  it("writes every option", () => {
    const body = encode({
      model: "mimo-v2-flash",
      thinking: false,
      temperature: 0.3,
      topP: 0.9,
      stop: ["END"],
      maxOutputTokens: 500_000,
      parallelToolCalls: false,
      tools: [
        {
          name: "read",
          description: "Reads.",
          parameters: { type: "object", properties: { path: {} }, required: ["path"] },
        },
        { name: "list" },
      ],
    });
    expect(body).toEqual({
      model: "mimo-v2-flash",
      messages: [{ role: "user", content: [text("Hi")] }],
      max_tokens: 65_536,
      stream: true,
      thinking: { type: "disabled" },
      temperature: 0.3,
      top_p: 0.9,
      stop_sequences: ["END"],
      tools: [
        {
          name: "read",
          description: "Reads.",
          input_schema: { type: "object", properties: { path: {} }, required: ["path"] },
        },
        { name: "list", input_schema: { type: "object", properties: {} } },
      ],
      tool_choice: { type: "auto", disable_parallel_tool_use: true },
    });
  });

  it("drops sampling while thinking is on, and names the model's own limit", () => {
    expect(encode({ temperature: 0.3, topP: 0.9, thinking: true })).toMatchObject({ thinking: { type: "enabled" } });
    expect(encode({ temperature: 0.3 })).not.toHaveProperty("temperature");
    expect(encode({ model: "mimo-v2.5" }).max_tokens).toBe(32_768);
    expect(encode({ model: "unknown" }).max_tokens).toBe(32_768);
  });

  it("sends arguments that are nested too deep to be written as an object as the text they are", () => {
    const json = `{"a":${"[".repeat(6_000)}${"]".repeat(6_000)}}`;
    const call = { type: "tool-call", id: "c1", name: "read", arguments: json } as const;
    const { messages } = encode({ messages: [{ role: "assistant", content: [call] }] });
    expect(JSON.stringify(messages)).toContain(JSON.stringify({ invalid_json: json }));
  });

  it("replays a history with reasoning, tools and images in results", () => {
    expect(encode({ messages: history }).messages).toEqual([
      { role: "user", content: [text("Compare a.png and b.png")] },
      {
        role: "assistant",
        content: [
          { type: "thinking", thinking: "I must read both.", signature: "sealed" },
          { type: "tool_use", id: "c1", name: "read", input: { path: "a.png" } },
          { type: "tool_use", id: "c2", name: "read", input: { invalid_json: "{broken" } },
        ],
      },
      {
        role: "user",
        content: [
          { type: "tool_result", tool_use_id: "c1", content: [image] },
          { type: "tool_result", tool_use_id: "c2", content: [text("no such file")], is_error: true },
        ],
      },
      {
        role: "assistant",
        content: [
          { type: "thinking", thinking: " " },
          text("Only one exists."),
          { type: "tool_use", id: "c3", name: "list", input: {} },
        ],
      },
      {
        role: "user",
        content: [
          {
            type: "tool_result",
            tool_use_id: "c3",
            content: [text("No result: the call was not run.")],
            is_error: true,
          },
          text("Go on"),
        ],
      },
      { role: "assistant", content: [{ type: "thinking", thinking: "Short." }, text("Done.")] },
    ]);
  });

  it("puts thinking first, wraps inputs that are no object, and leaves empty turns out", () => {
    const messages: ModelMessage[] = [
      { role: "user", content: [{ type: "text", text: "a" }] },
      { role: "assistant", content: [{ type: "text", text: "" }] },
      {
        role: "user",
        content: [
          { type: "text", text: "b" },
          { type: "text", text: "" },
        ],
      },
      {
        role: "assistant",
        content: [
          { type: "text", text: "c" },
          { type: "reasoning", text: "late" },
          { type: "tool-call", id: "x", name: "f", arguments: "[1]" },
        ],
      },
      { role: "tool", content: [{ type: "tool-result", toolCallId: "x", content: [] }] },
    ];
    expect(encode({ messages }).messages).toEqual([
      { role: "user", content: [text("a"), text("b")] },
      {
        role: "assistant",
        content: [
          { type: "thinking", thinking: "late" },
          text("c"),
          { type: "tool_use", id: "x", name: "f", input: { invalid_input: [1] } },
        ],
      },
      { role: "user", content: [{ type: "tool_result", tool_use_id: "x", content: [] }] },
    ]);
  });
});
