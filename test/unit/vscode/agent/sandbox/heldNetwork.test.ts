// What a held command reaches, in a real bubblewrap: the hosts that were allowed, through our proxy, and nothing else.

import { copyFileSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import http from "node:http";
import { connect } from "node:net";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import type { HostVerdict } from "../../../../../src/core/agent/approvals/networkHosts.ts";
import { until } from "../commands/fakes.ts";
import { describeHeld, heldWindow } from "./heldWindow.ts";

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

async function world(env?: NodeJS.ProcessEnv, node?: string) {
  const connections: string[] = [];
  const server = http.createServer((request, response) => response.end(`page of ${request.headers.host}\n`));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as { port: number };
  const verdicts = new Map<string, HostVerdict>([["allowed.example", "allowed"]]);
  const opened = heldWindow(
    {},
    {
      networkVerdict: (chat, host) => (chat === "chat" ? (verdicts.get(host) ?? "asks") : "asks"),
      proxy: {
        resolve: async (name) => (name.startsWith("rebound") ? ["127.0.0.1"] : ["93.184.216.34"]),
        connect: (address, to) => {
          connections.push(`${address} ${to}`);
          return connect(port, "127.0.0.1");
        },
      },
      ...(env && { env }),
      ...(node !== undefined && { node }),
    },
  );
  closing.push(opened.close, () => new Promise((resolve) => server.close(resolve)));
  return { ...opened, verdicts, connections, port };
}

/** Asks for a page as programs do that go by the proxy variables: a tunnel, and in it plain text. */
const fetching = (host: string, port = 443) =>
  `node -e '${[
    'const u = new URL(process.env.HTTPS_PROXY), http = require("http");',
    `const r = http.request({ host: u.hostname, port: u.port, method: "CONNECT", path: "${host}:${port}" });`,
    'r.on("connect", (a, s) => { let b = "";',
    `if (a.statusCode !== 200) { s.on("data", (d) => (b += d)).on("end", () => { console.log(a.statusCode, b); process.exit(7); }); return; }`,
    `s.on("data", (d) => (b += d)).on("end", () => console.log(b)); s.write("GET / HTTP/1.1\\r\\nHost: ${host}\\r\\nConnection: close\\r\\n\\r\\n"); }).end();`,
  ].join(" ")}'`.replaceAll("node -e", `"${process.execPath}" -e`);

describeHeld("the network of a held command", () => {
  test("a host that is allowed is reached; another is refused, named, and offered", async () => {
    const { run, connections } = await world();
    const good = await run(fetching("allowed.example"));
    expect(good.text).toContain("page of allowed.example");
    expect([good.outcome, good.otherWay, connections]).toEqual(["done", undefined, ["93.184.216.34 443"]]);
    const line = `${fetching("allowed.example")} && ${fetching("other.example")}`;
    const bad = await run(line);
    expect(bad.outcome).toBe("failed");
    expect(bad.text).toContain("403");
    expect(bad.text).toContain("(The sandbox kept it from other.example: nobody has allowed that.");
    expect(bad.otherWay).toMatchObject({
      input: { command: line, allow_hosts: ["other.example"] },
      why: "hosts",
      what: "to let it reach other.example",
    });
    // Agreed to, it is for that run alone.
    expect((await run(line, { allow_hosts: ["other.example"] })).text).toContain("page of other.example");
    expect((await run(line)).outcome).toBe("failed");
    // Rules of one chat are none of another.
    expect((await run(fetching("allowed.example"), {}, { chat: "another" })).outcome).toBe("failed");
  });

  test("no yes leads to this machine, to another port, or around a rule", async () => {
    const { run, connections, verdicts, port } = await world();
    verdicts.set("denied.example", "denied");
    for (const [host, to] of [
      ["rebound.example", 443],
      ["127.0.0.1", 443],
      ["localhost", 443],
      ["denied.example", 443],
      ["allowed.example", port],
    ] as const) {
      const { text, otherWay } = await run(fetching(host, to), { allow_hosts: [host] });
      expect([host, text.includes("403"), otherWay]).toEqual([host, true, undefined]);
    }
    expect(connections).toEqual([]);
  });

  test("nothing else is reached, and nothing of the proxy is seen outside or left behind", async () => {
    const before = readdirSync("/tmp").filter((name) => name.startsWith("mimo-proxy-"));
    const { run, port, at } = await world({
      ...process.env,
      MIMO_API_KEY: "k3y-of-mine",
      HTTPS_PROXY: "http://person:s3cret@proxy.example:8080",
      no_proxy: "x.example",
    });
    const held = await run(
      `env; cat /proc/*/environ | tr '\\0' '\\n'; (exec 3<>/dev/tcp/127.0.0.1/${port}) && echo reached; ls -a /tmp; echo x >/tmp/.mimo-bridge.ts; rm -f /tmp/.mimo-proxy; exit 0`,
    );
    expect(held.text).toMatch(/HTTPS_PROXY=http:\/\/127\.0\.0\.1:\d+/);
    expect(held.text).toMatch(/NO_PROXY=localhost/);
    for (const secret of ["k3y-of-mine", "s3cret", "ELECTRON_RUN_AS_NODE=1\nELECTRON", "reached\n"])
      expect(held.text).not.toContain(secret);
    expect(held.text).toMatch(/Read-only file system|Device or resource busy|Permission denied/);
    const free = await run(`env; echo x >${at("free")}`, { outside_sandbox: true });
    expect(free.text).not.toMatch(/127\.0\.0\.1:\d+|mimo-proxy/);
    expect(free.text).toContain("HTTPS_PROXY=http://person:");
    await until(
      () => readdirSync("/tmp").filter((name) => name.startsWith("mimo-proxy-") && !before.includes(name)).length === 0,
    );
  });

  test("a Node that stands among temporary files is seen all the same, and what lies elsewhere there is not", async () => {
    const folder = mkdtempSync("/tmp/mimo-node-");
    closing.push(async () => rmSync(folder, { recursive: true, force: true }));
    const node = join(folder, "node");
    copyFileSync(process.execPath, node);
    const { run } = await world(undefined, node);
    const { text } = await run(
      `ls /tmp; echo x >${node}; ${fetching("allowed.example").replace(process.execPath, node)}`,
    );
    expect(text).toContain("page of allowed.example");
    expect(text).toMatch(/Read-only file system|Text file busy/);
    expect(text).toContain(folder.slice("/tmp/".length));
    const { run: another } = await world(undefined, process.execPath);
    expect((await another("ls /tmp")).text).not.toContain("mimo-node");
  });

  test("it goes with the command: one in the background keeps its own until it ends", async () => {
    const { run, output } = await world();
    const { facts } = await run(`until [ -e go ]; do sleep 0.02; done; ${fetching("allowed.example")}`, {
      background: true,
    });
    await run("touch go");
    await until(async () => (await output(String(facts.id))).text.includes("page of allowed.example"));
  });
});
