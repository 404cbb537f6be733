import { request } from "node:http";
import { expect, test } from "vitest";
import { startEmulator } from "../../emulator/emulator.ts";
import { ask, chatPath, type Loose, post, postJson, useEmulator } from "./client.ts";

const emulator = useEmulator();

async function control(method: string, path: string, body?: unknown, headers: Record<string, string> = {}) {
  const response = await fetch(`${emulator().url}/__emulator/${path}`, {
    method,
    headers,
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  return { status: response.status, body: (await response.json()) as Loose };
}

const status = async (text = "hi") => (await postJson(emulator(), chatPath, ask(text))).status;
const answer = async () => (await postJson(emulator(), chatPath, ask("hi"))).body.choices[0].message.content;

test("faults over HTTP: a list, one, sticky, and cleared", async () => {
  expect((await control("POST", "faults", { faults: [{ kind: "status", status: 500 }] })).body).toEqual({ queued: 1 });
  await control("POST", "faults", [{ kind: "status", status: 503 }]);
  await control("POST", "faults", { kind: "status", status: 429, sticky: true });
  expect([await status(), await status(), await status(), await status()]).toEqual([500, 503, 429, 429]);
  expect((await control("DELETE", "faults")).body).toEqual({ queued: 0 });
  expect(await status()).toBe(200);
});

test("scripts over HTTP are used in order, replaced, and kept when sticky", async () => {
  await control("POST", "script", { scripts: [{ text: "one" }, { text: "two" }] });
  expect([await answer(), await answer()]).toEqual(["one", "two"]);
  await control("POST", "script", { text: "three", sticky: true });
  expect([await answer(), await answer()]).toEqual(["three", "three"]);
  await control("DELETE", "script");
  expect(await answer()).toContain("emulator");
});

test("a script waits for the request it matches; a refused request uses none up", async () => {
  emulator().setScript({ text: "for you", match: { contains: "please" } });
  expect(await answer()).not.toBe("for you");
  await postJson(emulator(), chatPath, ask("please", { temperature: 9 }));
  expect((await postJson(emulator(), chatPath, ask("please"))).body.choices[0].message.content).toBe("for you");
});

test("requests over HTTP: what came, how it went, with times", async () => {
  const before = performance.timeOrigin + performance.now();
  await status("count me");
  const { requests } = (await control("GET", "requests")).body;
  expect(requests).toHaveLength(1);
  const [seen] = requests;
  expect(seen).toMatchObject({
    method: "POST",
    path: chatPath,
    headers: { authorization: "Bearer sk-test" },
    body: { messages: [{ role: "user", content: "count me" }] },
    status: 200,
    faults: [],
    scripted: false,
  });
  expect(seen.startedAt).toBeGreaterThanOrEqual(before - 1);
  expect(seen.firstByteAt).toBeGreaterThanOrEqual(seen.startedAt);
  expect(seen.lastByteAt).toBeGreaterThanOrEqual(seen.firstByteAt);
  await control("DELETE", "requests");
  expect((await control("GET", "requests")).body.requests).toEqual([]);
});

test("options and reset over HTTP", async () => {
  expect((await control("POST", "options", { keyKind: "tokenPlan" })).body.keyKind).toBe("tokenPlan");
  expect(await status()).toBe(401);
  await control("POST", "reset");
  expect(await status()).toBe(200);
  expect(emulator().requests).toHaveLength(1);
});

test.each([
  ["faults", { kind: "nonsense" }],
  ["faults", { kind: "status" }],
  ["faults", { kind: "finish", reason: "tired" }],
  ["faults", { kind: "wire", wire: { splitBytes: -1 } }],
  ["faults", 7],
  ["script", { words: "x" }],
  ["script", { text: 3 }],
  ["options", { port: 1 }],
  ["options", { pieceSize: "big" }],
])("%s refuses %o with a reason", async (path, body) => {
  const answer = await control("POST", path, body);
  expect(answer.status).toBe(400);
  expect(answer.body.error.length).toBeGreaterThan(5);
});

test("health answers; unknown control paths do not", async () => {
  expect((await control("GET", "health")).body).toEqual({ emulator: "mimo", ok: true });
  expect((await control("GET", "nothing")).status).toBe(404);
});

test("browsers and other host names are kept out", async () => {
  expect((await control("GET", "requests", undefined, { Origin: "https://example.com" })).status).toBe(403);
  const rebound = await new Promise<number | undefined>((resolve) => {
    const headers = { Host: "evil.example:80" };
    request({ host: "127.0.0.1", port: emulator().port, path: "/v1/models", headers }, (response) => {
      response.resume();
      resolve(response.statusCode);
    }).end();
  });
  expect(rebound).toBe(403);
});

test("a client that leaves mid-stream is recorded with the time", async () => {
  emulator().setOptions({ pieceDelayMs: 5 });
  const controller = new AbortController();
  const long = ask(`/echo ${"word ".repeat(500)}`, { stream: true });
  const response = await post(emulator(), chatPath, long, undefined, controller.signal);
  await response.body?.getReader().read();
  const left = performance.timeOrigin + performance.now();
  controller.abort();
  const seen = await emulator().waitForRequest((each) => each.closedByClientAt !== undefined);
  expect(seen.closedByClientAt).toBeGreaterThan(left - 2);
  expect((seen.closedByClientAt ?? 0) - left).toBeLessThan(500);
  expect(seen.finishedAt).toBeUndefined();
});

test("waitForRequest waits, and gives up", async () => {
  const waiting = emulator().waitForRequest((each) => JSON.stringify(each.body).includes("later"));
  await status("later");
  expect((await waiting).path).toBe(chatPath);
  await expect(emulator().waitForRequest(() => false, 20)).rejects.toThrow("no matching request");
});

test("a port can be chosen, and close ends open streams", async () => {
  const first = await startEmulator();
  await expect(startEmulator({ port: first.port })).rejects.toThrow("EADDRINUSE");
  first.addFaults({ kind: "stall" });
  const response = await post(first, chatPath, ask("hi", { stream: true }));
  await first.close();
  await expect(response.text()).rejects.toThrow();
});
