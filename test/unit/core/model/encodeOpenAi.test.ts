import { describe, expect, it } from "vitest";
import type { ModelMessage, ModelRequest } from "../../../../src/core/model/languageModel.ts";
import { findModel, unlistedModel } from "../../../../src/core/model/modelTable.ts";
import { encodeOpenAiRequest } from "../../../../src/core/model/openai/encodeRequest.ts";
import { history, pixel } from "./history.ts";
import { request } from "./support.ts";

const encode = (overrides: Partial<ModelRequest> = {}) => {
  const full = request(overrides);
  return encodeOpenAiRequest(full, findModel(full.model)) as unknown as Record<string, unknown> & {
    messages: object[];
  };
};
const user = { role: "user", content: "Hi" };

describe("encodeOpenAiRequest", () => {
  it("writes a plain request", () => {
    expect(encode({ system: "Be brief." })).toEqual({
      model: "mimo-v2.6-pro",
      messages: [{ role: "system", content: "Be brief." }, user],
      stream: true,
      stream_options: { include_usage: true },
    });
  });

  it("writes every option", () => {
    const body = encode({
      thinking: false,
      temperature: 0.3,
      topP: 0.9,
      frequencyPenalty: -2,
      presencePenalty: 2,
      stop: ["END"],
      maxOutputTokens: 500,
      responseFormat: "json_object",
      parallelToolCalls: false,
      tools: [
        {
          name: "read",
          description: "Reads.",
          parameters: { type: "object", properties: { path: { type: "string" } } },
        },
        { name: "list" },
      ],
      webSearch: { force: true, maxKeywords: 3, limit: 5, userLocation: { country: "China", city: "Wuhan" } },
    });
    expect(body).toEqual({
      model: "mimo-v2.6-pro",
      messages: [user],
      stream: true,
      stream_options: { include_usage: true },
      thinking: { type: "disabled" },
      temperature: 0.3,
      top_p: 0.9,
      frequency_penalty: -2,
      presence_penalty: 2,
      stop: ["END"],
      max_completion_tokens: 500,
      response_format: { type: "json_object" },
      tools: [
        {
          type: "function",
          function: {
            name: "read",
            description: "Reads.",
            parameters: { type: "object", properties: { path: { type: "string" } } },
          },
        },
        { type: "function", function: { name: "list" } },
        {
          type: "web_search",
          force_search: true,
          max_keyword: 3,
          limit: 5,
          user_location: { type: "approximate", country: "China", city: "Wuhan" },
        },
      ],
    });
  });

  it("drops sampling while thinking is on, by request or by the model's default", () => {
    const sampling = { temperature: 0.3, topP: 0.9 };
    expect(encode({ ...sampling, thinking: true })).not.toHaveProperty("temperature");
    expect(encode(sampling)).not.toHaveProperty("top_p");
    expect(encode({ ...sampling, model: "mimo-v2-flash" })).toMatchObject({ temperature: 0.3, top_p: 0.9 });
    expect(encode({ ...sampling, model: "unknown" })).toMatchObject({ temperature: 0.3 });
    expect(encode({ ...sampling, model: "unknown", thinking: true })).not.toHaveProperty("temperature");
  });

  it("asks for no more than the model can write", () => {
    expect(encode({ maxOutputTokens: 10_000_000 }).max_completion_tokens).toBe(131_072);
    expect(encode({ maxOutputTokens: 100_000, model: "mimo-v2-flash" }).max_completion_tokens).toBe(65_536);
    expect(encode({ maxOutputTokens: 10_000_000, model: "unknown" }).max_completion_tokens).toBe(10_000_000);
    const unlisted = encodeOpenAiRequest(
      request({ model: "mimo-v3", maxOutputTokens: 500_000 }),
      unlistedModel("mimo-v3"),
    );
    expect(unlisted.max_completion_tokens).toBe(500_000);
  });

  it("writes every kind of input", () => {
    const content: ModelMessage = {
      role: "user",
      content: [
        { type: "text", text: "Look" },
        { type: "image", source: pixel },
        { type: "image", source: { type: "url", url: "https://a.example/b.png" } },
        { type: "audio", source: { type: "base64", mimeType: "audio/wav", data: "UklG" } },
        { type: "video", source: { type: "url", url: "https://a.example/v.mp4" }, fps: 0.5, mediaResolution: "max" },
      ],
    };
    expect(encode({ model: "mimo-v2.6-flash", messages: [content] }).messages).toEqual([
      {
        role: "user",
        content: [
          { type: "text", text: "Look" },
          { type: "image_url", image_url: { url: "data:image/png;base64,iVBOR" } },
          { type: "image_url", image_url: { url: "https://a.example/b.png" } },
          { type: "input_audio", input_audio: { data: "data:audio/wav;base64,UklG" } },
          { type: "video_url", video_url: { url: "https://a.example/v.mp4" }, fps: 0.5, media_resolution: "max" },
        ],
      },
    ]);
  });

  it("replays a history with reasoning, tools and images in results", () => {
    expect(encode({ messages: history }).messages).toEqual([
      { role: "user", content: "Compare a.png and b.png" },
      {
        role: "assistant",
        content: "",
        reasoning_content: "I must read both.",
        tool_calls: [
          { id: "c1", type: "function", function: { name: "read", arguments: '{"path":"a.png"}' } },
          { id: "c2", type: "function", function: { name: "read", arguments: "{broken" } },
        ],
      },
      { role: "tool", tool_call_id: "c1", content: "[an image, see the next message]" },
      { role: "tool", tool_call_id: "c2", content: "Error: no such file" },
      {
        role: "user",
        content: [
          { type: "text", text: "Result of tool call c1:" },
          { type: "image_url", image_url: { url: "data:image/png;base64,iVBOR" } },
        ],
      },
      {
        role: "assistant",
        content: "Only one exists.",
        reasoning_content: " ",
        tool_calls: [{ id: "c3", type: "function", function: { name: "list", arguments: "" } }],
      },
      { role: "tool", tool_call_id: "c3", content: "Error: No result: the call was not run." },
      { role: "user", content: "Go on" },
      { role: "assistant", content: "Done.", reasoning_content: "Short." },
    ]);
  });

  it("adds no placeholder for reasoning where thinking is off", () => {
    const off = encode({ messages: history, thinking: false }).messages;
    expect(off[5]).not.toHaveProperty("reasoning_content");
    expect(off[1]).toHaveProperty("reasoning_content", "I must read both.");
    expect(encode({ messages: history, model: "unknown" }).messages[5]).toHaveProperty("reasoning_content", " ");
  });

  it("keeps texts apart that something stood between", () => {
    const content = [
      { type: "reasoning", text: "First" },
      { type: "text", text: "I lo" },
      { type: "text", text: "ok." },
      { type: "reasoning", text: "then" },
      { type: "text", text: "Found." },
    ] as const;
    expect(encode({ messages: [{ role: "assistant", content }] }).messages).toEqual([
      { role: "assistant", content: "I look.\n\nFound.", reasoning_content: "First\n\nthen" },
    ]);
  });

  it("never writes null content, and leaves an empty turn out", () => {
    const messages: ModelMessage[] = [
      { role: "user", content: [] },
      { role: "assistant", content: [] },
      { role: "assistant", content: [{ type: "reasoning", text: "Hm" }] },
    ];
    expect(encode({ messages }).messages).toEqual([
      { role: "user", content: "" },
      { role: "assistant", content: "", reasoning_content: "Hm" },
    ]);
  });

  it("asks a speech model for sound, streamed where it can", () => {
    const messages: ModelMessage[] = [
      { role: "user", content: [{ type: "text", text: "Warm" }] },
      { role: "assistant", content: [{ type: "text", text: "(gentle)Hello" }] },
    ];
    const speak = (model: string, format: "wav" | "pcm16") =>
      encode({ model, messages, audio: { format, voice: "Mia" } });
    expect(speak("mimo-v2.5-tts", "pcm16")).toEqual({
      model: "mimo-v2.5-tts",
      messages: [
        { role: "user", content: "Warm" },
        { role: "assistant", content: "(gentle)Hello" },
      ],
      stream: true,
      stream_options: { include_usage: true },
      audio: { format: "pcm16", voice: "Mia" },
    });
    expect(speak("mimo-v2.5-tts", "wav")).toMatchObject({ stream: false });
    expect(speak("mimo-v2.5-tts", "wav")).not.toHaveProperty("stream_options");
    expect(speak("mimo-v2.5-tts-voiceclone", "pcm16")).toMatchObject({ stream: false });
    const design = encode({
      model: "mimo-v2.5-tts-voicedesign",
      messages,
      audio: { format: "mp3", optimizeTextPreview: true },
    });
    expect(design.audio).toEqual({ format: "mp3", optimize_text_preview: true });
  });
});
