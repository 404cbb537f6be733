// Pages of the web, as a person meets them: a host is asked about once, what the person did not write is not reached, and
// the text of the page comes to the model.

import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, it } from "vitest";
import { AgentDriver } from "../vscode/agentDriver.ts";
import { lastResults } from "./agentRequests.ts";
import { useVsCode } from "./vsCodeFixture.ts";

const vscode = useVsCode({ emulator: { pieceDelayMs: 0 } });
const agent = () => new AgentDriver(vscode.chat);
const quick = () => vscode.window.quickInput;

const words = "Tides follow the moon, and the harbour master writes them down, twice a day. ".repeat(10);
const pages: Readonly<Record<string, string>> = {
  "/tides": `<html><head><title>Tides</title></head><body><nav><a href="/">Home</a></nav><article><h1>Tides</h1>
<p>${words}</p><p>High water is at <a href="/noon">noon</a>. ${words}</p><script>document.body.innerHTML = "stolen";</script>
</article></body></html>`,
  "/storms": `<html><head><title>Storms</title></head><body><article><p>${words.replaceAll("Tides", "Storms")}</p></article></body></html>`,
};

/** What was asked of the page's server, and of the one that nobody wrote. */
const requests: string[] = [];
const servers: Server[] = [];
let typed = "";
let untyped = "";

async function serve(name: string): Promise<string> {
  const server = createServer((request, response) => {
    requests.push(`${name} ${request.url}`);
    if (request.url === "/away") return void response.writeHead(302, { Location: `${untyped}/secret` }).end();
    const page = pages[request.url ?? ""];
    response.writeHead(page === undefined ? 404 : 200, { "Content-Type": "text/html; charset=utf-8" });
    response.end(page ?? "nothing");
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

beforeAll(async () => {
  [typed, untyped] = [await serve("typed"), await serve("untyped")];
});

afterAll(() => {
  for (const server of servers) {
    server.closeAllConnections();
    server.close();
  }
});

const read = (url: string) => ({ calls: [{ name: "read_url", arguments: { url } }] });

it("a page that the person wrote is asked about, its main text comes to the model, and its host is not asked about again", async () => {
  const question = `What does ${typed}/tides say?`;
  vscode.emulator.addAgent({
    question,
    steps: [
      read(`${typed}/tides`),
      read(`${typed}/storms`),
      read(`${typed}/away`),
      read(`${untyped}/secret`),
      read("file:///etc/passwd"),
      { text: "High water is at noon." },
    ],
  });
  await vscode.chat.send(question);
  const asked = await agent().asked();
  expect(asked).toContain(`Fetch a page of ${typed} and send it to MiMo?`);
  expect(asked).toContain(`${typed}/tides`);
  expect(asked).toContain("It is not encrypted");
  expect(asked).toContain("belongs to your computer or your own network");
  expect(requests).toEqual([]);
  await vscode.window.screenshot("read-url-approval");
  const offers = await agent().offers();
  await agent().approve(offers.find((offer) => offer.includes("in this chat")) ?? offers.join());

  expect(await vscode.chat.waitForReply()).toMatchObject({ state: "done", contentText: "High water is at noon." });
  const [tides = "", storms = "", away = "", secret = "", file = ""] = lastResults(vscode.emulator);
  expect(tides).toContain(`# Tides\n${typed}/tides\n\n`);
  expect(tides).toContain(`High water is at [noon](${typed}/noon).`);
  expect(tides).not.toMatch(/stolen|Home|<p>/);
  expect(storms).toContain("# Storms");
  expect(away).toContain("It leads elsewhere");
  for (const refused of [away, secret]) expect(refused).toContain("belongs to this machine or its own network");
  expect(file).toContain("is no address of a page");
  expect(requests).toEqual(["typed /tides", "typed /storms", "typed /away"]);
  expect(await agent().states()).toEqual([
    "read_url done",
    "read_url done",
    "read_url failed",
    "read_url failed",
    "read_url failed",
  ]);
  expect(await agent().calls("read_url").first().innerText()).toContain(`Read ${typed}/tides`);
  await vscode.window.screenshot("read-url-done");
});

it("what was allowed is listed, and taken back it asks again; after a no nothing is fetched", async () => {
  await vscode.window.runCommand("MiMo: Manage Approvals");
  await quick().waitUntilShows("Manage Approvals");
  const rule = quick().rows.filter({ hasText: "Pages from here are fetched without a question" });
  await expect.poll(() => rule.count()).toBe(1);
  await rule.click();
  await quick().accept();

  const question = `Once more: ${typed}/tides`;
  vscode.emulator.addAgent({ question, steps: [read(`${typed}/tides`), { text: "Denied." }] });
  requests.length = 0;
  await vscode.chat.send(question);
  expect(await agent().asked()).toContain(`Fetch a page of ${typed}`);
  await agent().deny();
  expect(await vscode.chat.waitForReply()).toMatchObject({ state: "done", contentText: "Denied." });
  expect(lastResults(vscode.emulator).at(-1)).toContain("Denied by the person");
  expect(requests).toEqual([]);
});
