import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { decodeAnthropicStream } from "../../../../src/core/model/anthropic/decodeStream.ts";
import { ModelError } from "../../../../src/core/model/modelError.ts";
import { decodeOpenAiStream } from "../../../../src/core/model/openai/decodeStream.ts";
import { collect, comparable, pieces, whole } from "./support.ts";

const names = ["text", "reasoning", "toolCalls", "unicode", "length"];
const wires = { openai: decodeOpenAiStream, anthropic: decodeAnthropicStream };
const record = (name: string, wire: keyof typeof wires) =>
  new Uint8Array(readFileSync(new URL(`recordings/${name}.${wire}.sse`, import.meta.url)));

describe.each(names)("the recorded answer '%s'", (name) => {
  it("gives the same events on both wires", async () => {
    const openai = await collect(decodeOpenAiStream(whole(record(name, "openai"))));
    const anthropic = await collect(decodeAnthropicStream(whole(record(name, "anthropic"))));
    expect(openai.error).toBeUndefined();
    expect(anthropic.error).toBeUndefined();
    expect(openai.events.length).toBeGreaterThan(3);
    expect(comparable(anthropic.events)).toEqual(comparable(openai.events));
  });

  it("matches the golden events", async () => {
    const { events } = await collect(decodeOpenAiStream(whole(record(name, "openai"))));
    await expect(`${events.map((event) => JSON.stringify(event)).join("\n")}\n`).toMatchFileSnapshot(
      `recordings/${name}.events.txt`,
    );
  });

  describe.each(["openai", "anthropic"] as const)("over %s", (wire) => {
    const bytes = record(name, wire);
    const decode = wires[wire];

    it("survives a split at every byte", async () => {
      const { events } = await collect(decode(whole(bytes)));
      expect((await collect(decode(pieces(bytes, [1])))).events).toEqual(events);
      for (let at = 1; at < bytes.length; at++) {
        const split = await collect(decode(pieces(bytes, [at, bytes.length])));
        if (split.error !== undefined || split.events.length !== events.length) {
          expect({ at, ...split }).toEqual({ at, events, error: undefined });
        }
        expect(split.events).toEqual(events);
      }
    });

    it("keeps all complete events when cut at any byte", async () => {
      const { events } = await collect(decode(whole(bytes)));
      for (let at = 0; at < bytes.length; at++) {
        const cut = await collect(decode(whole(bytes.subarray(0, at))));
        if (cut.error === undefined) {
          // The finish reason had come: the reply is whole, whatever of its end is missing.
          expect(cut.events.at(-1)?.type).toBe("finish");
          continue;
        }
        expect(ModelError.is(cut.error) && cut.error.reason).toBe("incomplete-response");
        expect(cut.events.at(-1)?.type).toBe("cut-off");
        const came = cut.events.slice(0, -1);
        expect(came).toEqual(events.slice(0, came.length));
        expect(came.at(-1)?.type).not.toBe("finish");
      }
    });
  });
});
