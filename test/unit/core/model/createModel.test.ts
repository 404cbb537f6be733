// Both implementations against a real server on loopback: sockets, headers, aborts and secrets.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createAnthropicModel } from "../../../../src/core/model/anthropic/createAnthropicModel.ts";
import { encodeAnthropicRequest } from "../../../../src/core/model/anthropic/encodeRequest.ts";
import { systemClock } from "../../../../src/core/model/clock.ts";
import type { ModelDeps } from "../../../../src/core/model/modelDeps.ts";
import { ModelError } from "../../../../src/core/model/modelError.ts";
import { findModel } from "../../../../src/core/model/modelTable.ts";
import { createOpenAiModel } from "../../../../src/core/model/openai/createOpenAiModel.ts";
import { encodeOpenAiRequest } from "../../../../src/core/model/openai/encodeRequest.ts";
import { withRetry } from "../../../../src/core/model/retry.ts";
import { history } from "./history.ts";
import { collect, request } from "./support.ts";

const key = "sk-0123456789-secret";
const wires = {
  openai: {
    create: createOpenAiModel,
    encode: encodeOpenAiRequest,
    path: "/v1/chat/completions",
    text: 'data: {"choices":[{"delta":{"content":"a"}}]}\n\n',
    counted: 'data: {"choices":[],"usage":{"prompt_tokens":9,"completion_tokens":0}}\n\n',
    end: 'data: {"choices":[{"delta":{},"finish_reason":"stop"}]}\n\ndata: [DONE]\n\n',
    call:
      'data: {"choices":[{"delta":{"tool_calls":[{"index":0,"id":"c","function":{"name":"f","arguments":"{}"}}]}}]}\n\n' +
      'data: {"choices":[{"delta":{},"finish_reason":"tool_calls"}]}\n\ndata: [DONE]\n\n',
  },
  anthropic: {
    create: createAnthropicModel,
    encode: encodeAnthropicRequest,
    path: "/anthropic/v1/messages",
    text: 'data: {"type":"content_block_delta","index":0,"delta":{"text":"a"}}\n\n',
    counted: 'data: {"type":"message_start","message":{"usage":{"input_tokens":9}}}\n\n',
    end: 'data: {"type":"message_delta","delta":{"stop_reason":"end_turn"}}\n\ndata: {"type":"message_stop"}\n\n',
    call:
      'data: {"type":"content_block_start","index":0,"content_block":{"type":"tool_use","id":"c","name":"f","input":{}}}\n\n' +
      'data: {"type":"content_block_stop","index":0}\n\n' +
      'data: {"type":"message_delta","delta":{"stop_reason":"tool_use"}}\n\ndata: {"type":"message_stop"}\n\n',
  },
};

interface Received {
  readonly url: string | undefined;
  readonly headers: IncomingMessage["headers"];
  readonly body: string;
}

let server: Server;
let root: string;
let received: Received[];
let closedAt: number | undefined;
let answer: (res: ServerResponse, req: IncomingMessage) => void;

