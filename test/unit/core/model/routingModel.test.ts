import { describe, expect, it } from "vitest";
import type { LanguageModel, Protocol } from "../../../../src/core/model/languageModel.ts";
import { createRoutingModel } from "../../../../src/core/model/routingModel.ts";
import { collect, request } from "./support.ts";

const speaking = (text: string): LanguageModel => ({
  async *stream() {
    yield { type: "text-delta", text };
  },
});

describe("createRoutingModel", () => {
  it("asks for the protocol at each request and loads each implementation once", async () => {
    let protocol: Protocol = "openai";
    const loads: string[] = [];
    const loader = (name: Protocol) => async () => {
      loads.push(name);
      return speaking(name);
    };
    const model = createRoutingModel({
      protocol: () => protocol,
      loaders: { openai: loader("openai"), anthropic: loader("anthropic") },
    });
    const said = async (overrides = {}) =>
      (await collect(model.stream(request(overrides), new AbortController().signal))).events;
    expect(await said()).toEqual([{ type: "text-delta", text: "openai" }]);
    protocol = "anthropic";
    expect(await said()).toEqual([{ type: "text-delta", text: "anthropic" }]);
    expect(await said({ audio: { format: "wav" } })).toEqual([{ type: "text-delta", text: "openai" }]);
    expect(loads).toEqual(["openai", "anthropic"]);
  });

  it("tries a failed load again", async () => {
    let failures = 1;
    const openai = async () => {
      if (failures-- > 0) throw new Error("disk");
      return speaking("ok");
    };
    const model = createRoutingModel({ protocol: () => "openai", loaders: { openai, anthropic: openai } });
    const { signal } = new AbortController();
    expect((await collect(model.stream(request(), signal))).error).toMatchObject({ message: "disk" });
    expect((await collect(model.stream(request(), signal))).events).toHaveLength(1);
  });

  it("loads nothing for a request that was stopped", async () => {
    const model = createRoutingModel({
      protocol: () => "openai",
      loaders: {
        openai: () => Promise.reject(new Error("loaded")),
        anthropic: () => Promise.reject(new Error("loaded")),
      },
    });
    expect((await collect(model.stream(request(), AbortSignal.abort("stop")))).error).toBe("stop");
  });
});
