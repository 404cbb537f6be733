// The tool as a run calls it: from the judgement of the call to its result, over a real server on this machine.

import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import http, { type RequestListener } from "node:http";
import https from "node:https";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, onTestFinished, test } from "vitest";
import { callKeyOf } from "../../../../../src/core/agent/approvals/agreedWrites.ts";
import type { ApprovalRule } from "../../../../../src/core/agent/approvals/approvalRule.ts";
import { JudgedPages } from "../../../../../src/core/agent/approvals/judgedPages.ts";
import { judgePageCall } from "../../../../../src/core/agent/approvals/pageCall.ts";
import type { CallResult } from "../../../../../src/core/tools/toolRun.ts";
import { mainText } from "../../../../../src/vscode/agent/web/mainText.ts";
import { createReadUrl } from "../../../../../src/vscode/agent/web/readUrlTool.ts";
import { createRequestPage } from "../../../../../src/vscode/agent/web/requestPage.ts";

const open: http.Server[] = [];
afterEach(() => {
  for (const server of open.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

async function listen<S extends http.Server>(server: S): Promise<number> {
  open.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return (server.address() as AddressInfo).port;
}
const serve = (listener: RequestListener) => listen(http.createServer(listener));

const scope = { chat: "a", question: "q" };
const never = new AbortController().signal;

function makeTool(
  options: {
    readonly ca?: string;
    readonly isReal?: boolean;
    readonly parse?: typeof mainText;
    readonly timeoutMs?: number;
  } = {},
) {
  const judgedPages = new JudgedPages();
  const rules: ApprovalRule[] = [];
  const typed: string[] = [];
  const { ca, isReal, parse = mainText, timeoutMs } = options;
  const made = createReadUrl({
    judgedPages,
    request: createRequestPage({
      resolve: async () => ["127.0.0.1"],
      ...(!isReal && { kindOf: () => "public" as const }),
      ...(ca !== undefined && { ca }),
    }),
    ...(timeoutMs !== undefined && { timeoutMs }),
    findMainText: async (html, url) => parse(html, url),
  });
  const world = () => ({
    mode: "agent" as const,
    isTrusted: true,
    rules,
    readShell: () => ({ commands: [], doubts: [] }),
  });
  return {
    rules,
    typed,
    /** As a run does: judged, agreed to where it asks, run. */
    read: async (url: string, offset?: number, signal = never): Promise<CallResult> => {
      const input = { url, ...(offset !== undefined && { offset }) };
      const { access, verdict } = judgePageCall(url, world, () => typed);
      if (verdict.type === "refused") throw new Error(verdict.because);
      judgedPages.judged(callKeyOf(scope, "read_url", input), access);
      return made.run(input as never, { signal, onOutput: () => {}, scope });
    },
    unjudged: (url: string) => made.run({ url } as never, { signal: never, onOutput: () => {}, scope }),
  };
}
const said = ({ outcome, content }: CallResult) =>
  `${outcome}: ${content.map((part) => (part.type === "text" ? part.text : "")).join("")}`;

test("a page is told with its title and where it came from", async () => {
  const port = await serve((request, response) => {
    if (request.url === "/") return void response.writeHead(302, { Location: "/tides#now" }).end();
    response.writeHead(200, { "Content-Type": "text/html; charset=gbk" });
    response.end(
      Buffer.concat([Buffer.from("<title>T</title><p>Tides "), Buffer.from([0xc4, 0xe3]), Buffer.from("</p>")]),
    );
  });
  const result = await makeTool().read(`http://a.example:${port}/`);
  expect(said(result)).toBe(`done: # T\nhttp://a.example:${port}/tides\n\nTides 你`);
  expect(result.facts).toEqual({ url: `http://a.example:${port}/tides` });
});

test("the rest of a long text is told without another request", async () => {
  let requests = 0;
  const lines = Array.from({ length: 3_000 }, (_, at) => `line ${at}`).join("\n");
  const port = await serve((_, response) => {
    requests++;
    response.writeHead(200, { "Content-Type": "text/plain" }).end(lines);
  });
  const { read } = makeTool();
  const first = said(await read(`http://a.example:${port}/`));
  const offset = Number(/offset (\d+)/.exec(first)?.[1]);
  expect(said(await read(`http://a.example:${port}/`, offset))).toContain("line 2999");
  expect(requests).toBe(1);
  await read(`http://a.example:${port}/`);
  expect(requests).toBe(2);
});

test("what nobody judged is not fetched, and a judgement is good for one call", async () => {
  const { unjudged } = makeTool();
  expect(said(await unjudged("http://a.example/"))).toBe(
    "failed: Not read: the same call was made beside this one. See its result, or ask again.",
  );
});

test("to another host the model is told the way, and the person is asked about it", async () => {
  const other = await serve((_, response) => response.writeHead(200, { "Content-Type": "text/plain" }).end("there"));
  const port = await serve((_, response) => response.writeHead(302, { Location: `http://b.example:${other}/x` }).end());
  const { read, rules } = makeTool();
  expect(said(await read(`http://a.example:${port}/`))).toContain(
    `failed: Not read: it leads to http://b.example:${other}/x, and the person has not allowed that host.`,
  );
  rules.push({ effect: "allow", subject: { kind: "host", host: `http://b.example:${other}` }, scope: "workspace" });
  expect(said(await read(`http://a.example:${port}/`))).toContain("there");
});

test("to this machine nothing leads, by its address or by a name; what the person wrote is read", async () => {
  const secret = await serve((_, response) => response.writeHead(200, { "Content-Type": "text/plain" }).end("secret"));
  const port = await serve((_, response) => response.writeHead(302, { Location: `http://127.0.0.1:${secret}/` }).end());
  expect(said(await makeTool().read(`http://a.example:${port}/`))).toMatch(
    /^failed: It leads elsewhere: .*own network/,
  );
  const { read, typed } = makeTool({ isReal: true });
  expect(said(await read(`http://rebind.example:${secret}/`))).toContain("leads into this machine");
  typed.push(`read http://rebind.example:${secret}/ and http://127.0.0.1:${secret}/`);
  expect(said(await read(`http://rebind.example:${secret}/`))).toContain("leads into this machine");
  expect(said(await read(`http://127.0.0.1:${secret}/`))).toContain("secret");
});

test("a page whose main text cannot be found is told in its words", async () => {
  const port = await serve((_, response) => {
    response.writeHead(200, { "Content-Type": "text/html" }).end("<title>T</title><body><p>a<p>b<script>c</script>");
  });
  const none = makeTool({ parse: () => undefined });
  expect(said(await none.read(`http://a.example:${port}/`))).toContain("# T\n");
  const throws = makeTool({
    parse: () => {
      throw new RangeError("Maximum call stack size exceeded");
    },
  });
  const text = said(await throws.read(`http://a.example:${port}/`));
  expect(text).toContain("a\nb");
  expect(text).not.toContain("c<");
});

test("bytes that are called text are none", async () => {
  const port = await serve((_, response) => response.writeHead(200, { "Content-Type": "text/plain" }).end("a\0b"));
  expect(said(await makeTool().read(`http://a.example:${port}/`))).toBe("failed: Not read: it is no text.");
});

test("redirects have no more time together than one request", async () => {
  let requests = 0;
  const port = await serve((_, response) => {
    requests++;
    setTimeout(() => response.writeHead(302, { Location: "/again" }).end(), 150);
  });
  const { read } = makeTool({ timeoutMs: 400 });
  expect(said(await read(`http://a.example:${port}/`))).toBe("failed: No whole answer within 0.4 s.");
  expect(requests).toBeLessThan(4);
});

test("a stop ends it at once", async () => {
  const port = await serve(() => {});
  const stop = new AbortController();
  setTimeout(() => stop.abort(new Error("stopped")), 50);
  await expect(makeTool().read(`http://a.example:${port}/`, undefined, stop.signal)).rejects.toThrow("stopped");
});

const hasOpenssl = spawnSync("openssl", ["version"]).status === 0;

test.skipIf(!hasOpenssl)(
  "over TLS the certificate is that of the name, though the address is connected to",
  async () => {
    const folder = mkdtempSync(join(tmpdir(), "mimo-tls-"));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    const [key, cert] = [join(folder, "key"), join(folder, "cert")];
    const subject = ["-subj", "/CN=a.example", "-addext", "subjectAltName=DNS:a.example", "-days", "1"];
    const kind = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"];
    execFileSync("openssl", ["req", "-x509", ...kind, ...subject, "-keyout", key, "-out", cert], { stdio: "ignore" });
    const ca = readFileSync(cert, "utf8");
    const names: unknown[] = [];
    const plain = await serve((_, response) => response.end());
    const server = https.createServer({ key: readFileSync(key), cert: ca }, (request, response) => {
      names.push((request.socket as import("node:tls").TLSSocket).servername);
      if (request.url === "/plain")
        return void response.writeHead(301, { Location: `http://a.example:${plain}/` }).end();
      response.writeHead(200, { "Content-Type": "text/plain" }).end("over TLS");
    });
    const port = await listen(server as unknown as http.Server);
    const { read } = makeTool({ ca });
    expect(said(await read(`https://a.example:${port}/`))).toContain("over TLS");
    expect(names).toEqual(["a.example"]);
    expect(said(await read(`https://b.example:${port}/`))).toMatch(/^failed: The page could not be had: .*b\.example/);
    expect(said(await read(`https://a.example:${port}/plain`))).toContain(
      `it leads to http://a.example:${plain}/, and the`,
    );
    expect(said(await makeTool().read(`https://a.example:${port}/`))).toMatch(
      /^failed: The page could not be had: self/,
    );
  },
);