beforeEach(async () => {
  received = [];
  closedAt = undefined;
  server = createServer((req, res) => {
    let body = "";
    req.on("data", (chunk) => {
      body += chunk;
    });
    req.on("end", () => {
      received.push({ url: req.url, headers: req.headers, body });
      answer(res, req);
    });
    res.on("close", () => {
      closedAt = performance.now();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  root = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterEach(async () => {
  vi.unstubAllEnvs();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

const deps = (overrides: Partial<ModelDeps> = {}): ModelDeps => ({
  connect: async () => ({ root, apiKey: key }),
  fetch: (...args) => globalThis.fetch(...args),
  models: findModel,
  clock: systemClock,
  ...overrides,
});
const begin = (res: ServerResponse) => res.writeHead(200, { "content-type": "text/event-stream" });
const until = async (done: () => boolean) => {
  const end = performance.now() + 2000;
  while (!done() && performance.now() < end) await new Promise((resolve) => setTimeout(resolve, 2));
};
/** Everything a log could print of an error. */
function printed(error: unknown): string {
  const lines: string[] = [];
  for (let at = error; at instanceof Error; at = at.cause) {
    lines.push(at.message, at.stack ?? "", JSON.stringify(at, Object.getOwnPropertyNames(at)));
  }
  return lines.join("\n");
}

describe.each(["openai", "anthropic"] as const)("the %s model", (name) => {
  const wire = wires[name];
  const run = (overrides: Partial<ModelDeps> = {}, signal = new AbortController().signal) =>
    collect(wire.create(deps(overrides)).stream(request(), signal));

  it("sends exactly the headers it means to, whatever the environment says", async () => {
    for (const prefix of ["OPENAI", "ANTHROPIC"]) {
      vi.stubEnv(`${prefix}_API_KEY`, "env-secret");
      vi.stubEnv(`${prefix}_AUTH_TOKEN`, "env-secret");
      vi.stubEnv(`${prefix}_ADMIN_KEY`, "env-secret");
      vi.stubEnv(`${prefix}_BASE_URL`, "http://127.0.0.1:1/env");
      vi.stubEnv(`${prefix}_ORG_ID`, "env-secret");
      vi.stubEnv(`${prefix}_PROJECT_ID`, "env-secret");
      vi.stubEnv(`${prefix}_CUSTOM_HEADERS`, "x-env: env-secret");
      vi.stubEnv(`${prefix}_LOG`, "debug");
    }
    const logs = (["log", "debug", "info", "warn", "error"] as const).map((level) => vi.spyOn(console, level));
    answer = (res) => begin(res).end(wire.text + wire.end);
    const { events, error } = await run();
    expect(error).toBeUndefined();
    expect(events.map((event) => event.type)).toEqual(["text-delta", "finish"]);
    expect(received).toHaveLength(1);
    const { headers, url } = received[0] as Received;
    expect(url).toBe(wire.path);
    // What Node's fetch adds by itself.
    const own = ["host", "connection", "accept-language", "sec-fetch-mode", "accept-encoding", "content-length"];
    expect(Object.fromEntries(Object.entries(headers).filter(([header]) => !own.includes(header)))).toEqual({
      accept: "application/json",
      authorization: `Bearer ${key}`,
      "api-key": key,
      "content-type": "application/json",
      "user-agent": "mimo-assistant",
      ...(name === "anthropic" && { "anthropic-version": "2023-06-01" }),
    });
    expect(JSON.stringify(received)).not.toContain("env-secret");
    for (const log of logs) {
      expect(log).not.toHaveBeenCalled();
      log.mockRestore();
    }
  });

  it("sends what was encoded", async () => {
    answer = (res) => begin(res).end(wire.end);
    const everything = request({
      system: "Be brief.",
      messages: history,
      tools: [{ name: "read" }],
      thinking: true,
      maxOutputTokens: 9,
      stop: ["END"],
    });
    await collect(wire.create(deps()).stream(everything, new AbortController().signal));
    expect(JSON.parse(received[0]?.body ?? "")).toEqual(wire.encode(everything, findModel("mimo-v2.6-pro")));
  });

  it("uses the fetch of the moment", async () => {
    answer = (res) => begin(res).end(wire.end);
    const model = wire.create(deps());
    const original = globalThis.fetch;
    let calls = 0;
    vi.stubGlobal("fetch", (...args: Parameters<typeof fetch>) => {
      calls++;
      return original(...args);
    });
    await collect(model.stream(request(), new AbortController().signal));
    vi.unstubAllGlobals();
    expect(calls).toBe(1);
  });

  it.each(["before the headers", "in the middle", "between two reads"])(
    "closes the socket on a stop %s",
    async (when) => {
      answer = (res) => {
        if (when !== "before the headers") begin(res).write(wire.text);
      };
      const stop = new AbortController();
      const stream = wire.create(deps()).stream(request(), stop.signal)[Symbol.asyncIterator]();
      if (when !== "before the headers") expect((await stream.next()).value).toMatchObject({ type: "text-delta" });
      const next = when === "between two reads" ? undefined : stream.next();
      next?.catch(() => {});
      await until(() => received.length > 0);
      const reason = new Error("stopped");
      stop.abort(reason);
      // The service had it: that is said before the end.
      expect((await (next ?? stream.next())).value).toEqual({ type: "cut-off" });
      await expect(stream.next()).rejects.toBe(reason);
      await until(() => closedAt !== undefined);
      expect(closedAt).toBeDefined();
    },
  );

  it("tells of a reply that was stopped what was counted, whatever of it was not shown yet", async () => {
    answer = (res) => begin(res).write(wire.counted + wire.text + wire.text);
    const stop = new AbortController();
    const events: unknown[] = [];
    let error: unknown;
    try {
      for await (const event of wire.create(deps()).stream(request(), stop.signal)) {
        events.push(event);
        stop.abort("stop");
      }
    } catch (thrown) {
      error = thrown;
    }
    expect(error).toBe("stop");
    expect(events).toEqual([
      { type: "text-delta", text: "a" },
      { type: "cut-off", usage: { inputTokens: 9, outputTokens: 0, isPartial: true } },
    ]);
  });

  it("says of no refusal, and of nothing that never got there, that the service took it", async () => {
    answer = (res) => res.writeHead(401).end("{}");
    expect((await run()).events).toEqual([]);
    expect((await run({ connect: async () => ({ root: "http://127.0.0.1:1", apiKey: key }) })).events).toEqual([]);
  });

  it("closes the socket when the consumer leaves", async () => {
    answer = (res) => begin(res).write(wire.text);
    for await (const event of wire.create(deps()).stream(request(), new AbortController().signal)) {
      expect(event.type).toBe("text-delta");
      break;
    }
    // The service would go on for ever.
    await until(() => closedAt !== undefined);
    expect(closedAt).toBeDefined();
  });

  it("sends nothing when it is stopped already", async () => {
    expect((await run({}, AbortSignal.abort("stop"))).error).toBe("stop");
    expect(received).toHaveLength(0);
  });

  it("gives up a silent reply and keeps what came", async () => {
    answer = (res) => begin(res).write(wire.text);
    // Longer than it takes to send what comes, whatever else the machine does.
    const { events, error } = await run({ idleTimeoutMs: 1000 });
    expect(events.map(({ type }) => type)).toEqual(["text-delta", "cut-off"]);
    expect(error).toMatchObject({ name: "ModelError", reason: "timeout", replyStarted: true });
    await until(() => closedAt !== undefined);
    expect(closedAt).toBeDefined();
  });

  it("gives up a service that never answers", async () => {
    answer = () => {};
    const { events, error } = await run({ idleTimeoutMs: 60 });
    expect(events).toEqual([{ type: "cut-off" }]);
    expect(error).toMatchObject({ reason: "timeout", replyStarted: false });
  });

  it("decodes an error status with its headers, and lets the key through nowhere", async () => {
    answer = (res) => {
      res.writeHead(429, { "retry-after": "3" });
      res.end(`data:${JSON.stringify({ error: { code: "429", message: `Key ${key} is too fast`, param: key } })}`);
    };
    const { error } = await run();
    expect(error).toMatchObject({
      reason: "rate-limited",
      status: 429,
      retryAfterMs: 3000,
      message: "Key *** is too fast",
      param: "***",
    });
    expect(printed(error)).not.toContain("secret");
  });

  it("redacts an error inside a stream, too", async () => {
    answer = (res) =>
      begin(res).end(`${wire.text}data: ${JSON.stringify({ error: { code: "401", message: `bad ${key}` } })}\n\n`);
    const { events, error } = await run();
    expect(events.map(({ type }) => type)).toEqual(["text-delta", "cut-off"]);
    expect(error).toMatchObject({ reason: "unauthorized", message: "bad ***", replyStarted: true });
    expect(printed(error)).not.toContain("secret");
  });

  it("never sends the key where a redirect points", async () => {
    answer = (res) => res.writeHead(307, { location: `${root}/elsewhere` }).end();
    expect((await run()).error).toMatchObject({ reason: "invalid-request", status: 307 });
    expect(received).toHaveLength(1);
  });

  it("reports a connection that cannot be made, or sends a key no header can carry", async () => {
    const nobody = await run({ connect: async () => ({ root: "http://127.0.0.1:1", apiKey: key }) });
    expect(nobody.error).toMatchObject({ reason: "network", replyStarted: false });
    expect(printed(nobody.error)).not.toContain("secret");
    const broken = await run({ connect: async () => ({ root, apiKey: `${key}\nsecret` }) });
    expect(ModelError.is(broken.error)).toBe(true);
    expect(printed(broken.error)).not.toContain("secret");
  });

  it("reports a connection that breaks in the middle, with what came", async () => {
    answer = (res) => {
      begin(res).write(wire.text, () => res.destroy());
    };
    const { events, error } = await run();
    expect(events.map(({ type }) => type)).toEqual(["text-delta", "cut-off"]);
    expect(error).toMatchObject({ reason: "network", replyStarted: true });
    expect((error as Error).cause).toBeInstanceOf(Error);
  });

  it("passes on what connect throws, and refuses before it asks for a key", async () => {
    const missing = new ModelError("missing-key", { message: "No key." });
    const connect = vi.fn(async () => {
      throw missing;
    });
    expect((await run({ connect })).error).toBe(missing);
    const image = { type: "image", source: { type: "url", url: "https://a.example/b" } } as const;
    const refused = request({ model: "mimo-v2.5-pro", messages: [{ role: "user", content: [image] }] });
    const { error } = await collect(wire.create(deps({ connect })).stream(refused, new AbortController().signal));
    expect(error).toMatchObject({ reason: "unsupported-input" });
    expect(connect).toHaveBeenCalledTimes(1);
  });

  it("leaves the connection of a whole reply to the next request, whenever its end comes", async () => {
    let connections = 0;
    server.on("connection", () => connections++);
    answer = (res) => {
      begin(res).write(wire.text + wire.end);
      setTimeout(() => res.end(": the end\n\n"), 20);
    };
    for (let count = 0; count < 3; count++) {
      const { promise: ended, resolve } = Promise.withResolvers<void>();
      const after = (delayMs: number, act: () => void) => {
        const cancel = systemClock.after(delayMs, act);
        return delayMs === 1000 ? () => resolve(cancel()) : cancel;
      };
      expect((await run({ clock: { ...systemClock, after } })).error).toBeUndefined();
      await ended;
      // The client of this Node takes a turn until it counts a connection as free.
      await new Promise(setImmediate);
    }
    expect(connections).toBe(1);
  });

  it("does not wait for an end that never comes", async () => {
    const waits: (() => void)[] = [];
    const clock = {
      now: () => Date.now(),
      after: (delayMs: number, act: () => void) => {
        if (delayMs === 1000) waits.push(act);
        return () => {};
      },
    };
    answer = (res) => begin(res).write(wire.text + wire.end);
    expect((await run({ clock })).events.at(-1)).toMatchObject({ type: "finish" });
    expect(closedAt).toBeUndefined();
    expect(waits).toHaveLength(1);
    for (const end of waits) end();
    await until(() => closedAt !== undefined);
    expect(closedAt).toBeDefined();
  });

  it("tells of a request to come at each call of a reply and at its end, and of none otherwise", async () => {
    const expectRequest = vi.fn();
    answer = (res) => begin(res).end(wire.text + wire.end);
    await run({ expectRequest });
    expect(expectRequest).not.toHaveBeenCalled();
    answer = (res) => begin(res).end(wire.call);
    const { events } = await run({ expectRequest });
    expect(events.map(({ type }) => type)).toContain("tool-call-start");
    expect(expectRequest).toHaveBeenCalledTimes(2);
  });

  it("is tried again by withRetry, but not after the first byte", async () => {
    const clock = { now: () => Date.now(), after: (_: number, run: () => void) => systemClock.after(1, run) };
    const model = withRetry(wire.create(deps()), { clock, random: () => 0 });
    const { signal } = new AbortController();
    answer = (res) => {
      if (received.length < 3) res.writeHead(503).end();
      else begin(res).end(wire.text + wire.end);
    };
    const again = await collect(model.stream(request(), signal));
    expect(again.events.map((event) => event.type)).toEqual(["retry", "retry", "text-delta", "finish"]);
    received = [];
    answer = (res) => {
      begin(res).write(": hello\n\n", () => res.destroy());
    };
    expect((await collect(model.stream(request(), signal))).error).toMatchObject({ reason: "network" });
    expect(received).toHaveLength(1);
  });
});

describe("speech", () => {
  it("comes whole where it is not streamed", async () => {
    answer = (res) => {
      const audio = { id: "a", data: "UklG", expires_at: null, transcript: null };
      res.writeHead(200, { "content-type": "application/json" });
      res.end(
        JSON.stringify({
          choices: [{ index: 0, finish_reason: "stop", message: { role: "assistant", content: "", audio } }],
        }),
      );
    };
    const speech = request({ model: "mimo-v2.5-tts", audio: { format: "wav", voice: "Mia" } });
    const { events } = await collect(createOpenAiModel(deps()).stream(speech, new AbortController().signal));
    expect(events).toEqual([
      { type: "audio-delta", data: "UklG" },
      { type: "finish", reason: "stop", rawReason: "stop" },
    ]);
  });
});

describe("a host that refuses stream_options", () => {
  const run = (model: ReturnType<typeof createOpenAiModel>) =>
    collect(model.stream(request(), new AbortController().signal));
  const asks = () => received.map(({ body }) => "stream_options" in JSON.parse(body));
  const refuse = (res: ServerResponse, error: object) =>
    res.writeHead(400, { "content-type": "application/json" }).end(JSON.stringify({ error }));

  it.each([
    { code: "400", message: "Unrecognized request argument supplied: stream_options" },
    { code: "400", message: "Param Incorrect", param: "stream_options is not supported" },
    { code: "400", message: "Bad value", param: "stream_options" },
  ])("is asked again without, and from then on: %j", async (error) => {
    answer = (res) => {
      if (asks().at(-1)) refuse(res, error);
      else begin(res).end(wires.openai.text + wires.openai.end);
    };
    const model = createOpenAiModel(deps());
    for (let i = 0; i < 2; i++)
      expect((await run(model)).events.map(({ type }) => type)).toEqual(["text-delta", "finish"]);
    expect(asks()).toEqual([true, false, false]);
  });

  it("is told apart from one that refuses something else, and asked no third time", async () => {
    answer = (res) => refuse(res, { code: "400", message: "temperature must be at most 1.5" });
    expect((await run(createOpenAiModel(deps()))).error).toMatchObject({ reason: "invalid-request" });
    expect(asks()).toEqual([true]);
    answer = (res) => refuse(res, { code: "400", message: "stream_options" });
    expect((await run(createOpenAiModel(deps()))).error).toMatchObject({ reason: "invalid-request" });
    expect(asks()).toEqual([true, true, false]);
  });
});
