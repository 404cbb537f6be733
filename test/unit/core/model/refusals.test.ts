import { describe, expect, it } from "vitest";
import { encodeAnthropicRequest } from "../../../../src/core/model/anthropic/encodeRequest.ts";
import type { ModelRequest, UserPart } from "../../../../src/core/model/languageModel.ts";
import { ModelError } from "../../../../src/core/model/modelError.ts";
import { findModel } from "../../../../src/core/model/modelTable.ts";
import { encodeOpenAiRequest } from "../../../../src/core/model/openai/encodeRequest.ts";
import { pixel } from "./history.ts";
import { request } from "./support.ts";

const encoders = { openai: encodeOpenAiRequest, anthropic: encodeAnthropicRequest };

function refusal(protocol: keyof typeof encoders, overrides: Partial<ModelRequest>): ModelError {
  const full = request(overrides);
  try {
    encoders[protocol](full, findModel(full.model));
  } catch (error) {
    if (ModelError.is(error)) return error;
    throw error;
  }
  throw new Error("was not refused");
}

const says = (...content: UserPart[]): Partial<ModelRequest> => ({ messages: [{ role: "user", content }] });
const sound: UserPart = { type: "audio", source: { type: "base64", mimeType: "audio/wav", data: "UklG" } };
const film: UserPart = { type: "video", source: { type: "url", url: "https://a.example/v.mp4" } };
const picture: UserPart = { type: "image", source: pixel };
const both = ["openai", "anthropic"] as const;

describe("what a model cannot take", () => {
  it.each(both)("images, over %s", (protocol) => {
    const error = refusal(protocol, { ...says(picture), model: "mimo-v2.5-pro" });
    expect(error.reason).toBe("unsupported-input");
    expect(error.message).toBe("mimo-v2.5-pro takes no image input.");
    expect(error.unsupported).toEqual({
      what: "image",
      models: ["mimo-v2.6-pro", "mimo-v2.6-flash", "mimo-v2.6-pro-ultraspeed"],
    });
  });

  it("images in tool results", () => {
    const messages: ModelRequest["messages"] = [
      {
        role: "tool",
        content: [{ type: "tool-result", toolCallId: "x", content: [{ type: "image", source: pixel }] }],
      },
    ];
    expect(refusal("anthropic", { messages, model: "mimo-v2-pro" }).unsupported?.what).toBe("image");
  });

  it("audio and video", () => {
    const model = "mimo-v2.6-pro-ultraspeed";
    expect(refusal("openai", { ...says(sound), model }).unsupported).toEqual({
      what: "audio",
      models: ["mimo-v2.6-flash"],
    });
    expect(refusal("openai", { ...says(film), model }).unsupported).toEqual({
      what: "video",
      models: ["mimo-v2.6-flash"],
    });
  });

  it("a conversation with a speech model, and speech from a chat model", () => {
    expect(refusal("openai", { model: "mimo-v2.5-tts" }).unsupported).toEqual({
      what: "speech",
      models: ["mimo-v2.6-pro"],
    });
    expect(refusal("openai", { audio: { format: "wav" } }).unsupported).toMatchObject({
      what: "speech",
      models: expect.arrayContaining(["mimo-v2.5-tts"]),
    });
  });

  it("tools, search, JSON and thinking with a speech model", () => {
    const speech: Partial<ModelRequest> = { model: "mimo-v2.5-tts", audio: { format: "wav" } };
    expect(refusal("openai", { ...speech, tools: [{ name: "f" }] }).unsupported?.what).toBe("tools");
    expect(refusal("openai", { ...speech, webSearch: { force: false } }).unsupported?.what).toBe("web-search");
    expect(refusal("openai", { ...speech, responseFormat: "json_object" }).unsupported?.what).toBe("json-object");
    expect(refusal("openai", { ...speech, thinking: true }).unsupported?.what).toBe("thinking");
  });

  it("formats and sizes the service does not read", () => {
    const svg: UserPart = { type: "image", source: { type: "base64", mimeType: "image/svg+xml", data: "x" } };
    expect(refusal("openai", says(svg)).message).toContain("image/svg+xml");
    const long: UserPart = {
      type: "audio",
      source: { type: "base64", mimeType: "audio/wav", data: "x".repeat(52_428_801) },
    };
    expect(refusal("openai", { ...says(long), model: "mimo-v2.6-flash" }).message).toContain("50 MB");
  });
});

describe("what the Anthropic protocol cannot carry", () => {
  it.each([
    ["audio", { ...says(sound), model: "mimo-v2.6-flash" }, ["mimo-v2.6-flash"]],
    ["video", says(film), ["mimo-v2.6-pro", "mimo-v2.6-flash"]],
    ["web-search", { webSearch: { force: false } }, expect.arrayContaining(["mimo-v2.6-pro"])],
    ["json-object", { responseFormat: "json_object" }, expect.arrayContaining(["mimo-v2.6-pro"])],
    ["speech", { model: "mimo-v2.5-tts", audio: { format: "wav" } }, expect.arrayContaining(["mimo-v2.5-tts"])],
    ["parameter", { frequencyPenalty: 1 }, expect.anything()],
    ["parameter", { presencePenalty: 1 }, expect.anything()],
  ] as [string, Partial<ModelRequest>, unknown][])("%s", (what, overrides, models) => {
    const error = refusal("anthropic", overrides);
    expect(error.reason).toBe("unsupported-input");
    expect(error.unsupported).toEqual({ what, models, protocol: "openai" });
    expect(error.message).toMatch(/^The Anthropic protocol cannot carry /);
  });
});

describe("values outside their range", () => {
  it.each([
    ["temperature", { temperature: 1.6, thinking: false }],
    ["temperature", { temperature: Number.NaN, thinking: false }],
    ["topP", { topP: 0, thinking: false }],
    ["maxOutputTokens", { maxOutputTokens: 0 }],
    ["maxOutputTokens", { maxOutputTokens: 1.5 }],
    ["stop", { stop: ["1", "2", "3", "4", "5"] }],
    ["frequencyPenalty", { frequencyPenalty: 2.1 }],
    ["webSearch.limit", { webSearch: { force: false, limit: 51 } }],
    ["fps", { ...says({ ...film, fps: 11 } as UserPart), model: "mimo-v2.6-flash" }],
    ["tools.a b", { tools: [{ name: "a b" }] }],
  ] as [string, Partial<ModelRequest>][])("%s", (param, overrides) => {
    expect(refusal("openai", overrides)).toMatchObject({
      reason: "unsupported-input",
      param,
      unsupported: { what: "parameter" },
    });
  });
});

describe("what nobody knows", () => {
  it("is left to the service: unknown models, and inputs of which sources disagree", () => {
    expect(() =>
      encodeOpenAiRequest(request({ ...says(sound, film, picture), model: "mimo-v9" }), undefined),
    ).not.toThrow();
    expect(() => encodeOpenAiRequest(request(says(sound)), findModel("mimo-v2.6-pro"))).not.toThrow();
  });
});
