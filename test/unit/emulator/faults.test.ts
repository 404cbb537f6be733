import { connect } from "node:net";
import { expect, test } from "vitest";
import type { Fault } from "../../emulator/fault.ts";
import type { JsonObject } from "../../emulator/json.ts";
import {
  ask,
  chatPath,
  type Loose,
  messagesPath,
  outcome,
  parseEvents,
  post,
  postJson,
  useEmulator,
} from "./client.ts";

const emulator = useEmulator();
const echo = "/think 想一想\n/echo one two three four five six seven eight nine ten";

const stream = (fault: Fault, path = chatPath) => {
  emulator().addFaults(fault);
  return outcome(emulator(), path, ask(echo, { stream: true }));
};
const whole = (fault: Fault) => {
  emulator().addFaults(fault);
  return outcome(emulator(), chatPath, ask(echo));
};
const paths = [chatPath, messagesPath];

test.each([400, 401, 402, 403, 404, 408, 409, 421, 429, 500, 503])("status %i on both protocols", async (status) => {
  // Sticky, because fetch by its standard asks once more after a 421.
  emulator().addFaults({ kind: "status", status }, { sticky: true });
  const openai = await postJson(emulator(), chatPath, ask("hi"));
  expect(openai.status).toBe(status);
  expect(openai.body.error).toMatchObject({ code: String(status), param: "" });
  expect(openai.body.error.message.length).toBeGreaterThan(5);
  const anthropic = await postJson(emulator(), messagesPath, ask("hi"));
  expect(anthropic.status).toBe(status);
  expect(anthropic.body).toMatchObject({ type: "error", error: { message: openai.body.error.message } });
  emulator().clearFaults();
  expect((await postJson(emulator(), chatPath, ask("hi"))).status).toBe(200);
});

