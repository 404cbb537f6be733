import { expect, test } from "vitest";
import type { LanguageModel, ModelRequest } from "../../../../src/core/model/languageModel.ts";
import { withStoredMedia } from "../../../../src/core/model/storedMedia.ts";

const hash = "a".repeat(64);
const request: ModelRequest = {
  model: "m",
  messages: [
    {
      role: "user",
      content: [
        { type: "image", source: { type: "stored", hash, mimeType: "image/png", name: "p.png" } },
        { type: "image", source: { type: "url", url: "https://a.b/c.png" } },
        { type: "text", text: "?" },
      ],
    },
    { role: "assistant", content: [{ type: "text", text: "!" }] },
  ],
};

/** What reaches the model behind it. */
async function sent(read: Parameters<typeof withStoredMedia>[1]): Promise<ModelRequest | undefined> {
  let seen: ModelRequest | undefined;
  const model: LanguageModel = {
    async *stream(given) {
      seen = given;
      yield { type: "finish", reason: "stop", rawReason: "stop" };
    },
  };
  for await (const _ of withStoredMedia(model, read).stream(request, new AbortController().signal));
  return seen;
}

test("stored bytes are read; everything else goes as it is", async () => {
  const seen = await sent(async ({ hash: asked }) => (asked === hash ? "AAAA" : undefined));
  const before = request.messages[0];
  expect(seen?.messages[0]?.content).toEqual([
    { type: "image", source: { type: "base64", mimeType: "image/png", data: "AAAA" } },
    ...(before?.content.slice(1) ?? []),
  ]);
  expect(seen?.messages[1]).toBe(request.messages[1]);
});

test("what is gone is named in words", async () => {
  const seen = await sent(async () => undefined);
  expect(seen?.messages[0]?.content[0]).toEqual({ type: "text", text: '[The image "p.png" is no longer stored.]' });
});

test("a stop while it is read sends nothing", async () => {
  const stop = new AbortController();
  const model: LanguageModel = {
    // biome-ignore lint/correctness/useYield: it must not be reached
    async *stream() {
      throw new Error("sent");
    },
  };
  const reading = withStoredMedia(model, async () => {
    stop.abort("stopped");
    return "AAAA";
  }).stream(request, stop.signal);
  await expect(reading[Symbol.asyncIterator]().next()).rejects.toBe("stopped");
});

test("a picture that a tool read goes with its result", async () => {
  const source = { type: "stored", hash, mimeType: "image/png", name: "p.png" } as const;
  const content = [{ type: "text", text: "p.png" } as const, { type: "image", source } as const];
  const asked: ModelRequest = {
    model: "m",
    messages: [{ role: "tool", content: [{ type: "tool-result", toolCallId: "c", content }] }],
  };
  let seen: ModelRequest | undefined;
  const model: LanguageModel = {
    async *stream(given) {
      seen = given;
      yield { type: "finish", reason: "stop", rawReason: "stop" };
    },
  };
  for await (const _ of withStoredMedia(model, async () => "AAAA").stream(asked, new AbortController().signal));
  const read = { type: "base64", mimeType: "image/png", data: "AAAA" };
  expect(seen?.messages).toEqual([
    {
      role: "tool",
      content: [{ type: "tool-result", toolCallId: "c", content: [content[0], { type: "image", source: read }] }],
    },
  ]);
});
