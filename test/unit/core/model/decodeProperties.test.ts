import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decodeAnthropicStream } from "../../../../src/core/model/anthropic/decodeStream.ts";
import { decodeOpenAiStream } from "../../../../src/core/model/openai/decodeStream.ts";
import type { StreamEvent } from "../../../../src/core/model/streamEvent.ts";
import { type Answer, answers, styles, writeAnthropic, writeOpenAi } from "./answer.ts";
import { collect, comparable, pieces } from "./support.ts";

const reasons = {
  stop: "stop",
  length: "length",
  tool_calls: "tool-calls",
  content_filter: "content-filter",
  repetition_truncation: "repetition-truncation",
} as const;

/** What an answer must decode to, whatever wrote it. */
function expected(answer: Answer): StreamEvent[] {
  const events: StreamEvent[] = [];
  for (const piece of answer.pieces) {
    if (piece.type === "call") {
      events.push({ type: "tool-call-start", id: piece.id, name: piece.name });
      for (const args of piece.deltas) events.push({ type: "tool-call-delta", id: piece.id, arguments: args });
    } else {
      const type = piece.type === "text" ? "text-delta" : "reasoning-delta";
      for (const text of piece.deltas) events.push({ type, text });
    }
  }
  const usage = { inputTokens: answer.input, cachedInputTokens: answer.cached, outputTokens: answer.output };
  events.push({ type: "usage", usage });
  events.push({ type: "finish", reason: reasons[answer.finish], rawReason: answer.finish });
  return events;
}

const sizes = fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 1, maxLength: 20 });
const bytesOf = (text: string) => new TextEncoder().encode(text);

describe("any answer, written in any way and cut anywhere", () => {
  it("decodes to itself on the OpenAI wire", async () => {
    await fc.assert(
      fc.asyncProperty(answers, styles, sizes, async (answer, style, cuts) => {
        const { events, error } = await collect(decodeOpenAiStream(pieces(bytesOf(writeOpenAi(answer, style)), cuts)));
        expect(error).toBeUndefined();
        expect(comparable(events)).toEqual(comparable(expected(answer)));
      }),
      { numRuns: 300 },
    );
  });

  it("decodes to itself on the Anthropic wire", async () => {
    await fc.assert(
      fc.asyncProperty(answers, styles, sizes, async (answer, style, cuts) => {
        const text = writeAnthropic(answer, style);
        const { events, error } = await collect(decodeAnthropicStream(pieces(bytesOf(text), cuts)));
        expect(error).toBeUndefined();
        expect(comparable(events)).toEqual(comparable(expected(answer)));
      }),
      { numRuns: 300 },
    );
  });

  it("never throws anything but a ModelError at random bytes", async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), sizes, async (bytes, cuts) => {
        for (const decode of [decodeOpenAiStream, decodeAnthropicStream]) {
          const { error } = await collect(decode(pieces(bytes, cuts)));
          expect((error as Error).name).toBe("ModelError");
        }
      }),
      { numRuns: 200 },
    );
  });

  it("never throws anything but a ModelError at random JSON", async () => {
    const json = fc.oneof(
      fc.jsonValue(),
      fc.record({
        choices: fc.array(fc.record({ delta: fc.jsonValue(), finish_reason: fc.jsonValue() })),
        usage: fc.jsonValue(),
      }),
      fc.record({
        type: fc.constantFrom("message_start", "content_block_start", "content_block_delta", "message_delta", "error"),
        delta: fc.jsonValue(),
        content_block: fc.jsonValue(),
        index: fc.jsonValue(),
        message: fc.jsonValue(),
        usage: fc.jsonValue(),
      }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(json), async (values) => {
        const bytes = bytesOf(values.map((value) => `data: ${JSON.stringify(value)}\n\n`).join(""));
        for (const decode of [decodeOpenAiStream, decodeAnthropicStream]) {
          const { error } = await collect(decode(pieces(bytes, [64])));
          if (error !== undefined) expect((error as Error).name).toBe("ModelError");
        }
      }),
      { numRuns: 500 },
    );
  });
});