test("a status may carry Retry-After, a code of its own, and other bodies", async () => {
  const get = async (fault: object) => {
    emulator().addFaults({ kind: "status", status: 503, ...fault });
    const response = await post(emulator(), chatPath, ask("hi"));
    return { retry: response.headers.get("retry-after"), text: await response.text(), status: response.status };
  };
  expect((await get({ retryAfter: 7 })).retry).toBe("7");
  expect((await get({ bodyStyle: "html" })).text).toMatch(/^<html>/);
  expect((await get({ bodyStyle: "empty" })).text).toBe("");
  expect((await get({ bodyStyle: "data-prefix" })).text).toMatch(/^data:\{"error":/);
  expect(JSON.parse((await get({ bodyStyle: "anthropic" })).text).type).toBe("error");
  const moderated = await get({ status: 400, code: "441", message: "blocked", param: "p" });
  expect(moderated.status).toBe(400);
  expect(JSON.parse(moderated.text).error).toMatchObject({ code: "441", message: "blocked", param: "p" });
});

test("a slow first byte waits before the headers, or after them", async () => {
  const before = await whole({ kind: "slow-first-byte", ms: 60 });
  expect(before.ms).toBeGreaterThan(55);
  expect(before.broken).toBe(false);
  emulator().addFaults({ kind: "slow-first-byte", ms: 60, afterHeaders: true });
  const { text } = await outcome(emulator(), chatPath, ask(echo, { stream: true }));
  expect(text).toContain("[DONE]");
  const record = emulator().requests.at(-1);
  expect((record?.firstByteAt ?? 0) - (record?.headersAt ?? 0)).toBeGreaterThan(55);
});

test("a slow stream waits before each piece", async () => {
  const { ms, text } = await stream({ kind: "slow-stream", ms: 10 });
  expect(ms).toBeGreaterThan(70);
  expect(text).toContain("[DONE]");
});

test.each(paths)("a stall keeps the socket open until the client goes: %s", async (path) => {
  emulator().addFaults({ kind: "stall", after: 2 });
  const controller = new AbortController();
  const response = await post(emulator(), path, ask(echo, { stream: true }), undefined, controller.signal);
  const reader = response.body?.getReader();
  await reader?.read();
  const idle = await Promise.race([
    (async () => {
      while (!(await reader?.read())?.done);
      return "ended";
    })().catch(() => "broken"),
    new Promise((resolve) => setTimeout(() => resolve("idle"), 80)),
  ]);
  expect(idle).toBe("idle");
  const record = emulator().requests.at(-1);
  expect(record?.closedByClientAt).toBeUndefined();
  const before = performance.timeOrigin + performance.now();
  controller.abort();
  const closed = await emulator().waitForRequest((request) => request.closedByClientAt !== undefined);
  expect(closed.closedByClientAt).toBeGreaterThanOrEqual(before - 1);
  expect(closed.faults).toEqual(["stall"]);
});

test("a stall may end", async () => {
  const { text, ms } = await stream({ kind: "stall", ms: 50 });
  expect(ms).toBeGreaterThan(45);
  expect(text).toContain("[DONE]");
});

test.each(paths)("cut-mid-character ends on the first byte of a character: %s", async (path) => {
  emulator().setScript({ text: "plain 世界 more text after it", pieceSize: 4 });
  const { bytes, broken, text } = await stream({ kind: "cut-mid-character", after: 1 }, path);
  expect(broken).toBe(true);
  expect(bytes.at(-1)).toBe(0xe4);
  expect(text).toContain("plai");
  expect(text).not.toContain("世");
});

test("cut-mid-character makes a character where the text has none", async () => {
  emulator().setScript({ text: "ascii only" });
  const { bytes, broken } = await stream({ kind: "cut-mid-character" });
  expect(broken).toBe(true);
  expect(bytes.at(-1)).toBe(0xe7);
});

test("cut-before-finish ends cleanly without a finish reason, reset does not end cleanly", async () => {
  const cut = await stream({ kind: "cut-before-finish" });
  expect(cut.broken).toBe(false);
  expect(cut.text).toContain("ten");
  expect(cut.text).not.toMatch(/"finish_reason":"|\[DONE\]/);
  const cutMessage = await stream({ kind: "cut-before-finish" }, messagesPath);
  expect(cutMessage.broken).toBe(false);
  expect(cutMessage.text).not.toMatch(/message_delta|message_stop/);
  const early = await stream({ kind: "cut-before-finish", after: 3 });
  expect(early.text).not.toContain("eight");
  const reset = await stream({ kind: "reset" });
  expect(reset.broken).toBe(true);
  expect(reset.text).not.toContain("[DONE]");
  expect(emulator().requests.at(-1)).toMatchObject({ closedByServer: true });
  expect(emulator().requests.at(-1)?.closedByClientAt).toBeUndefined();
});

test("a garbage line is no JSON and the stream goes on", async () => {
  const events = parseEvents((await stream({ kind: "garbage-line", line: "{oops" })).text);
  const broken = events.filter(({ data }) => {
    try {
      return data !== "[DONE]" && JSON.parse(data) === undefined;
    } catch {
      return true;
    }
  });
  expect(broken.map(({ data }) => data)).toEqual(["{oops"]);
  expect(events.at(-1)?.data).toBe("[DONE]");
});

test("an error amid the stream has the protocol's form and is the last event", async () => {
  const openai = parseEvents((await stream({ kind: "error-in-stream", status: 503, message: "busy" })).text);
  expect(JSON.parse(openai.at(-1)?.data ?? "").error).toMatchObject({ code: "503", message: "busy" });
  expect(openai.length).toBeGreaterThan(3);
  const anthropic = parseEvents((await stream({ kind: "error-in-stream" }, messagesPath)).text);
  expect(anthropic.at(-1)?.event).toBe("error");
  expect(JSON.parse(anthropic.at(-1)?.data ?? "")).toMatchObject({ type: "error", error: { type: "api_error" } });
});

test.each(paths)("huge is 10 MB of Markdown: %s", async (path) => {
  const { text, broken } = await stream({ kind: "huge" }, path);
  expect(broken).toBe(false);
  const length = parseEvents(text)
    .filter(({ data }) => data !== "[DONE]")
    .map(({ data }) => JSON.parse(data) as Loose)
    .reduce((sum, data) => sum + (data.choices?.[0]?.delta.content ?? data.delta?.text ?? "").length, 0);
  expect(length).toBe(10_000_000);
});

test("huge takes a size and needs no stream", async () => {
  const { text } = await whole({ kind: "huge", bytes: 300_000 });
  expect(JSON.parse(text).choices[0].message.content).toHaveLength(300_000);
});

test.each(["length", "content_filter", "repetition_truncation"] as const)("finish %s", async (reason) => {
  const { text } = await stream({ kind: "finish", reason });
  expect(text).toContain(`"finish_reason":"${reason}"`);
});

test("refuse closes before any byte", async () => {
  emulator().addFaults({ kind: "refuse" });
  await expect(post(emulator(), chatPath, ask("hi"))).rejects.toThrow("fetch failed");
  expect(emulator().requests.at(-1)).toMatchObject({ faults: ["refuse"], closedByServer: true });
});

test("faults of streams strike replies that are none", async () => {
  const cut = await whole({ kind: "cut-before-finish" });
  expect(cut.broken).toBe(false);
  expect(() => JSON.parse(cut.text)).toThrow();
  expect((await whole({ kind: "reset" })).broken).toBe(true);
  const character = await whole({ kind: "cut-mid-character", after: 0 });
  expect(character.broken).toBe(true);
  expect(character.bytes.at(-1)).toBe(0xe6);
  const garbage = await whole({ kind: "garbage-line" });
  expect(() => JSON.parse(garbage.text)).toThrow();
});

test("faults wait for the request they match, last as long as they should, and strike together", async () => {
  const status = async (path: string, more: JsonObject = {}) =>
    (await postJson(emulator(), path, ask("hi", more))).status;
  emulator().addFaults({ kind: "status", status: 500, match: { path: "/anthropic" } });
  expect(await status(chatPath)).toBe(200);
  expect(await status(messagesPath)).toBe(500);
  emulator().addFaults({ kind: "status", status: 500, times: 2, match: { contains: '"hi"', lacks: "title" } });
  expect([await status(chatPath), await status(chatPath), await status(chatPath)]).toEqual([500, 500, 200]);
  emulator().addFaults({ kind: "status", status: 429 }, { sticky: true });
  expect([await status(chatPath), await status(chatPath)]).toEqual([429, 429]);
  emulator().clearFaults();
  expect(await status(chatPath)).toBe(200);
  emulator().addFaults([
    [
      { kind: "slow-first-byte", ms: 30 },
      { kind: "status", status: 503 },
    ],
  ]);
  const start = performance.now();
  expect(await status(chatPath)).toBe(503);
  expect(performance.now() - start).toBeGreaterThan(28);
});

test("a fault strikes the list of models only when told so", async () => {
  emulator().addFaults({ kind: "status", status: 500 });
  const list = () => fetch(`${emulator().url}/v1/models`, { headers: { Authorization: "Bearer sk-test" } });
  expect((await list()).status).toBe(200);
  emulator().addFaults({ kind: "status", status: 404, match: { path: "/v1/models" } });
  expect((await list()).status).toBe(404);
});

test("clients that vanish or talk nonsense do no harm", async () => {
  const raw = (bytes: string, then: "destroy" | "end") =>
    new Promise<void>((resolve) => {
      const socket = connect(emulator().port, "127.0.0.1", () => {
        socket.write(bytes, () => (then === "destroy" ? socket.destroy() : socket.end()));
      });
      socket.on("error", () => undefined);
      socket.resume();
      socket.on("close", () => resolve());
    });
  const head = `POST ${chatPath} HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer sk-test\r\nContent-Type: application/json\r\n`;
  await raw("nonsense\r\n\r\n", "end");
  await raw(`${head}Content-Length: 500\r\n\r\n{"mod`, "destroy");
  const body = JSON.stringify(ask("/fault huge", { stream: true }));
  await raw(`${head}Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`, "destroy");
  await emulator().waitForRequest((request) => request.closedByClientAt !== undefined);
  expect((await postJson(emulator(), chatPath, ask("hi"))).status).toBe(200);
});

test("back-pressure: a client that does not read holds a huge reply up", async () => {
  const body = JSON.stringify(ask("/fault huge 40000000", { stream: true }));
  const socket = connect(emulator().port, "127.0.0.1");
  socket.pause();
  socket.write(
    `POST ${chatPath} HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer sk-test\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
  );
  const record = await emulator().waitForRequest((request) => request.firstByteAt !== undefined);
  await new Promise((resolve) => setTimeout(resolve, 150));
  expect(record.finishedAt).toBeUndefined();
  socket.destroy();
  await emulator().waitForRequest((request) => request.closedByClientAt !== undefined);
});
