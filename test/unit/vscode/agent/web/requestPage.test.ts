// One request, to a real server on this machine that stands for anybody's.

import http, { type IncomingMessage, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { brotliCompressSync, gzipSync } from "node:zlib";
import { afterEach, describe, expect, test } from "vitest";
import { createRequestPage, type RequestPageDeps } from "../../../../../src/vscode/agent/web/requestPage.ts";

const open: http.Server[] = [];
afterEach(() => {
  for (const server of open.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

async function serve(listener: RequestListener): Promise<number> {
  const server = http.createServer(listener);
  open.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return (server.address() as AddressInfo).port;
}

const anybodys: RequestPageDeps = { resolve: async () => ["127.0.0.1"], kindOf: () => "public" };
const never = new AbortController().signal;
const send =
  (type: string, body: string | Uint8Array, headers: http.OutgoingHttpHeaders = {}, status = 200): RequestListener =>
  (_, response) => {
    response.writeHead(status, { ...(type && { "Content-Type": type }), ...headers });
    response.end(body);
  };
const ask = async (listener: RequestListener, deps: RequestPageDeps = {}, path = "/", signal = never) => {
  const port = await serve(listener);
  return createRequestPage({ ...anybodys, ...deps })(new URL(`http://a.example:${port}${path}`), false, signal);
};
const textOf = (reply: Awaited<ReturnType<typeof ask>>) =>
  reply.type === "page" ? new TextDecoder().decode(reply.bytes) : JSON.stringify(reply);

test("goes out with the host's name and nothing of the person's", async () => {
  let seen: IncomingMessage | undefined;
  const reply = await ask(
    (request, response) => {
      seen = request;
      send("text/html", "hello", { "Set-Cookie": "a=b" })(request, response);
    },
    {},
    "/a%20b?c=d",
  );
  expect(reply).toMatchObject({ type: "page", contentType: "text/html", isCut: false });
  expect(textOf(reply)).toBe("hello");
  expect([seen?.method, seen?.url]).toEqual(["GET", "/a%20b?c=d"]);
  expect(seen?.headers.host).toMatch(/^a\.example:\d+$/);
  expect(Object.keys(seen?.headers ?? {}).sort()).toEqual([
    "accept",
    "accept-encoding",
    "connection",
    "host",
    "user-agent",
  ]);
});

describe("where a name leads decides", () => {
  test.each<[string, RequestPageDeps, boolean, RegExp | "page"]>([
    ["to this machine", { kindOf: undefined as never }, false, /leads into this machine/],
    ["to this machine, named", { kindOf: undefined as never }, true, /leads into this machine/],
    ["to the own network", { kindOf: () => "intranet" }, false, /private network/],
    ["to the own network, named", { kindOf: () => "intranet" }, true, "page"],
    [
      "to both",
      { resolve: async () => ["8.8.8.8", "10.0.0.1"], kindOf: undefined as never },
      false,
      /leads into this machine or a private network/,
    ],
    ["nowhere", { resolve: async () => [] }, false, /leads nowhere/],
    ["to no machine", { resolve: async () => ["127.0.0.9", "127.0.0.1"] }, false, "page"],
  ])("%s", async (_, deps, isTyped, expected) => {
    let requests = 0;
    const port = await serve((request, response) => {
      requests++;
      send("text/plain", "x")(request, response);
    });
    const { kindOf, ...others } = { ...anybodys, ...deps };
    const request = createRequestPage({ ...others, ...(kindOf && { kindOf }) });
    const reply = await request(new URL(`http://a.example:${port}/`), isTyped, never);
    if (expected === "page") expect(reply.type).toBe("page");
    else expect(textOf(reply)).toMatch(expected);
    expect(requests).toBe(expected === "page" ? 1 : 0);
  });

  test("the name is looked up once: what it leads to afterwards is nobody's affair", async () => {
    const port = await serve(send("text/plain", "first"));
    let lookups = 0;
    const request = createRequestPage({
      kindOf: () => "public",
      resolve: async () => [lookups++ === 0 ? "127.0.0.1" : "127.0.0.66"],
    });
    expect(textOf(await request(new URL(`http://rebind.example:${port}/`), false, never))).toBe("first");
    expect(lookups).toBe(1);
  });

  test("an address is taken as it is, and refused by itself", async () => {
    const port = await serve(send("text/plain", "x"));
    const request = createRequestPage({ resolve: async () => ["8.8.8.8"] });
    for (const host of ["127.0.0.1", "2130706433", "[::1]", "[::ffff:127.0.0.1]"]) {
      const reply = await request(new URL(`http://${host}:${port}/`), false, never);
      expect(textOf(reply), host).toContain("leads into this machine");
    }
    expect((await request(new URL(`http://127.0.0.1:${port}/`), true, never)).type).toBe("page");
  });
});

test("redirects are told, not followed", async () => {
  for (const status of [301, 302, 303, 307, 308]) {
    const reply = await ask(send("", "", { Location: "http://127.0.0.1/" }, status));
    expect(reply).toEqual({ type: "redirect", to: "http://127.0.0.1/" });
  }
  expect(textOf(await ask(send("", "", {}, 302)))).toContain("302");
});

test.each([
  ["application/pdf", "Not read: it is application/pdf. Only HTML, text, Markdown, JSON and XML are read."],
  ["image/png", "Not read: it is image/png"],
])("%s is refused", async (type, text) => {
  expect(textOf(await ask(send(type, "x")))).toContain(text);
});

test("an error is told", async () => {
  expect(textOf(await ask(send("text/html", "x", {}, 404)))).toContain("404 Not Found");
  const request = createRequestPage(anybodys);
  expect(textOf(await request(new URL("http://a.example:1/"), false, never))).toContain("ECONNREFUSED");
  const lost = createRequestPage({ resolve: async () => Promise.reject(new Error("ENOTFOUND a.example")) });
  expect(textOf(await lost(new URL("http://a.example/"), false, never))).toContain("ENOTFOUND");
});

test("gzip and brotli are unpacked; what else is packed is refused", async () => {
  expect(textOf(await ask(send("text/plain", gzipSync("zipped"), { "Content-Encoding": "gzip" })))).toBe("zipped");
  expect(textOf(await ask(send("text/plain", brotliCompressSync("br"), { "Content-Encoding": "br" })))).toBe("br");
  expect(textOf(await ask(send("text/plain", "x", { "Content-Encoding": "zstd" })))).toContain("packed as zstd");
  expect(textOf(await ask(send("text/plain", "no gzip", { "Content-Encoding": "gzip" })))).toContain(
    "could not be had",
  );
});

test("two megabytes are taken, of a bomb too, and of what has no end", async () => {
  const limit = 2 * 1024 * 1024;
  const bomb = gzipSync(Buffer.alloc(200 * 1024 * 1024));
  expect(bomb.length).toBeLessThan(400_000);
  const unpacked = await ask(send("text/plain", bomb, { "Content-Encoding": "gzip" }));
  expect(unpacked).toMatchObject({ type: "page", isCut: true });
  expect(unpacked.type === "page" && unpacked.bytes.length).toBe(limit);
  let isClosed: (() => void) | undefined;
  const closed = new Promise<void>((resolve) => (isClosed = resolve));
  const endless = await ask((_, response) => {
    response.writeHead(200, { "Content-Type": "text/plain" });
    const more = () => {
      while (!response.destroyed && response.write(Buffer.alloc(65_536, "x")));
    };
    response.on("drain", more);
    response.on("close", () => isClosed?.());
    more();
  });
  expect(endless.type === "page" && [endless.bytes.length, endless.isCut]).toEqual([limit, true]);
  await closed;
});

test.each<[string, RequestListener]>([
  ["says nothing", () => {}],
  ["never ends", (_, response) => void response.writeHead(200, { "Content-Type": "text/plain" }).write("x")],
])("a server that %s is waited for that long, and left at once when the run is stopped", async (_, listener) => {
  expect(textOf(await ask(listener, { timeoutMs: 200 }))).toContain("No whole answer within 0.2 s.");
  const stop = new AbortController();
  setTimeout(() => stop.abort(new Error("stopped")), 100);
  const start = performance.now();
  await expect(ask(listener, {}, "/", stop.signal)).rejects.toThrow("stopped");
  expect(performance.now() - start).toBeLessThan(2_000);
});

test("a name that is never resolved is waited for that long too", async () => {
  const request = createRequestPage({ resolve: () => new Promise(() => {}), timeoutMs: 100 });
  expect(textOf(await request(new URL("http://a.example/"), false, never))).toContain("No whole answer");
});
