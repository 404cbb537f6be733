// The proxy of held commands, spoken to as a command would and as an attacker would, on servers of this machine.

import { existsSync, statSync } from "node:fs";
import http from "node:http";
import { connect, createServer, type Server, type Socket } from "node:net";
import { dirname } from "node:path";
import { afterEach, expect, test } from "vitest";
import type { HostVerdict } from "../../../../../src/core/agent/approvals/networkHosts.ts";
import {
  type NetworkProxy,
  type NetworkProxyDeps,
  startNetworkProxy,
} from "../../../../../src/vscode/agent/sandbox/networkProxy.ts";

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

/** A server that says what it was sent, and the proxy, to which all public addresses are that server. */
async function world(more: Partial<NetworkProxyDeps> = {}) {
  const connections: string[] = [];
  const heard: string[] = [];
  const server: Server = http.createServer((request, response) => {
    heard.push(`${request.method} ${request.url} ${JSON.stringify(request.headers)}`);
    request.pipe(response);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as { port: number };
  const verdicts = new Map<string, HostVerdict>([
    ["allowed.example", "allowed"],
    ["http://allowed.example", "allowed"],
    ["denied.example", "denied"],
    ["93.184.216.34", "allowed"],
    ["127.0.0.1", "allowed"],
    ["http://localhost", "allowed"],
    ["[::1]", "allowed"],
  ]);
  const proxy = await startNetworkProxy({
    verdictOf: (host) => verdicts.get(host) ?? "asks",
    resolve: async () => ["93.184.216.34"],
    connect: (address, to) => {
      connections.push(`${address} ${to}`);
      return connect(port, "127.0.0.1");
    },
    ...more,
  });
  closing.push(
    () => proxy.close(),
    () => new Promise((resolve) => server.close(resolve)),
  );
  return { proxy, verdicts, connections, heard };
}

/** Everything that comes back for `text`, until the other side ends or `enough` has come. */
function say({ socket }: NetworkProxy, text: string, enough?: RegExp, half = false): Promise<string> {
  return new Promise((resolve, reject) => {
    const client: Socket = connect(socket);
    let back = "";
    client.on("data", (bytes) => {
      back += bytes.toString("latin1");
      if (enough?.test(back)) client.destroy();
    });
    client.on("error", (error: NodeJS.ErrnoException) =>
      /ECONNRESET|EPIPE/.test(String(error.code)) ? undefined : reject(error),
    );
    client.on("close", () => resolve(back));
    client.write(text, "latin1");
    if (half) client.end();
  });
}

const get = (host: string) => `GET / HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`;

test("a host that is allowed is reached, through a tunnel and in plain text", async () => {
  const { proxy, connections, heard } = await world();
  const tunnelled = await say(proxy, `CONNECT allowed.example:443 HTTP/1.1\r\n\r\n${get("allowed.example")}`);
  expect(tunnelled).toMatch(/^HTTP\/1\.1 200 [^\r]+\r\n\r\nHTTP\/1\.1 200 OK/);
  const plain = await say(
    proxy,
    "POST http://allowed.example/a?b HTTP/1.1\r\nHost: other.example\r\nProxy-Authorization: Basic x\r\nX-Own: 1\r\nConnection: close, X-Own\r\nContent-Length: 2\r\n\r\nhi",
  );
  expect(plain).toMatch(/^HTTP\/1\.1 200 OK[\s\S]*hi/);
  expect(connections).toEqual(["93.184.216.34 443", "93.184.216.34 80"]);
  // The host is the one that was judged, and what is between it and us stays here.
  expect(heard[1]).toMatch(/^POST \/a\?b .*"host":"allowed\.example"/);
  expect(heard[1]).not.toMatch(/other\.example|proxy-authorization|x-own/i);
  expect(proxy.refused()).toEqual([]);
});

test("another is refused, and named once", async () => {
  const { proxy, connections } = await world();
  for (const text of [
    "CONNECT Other.example.:443 HTTP/1.1\r\n\r\n",
    "CONNECT other.example:443 HTTP/1.1\r\n\r\n",
    "GET http://other.example/ HTTP/1.1\r\nHost: allowed.example\r\nConnection: close\r\n\r\n",
  ])
    expect(await say(proxy, text)).toMatch(
      /^HTTP\/1\.1 403[\s\S]*does not let this command reach (?:http:\/\/)?other\.example/,
    );
  expect(await say(proxy, "CONNECT denied.example:443 HTTP/1.1\r\n\r\n")).toMatch(
    /^HTTP\/1\.1 403[\s\S]*A rule of the person/,
  );
  expect(proxy.refused()).toEqual(["other.example", "http://other.example"]);
  expect(connections).toEqual([]);
});

test("what is allowed counts at each connection", async () => {
  const { proxy, verdicts } = await world();
  const ask = () => say(proxy, `CONNECT late.example:443 HTTP/1.1\r\n\r\n${get("late.example")}`);
  expect(await ask()).toMatch(/^HTTP\/1\.1 403/);
  verdicts.set("late.example", "allowed");
  expect(await ask()).toMatch(/^HTTP\/1\.1 200/);
  verdicts.set("late.example", "denied");
  expect(await ask()).toMatch(/^HTTP\/1\.1 403/);
});

test.each([
  [["127.0.0.1"]],
  [["10.0.0.1"]],
  [["169.254.169.254"]],
  [["93.184.216.34", "192.168.1.1"]],
  [["::1"]],
  [["fe80::1"]],
  [["::ffff:127.0.0.1"]],
  [["fd00::1"]],
  [["0.0.0.0"]],
  [["64:ff9b::7f00:1"]],
])("a name that is allowed and leads to %j is refused", async (addresses) => {
  const { proxy, connections } = await world({ resolve: async () => addresses });
  expect(await say(proxy, "CONNECT allowed.example:443 HTTP/1.1\r\n\r\n")).toMatch(/^HTTP\/1\.1 403/);
  expect(await say(proxy, "GET http://allowed.example/ HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")).toMatch(
    /^HTTP\/1\.1 403/,
  );
  expect(connections).toEqual([]);
});

test("a name is looked up once: the address that was judged is the one that is connected to", async () => {
  let asked = 0;
  const { proxy, connections } = await world({
    resolve: async () => (asked++ === 0 ? ["93.184.216.34"] : ["127.0.0.1"]),
  });
  await say(proxy, `CONNECT allowed.example:443 HTTP/1.1\r\n\r\n${get("allowed.example")}`);
  expect([asked, connections]).toEqual([1, ["93.184.216.34 443"]]);
  expect(await say(proxy, "CONNECT allowed.example:443 HTTP/1.1\r\n\r\n")).toMatch(/^HTTP\/1\.1 403/);
  expect(connections).toHaveLength(1);
});

test.each([
  "CONNECT 127.0.0.1:443",
  "CONNECT 2130706433:443",
  "CONNECT 0x7f.1:443",
  "CONNECT [::1]:443",
  "CONNECT [::ffff:7f00:1]:443",
  "CONNECT localhost:80",
  "CONNECT allowed.example:22",
  "CONNECT allowed.example:8443",
  "CONNECT allowed.example:0443",
  "CONNECT allowed.example",
  "CONNECT user@allowed.example:443",
  "CONNECT allowed.example:443@evil.example:443",
  "CONNECT allowed.example%00.evil:443",
  "CONNECT /etc/passwd",
  "GET /relative",
  "GET http://allowed.example:8080/",
  "GET https://allowed.example/",
  "GET http://user:pass@allowed.example/",
  "GET http://127.0.0.1/",
  "GET http://localhost/",
  "GET ftp://allowed.example/",
  "GET file:///etc/passwd",
])("refused, with nothing connected to: %s", async (line) => {
  const { proxy, connections } = await world();
  expect(await say(proxy, `${line} HTTP/1.1\r\nHost: allowed.example\r\nConnection: close\r\n\r\n`)).toMatch(
    /^(?:HTTP\/1\.1 403|HTTP\/1\.1 400|$)/,
  );
  expect(connections).toEqual([]);
});

test("garbage, half requests and endless headers end", async () => {
  const { proxy, connections } = await world();
  expect(await say(proxy, "\x16\x03\x01\x02\x00\x01\x00garbage\r\n\r\n")).toBe("");
  expect(await say(proxy, "GARBAGE\0\r\n\r\n")).toBe("");
  expect(await say(proxy, "CONNECT allowed.exam", undefined, true)).toBe("");
  expect(await say(proxy, `GET http://allowed.example/ HTTP/1.1\r\nX: ${"x".repeat(64 * 1024)}`)).toBe("");
  const upgrade =
    "GET http://allowed.example/ HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n";
  expect(await say(proxy, upgrade)).toMatch(/^HTTP\/1\.1 403/);
  expect(connections).toEqual([]);
});

test("on a port, who does not know its password is told nothing", async () => {
  const { proxy, connections } = await world({ onPort: true });
  const { port = 0, url = "" } = proxy.local ?? {};
  const open = { ...proxy, socket: port } as unknown as NetworkProxy;
  const own = Buffer.from(`mimo:${new URL(url).password}`).toString("base64");
  for (const line of ["CONNECT allowed.example:443", "GET http://allowed.example/"]) {
    for (const by of ["", "Proxy-Authorization: Basic bWltbzo=\r\n"])
      expect(await say(open, `${line} HTTP/1.1\r\nHost: x\r\n${by}Connection: close\r\n\r\n`)).toMatch(
        /^HTTP\/1\.1 407/,
      );
  }
  expect([connections, proxy.refused()]).toEqual([[], []]);
  const known = `Host: x\r\nProxy-Authorization: Basic ${own}\r\nConnection: close\r\n\r\n`;
  expect(await say(open, `GET http://allowed.example/ HTTP/1.1\r\n${known}`)).toMatch(/^HTTP\/1\.1 200/);
  await proxy.close();
  await expect(say(open, "x")).rejects.toThrow("ECONNREFUSED");
});

test("only so many hosts are told of", async () => {
  const { proxy } = await world();
  for (let at = 0; at < 15; at++) await say(proxy, `CONNECT h${at}.example:443 HTTP/1.1\r\n\r\n`);
  expect(proxy.refused()).toHaveLength(8);
});

test("nobody else may enter its folder; closing ends what is open and leaves nothing", async () => {
  const { proxy } = await world({ connect: () => connect(listening) });
  const folder = dirname(proxy.socket);
  expect(statSync(folder).mode & 0o777).toBe(0o700);
  const silent = say(proxy, "CONNECT allowed.example:443 HTTP/1.1\r\n\r\n");
  const half = say(proxy, "CONNECT ");
  await new Promise((resolve) => setTimeout(resolve, 50));
  await proxy.close();
  await Promise.all([silent, half]);
  expect(existsSync(folder)).toBe(false);
  await expect(say(proxy, "x")).rejects.toThrow(/ENOENT|ECONNREFUSED/);
});

/** A server that takes connections and says nothing. */
let listening = "";
{
  const open = new Set<Socket>();
  const silent = createServer((socket) => {
    open.add(socket);
    socket.on("error", () => {});
  });
  listening = `\0mimo-silent-${process.pid}`;
  silent.listen(listening);
  silent.unref();
}
