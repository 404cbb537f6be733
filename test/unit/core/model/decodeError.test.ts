import { describe, expect, it } from "vitest";
import { decodeErrorPayload, decodeErrorResponse } from "../../../../src/core/model/decodeError.ts";

const respond = (status: number, body: unknown, headers: Record<string, string> = {}, context = {}) =>
  decodeErrorResponse(
    { status, headers: new Headers(headers), body: typeof body === "string" ? body : JSON.stringify(body) },
    { model: "mimo-v2.5-pro", now: Date.UTC(2026, 0, 1), ...context },
  );
const openai = (message: string, more: object = {}) => ({
  error: { code: "400", message, type: "invalid_request_error", ...more },
});
const anthropic = (type: string, message: string) => ({ type: "error", error: { type, message } });

describe("decodeErrorResponse", () => {
  // API document, section Errors; each status in both protocols' forms.
  it.each([
    [400, "invalid-request"],
    [401, "unauthorized"],
    [402, "insufficient-balance"],
    [403, "forbidden"],
    [404, "unsupported-model"],
    [408, "timeout"],
    [409, "web-search-quota"],
    [413, "context-too-long"],
    [421, "content-filtered"],
    [422, "invalid-request"],
    [429, "rate-limited"],
    [500, "server"],
    [502, "server"],
    [503, "server"],
    [504, "timeout"],
  ])("reads %i as %s", (status, reason) => {
    for (const body of [
      openai("Something", { code: String(status) }),
      openai("Something", { code: status }),
      anthropic("api_error", "Something"),
      `data:${JSON.stringify(openai("Something"))}`,
      `data: ${JSON.stringify(openai("Something"))}\n\n`,
    ]) {
      expect(respond(status, body)).toMatchObject({ name: "ModelError", reason, status, message: "Something" });
    }
  });

  it.each([
    ["421", "content-filtered"],
    ["441", "content-filtered"],
    [441, "content-filtered"],
  ])("reads code %s under 400 as moderation", (code, reason) => {
    expect(respond(400, openai("Blocked", { code }))).toMatchObject({ reason, status: 400 });
  });

  it.each([
    ["webSearchEnabled is false", "web-search-inactive"],
    ["The request was blocked by content moderation", "content-filtered"],
    ["Unsupported model mimo-v9", "unsupported-model"],
    ["This model's maximum context length is 1048576 tokens. However, you requested 1200000", "context-too-long"],
    ["prompt is too long: 1100000 tokens > 1048576 maximum", "context-too-long"],
    ["Input length exceeds the model's maximum context length", "context-too-long"],
    ["mimo-v2.5-pro does not support image input", "unsupported-input"],
    ["temperature must be at most 1.5", "invalid-request"],
    ["max_completion_tokens is too large", "invalid-request"],
    ["max_completion_tokens exceeds the maximum of 131072 tokens", "invalid-request"],
    [
      "'max_tokens' or 'max_completion_tokens' is too large: 200000. This model's maximum context length is 131072 tokens and your request has 50 input tokens",
      "invalid-request",
    ],
    ["Input tokens exceed the limit: 1100000 tokens exceeds the maximum of 1048576 tokens", "context-too-long"],
    ["voice 'Nobody' is not supported for audio output", "invalid-request"],
    ["audio.voice: unsupported value mimo_default", "invalid-request"],
    ["Unsupported image format: image/tiff. Supported formats: jpeg, png", "invalid-request"],
    ["audio format ogg is not supported", "invalid-request"],
    ["The image file is not supported, it is too large", "invalid-request"],
    ["mimo-v2.6-pro does not support audio input", "unsupported-input"],
    ["No endpoints found that support image input", "unsupported-input"],
    ["Invalid content type. image_url is only supported by certain models.", "unsupported-input"],
  ])("reads the sentence '%s' under 400, in message or param", (sentence, reason) => {
    expect(respond(400, openai(sentence)).reason).toBe(reason);
    expect(respond(400, openai("Param Incorrect", { param: sentence })).reason).toBe(reason);
    expect(respond(400, anthropic("invalid_request_error", sentence)).reason).toBe(reason);
  });

  it("offers the successor of a model that is gone", () => {
    expect(respond(400, openai("Unsupported model mimo-v2.5-pro")).successor).toBe("mimo-v2.6-pro");
    expect(respond(404, openai("no such model"), {}, { model: "mimo-v2.5" }).successor).toBe("mimo-v2.6-flash");
    expect(respond(404, openai("no such model"), {}, { model: "mimo-v2.6-pro" }).successor).toBeUndefined();
  });

  it("offers models that take the input a model refuses", () => {
    const sentence = "The requested endpoint or model does not support image input capability";
    const error = respond(404, openai(sentence));
    expect(error.reason).toBe("unsupported-input");
    expect(error.unsupported).toEqual({
      what: "image",
      models: ["mimo-v2.6-pro", "mimo-v2.6-flash", "mimo-v2.6-pro-ultraspeed"],
    });
    expect(respond(404, openai(sentence), {}, { images: false }).reason).toBe("unsupported-model");
    expect(respond(400, openai("unknown variant `input_audio`")).unsupported?.what).toBe("audio");
  });

  it("shows the param when it says more than the message", () => {
    const said = "The reasoning_content in the thinking mode must be passed back to the API.";
    expect(respond(400, openai("Param Incorrect", { param: said }))).toMatchObject({
      message: `Param Incorrect: ${said}`,
      param: said,
    });
    expect(respond(400, openai("Bad value", { param: "top_p" }))).toMatchObject({
      message: "Bad value",
      param: "top_p",
    });
  });

  it("reads Retry-After in seconds and as a date", () => {
    expect(respond(429, openai("x"), { "retry-after": "7" }).retryAfterMs).toBe(7000);
    expect(respond(503, "", { "retry-after": "0.5" }).retryAfterMs).toBe(500);
    expect(respond(429, openai("x"), { "retry-after": "Thu, 01 Jan 2026 00:00:20 GMT" }).retryAfterMs).toBe(20_000);
    expect(respond(429, openai("x"), { "retry-after": "Wed, 31 Dec 2025 00:00:00 GMT" }).retryAfterMs).toBe(0);
    expect(respond(429, openai("x"), { "retry-after": "soon" }).retryAfterMs).toBeUndefined();
    expect(respond(429, openai("x")).retryAfterMs).toBeUndefined();
  });

  it("reads what is not the service's: pages, empty bodies, redirects", () => {
    expect(respond(502, "<html><head><title>502 Bad Gateway</title></head>…")).toMatchObject({
      reason: "server",
      message: "HTTP 502: 502 Bad Gateway",
    });
    expect(respond(500, "")).toMatchObject({ reason: "server", message: "HTTP 500: no explanation was given." });
    expect(respond(404, "<html>nginx</html>").reason).toBe("malformed-response");
    expect(respond(407, "Proxy Authentication Required").reason).toBe("network");
    expect(respond(307, "", { location: "https://evil.example/v1" })).toMatchObject({
      reason: "invalid-request",
      message: expect.stringContaining("https://evil.example"),
    });
    expect(respond(500, "x".repeat(100_000)).message.length).toBeLessThan(400);
    expect(respond(400, openai("y".repeat(100_000))).message.length).toBeLessThan(1200);
  });
});

describe("decodeErrorPayload inside a stream", () => {
  it.each([
    [{ error: { code: "503", message: "x" } }, "server", 503],
    [{ error: { type: "authentication_error", message: "x" } }, "unauthorized", 401],
    [{ error: { code: "insufficient_quota", message: "x" } }, "insufficient-balance", 402],
    [{ message: "x", code: 429 }, "rate-limited", 429],
    [{ error: {} }, "server", undefined],
    [null, "server", undefined],
    ["x", "server", undefined],
  ])("reads %j as %s", (payload, reason, status) => {
    expect(decodeErrorPayload(payload)).toMatchObject({ reason, status });
  });
});
