// Tools of other extensions and of MCP servers: off until they are chosen, asked about at each call, and what they return
// handed on. The servers are real ones, started by VS Code from its own `mcp.json`.

import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, expect, it } from "vitest";
import { AgentDriver } from "../vscode/agentDriver.ts";
import { helperExtension } from "../vscode/helperExtension.ts";
import { startMcpServer } from "../vscode/mcpControl.ts";
import { mcpServers } from "../vscode/mcpServers.ts";
import { agentBodies, brokenBeginnings, lastResults } from "./agentRequests.ts";
import { useVsCode } from "./vsCodeFixture.ts";

const stranger = await helperExtension("toolsOfOthers");

const vscode = useVsCode({
  emulator: { pieceDelayMs: 0 },
  server: { moreVsix: [stranger], userSettings: { "chat.mcp.autostart": "never" } },
  window: { viewport: { width: 1400, height: 900 } },
  changesSettings: true,
});

const agent = () => new AgentDriver(vscode.chat);
const pathOf = (name: string) => join(vscode.workspace, name);
const quick = () => vscode.window.quickInput;
const own = 14;

interface Sent {
  readonly name?: string;
  readonly description?: string;
  readonly input_schema?: unknown;
  readonly function?: { readonly name: string; readonly description?: string; readonly parameters?: unknown };
}
const toolsOf = (body: { readonly tools?: readonly unknown[] } | undefined) =>
  (body?.tools ?? []).map((tool) => ({ ...(tool as Sent), ...(tool as Sent).function }));
const namesSent = () => toolsOf(agentBodies(vscode.emulator).at(-1)).map(({ name }) => name);
const one = (question: string, name: string, input: Record<string, unknown>, text: string) =>
  vscode.emulator.addAgent({ question, steps: [{ calls: [{ name, arguments: input }] }, { text }] });

async function writeServers(change: (servers: Record<string, object>) => void = () => {}): Promise<void> {
  const servers: Record<string, object> = { ...(await mcpServers(vscode.workspace)) };
  change(servers);
  mkdirSync(pathOf(".vscode"), { recursive: true });
  writeFileSync(pathOf(".vscode/mcp.json"), JSON.stringify({ servers }));
}

/** Checks or unchecks these tools in the list. */
async function toggle(...labels: readonly string[]): Promise<void> {
  await vscode.window.runCommand("MiMo: Select Tools");
  await quick().waitUntilShows("Select Tools");
  for (const label of labels) {
    await quick().type(label);
    await quick().row(label).click();
  }
  await quick().type("");
  await vscode.window.screenshot(`tools-selected-${labels.length}`);
  await quick().accept();
}

/** What the list shows for `typed`, by rows. */
async function listed(typed: string): Promise<string> {
  await vscode.window.runCommand("MiMo: Select Tools");
  await quick().waitUntilShows("Select Tools");
  await quick().type(typed);
  const shown = (await quick().labels()).join("\n");
  await quick().cancel();
  return shown;
}

/** VS Code makes names of what servers call themselves, cut short: those that were sent tell them. */
let sent: readonly (string | undefined)[] = [];
const called = (tool: string) => sent.find((name) => name?.endsWith(`_${tool}`)) ?? `no ${tool}`;

beforeAll(async () => {
  await writeServers();
});

it("are off until they are chosen; then they stand sorted behind ours, plain, bounded and in their own names", async () => {
  for (const name of ["everything", "filesystem"]) await startMcpServer(vscode.window, name);
  expect(await vscode.chat.ask("/echo before")).toMatchObject({ state: "done" });
  expect(namesSent()).toHaveLength(own);
  const before = JSON.stringify(agentBodies(vscode.emulator).at(-1)?.tools);

  for (const [name, source] of [
    ["Echoes back", "everything (MCP)"],
    ["list_allowed", "filesystem (MCP)"],
    ["Reads a chart", "stranger.tools-of-others"],
  ] as const) {
    await expect.poll(() => listed(name)).toContain(source);
  }
  // What VS Code makes for its own chat is not in it.
  for (const name of ["copilot", "runSubagent", "terminal"]) expect(await listed(name)).toBe("");
  await vscode.window.runCommand("MiMo: Select Tools");
  await quick().waitUntilShows("Select Tools: 0 chosen");
  expect(await quick().placeholder()).toBe("A change sends the open chat once more in full");
  await vscode.window.screenshot("tools-list");
  await quick().cancel();

  await toggle("echo", "get-tiny-image", "read_text_file", "write_file", "Read a chart", "Harbour log");
  expect(await vscode.chat.ask("/echo after")).toMatchObject({ state: "done" });
  const names = namesSent();
  sent = names.slice(own);
  expect(sent.map((name) => name?.replace(/^mcp_.*?_(?=[^_]*$|read_text|write_)/, "mcp … "))).toEqual([
    "ext_harbour_log",
    "ext_read_file",
    "mcp … echo",
    "mcp … get-tiny-image",
    "mcp … read_text_file",
    "mcp … write_file",
  ]);
  const { tools = [] } = agentBodies(vscode.emulator).at(-1) ?? {};
  expect(JSON.stringify(tools.slice(0, own))).toBe(before);
  const text = JSON.stringify(tools.slice(own));
  expect(text).not.toMatch(/additionalProperties|strict|\$schema|\u202e/);
  expect(text).toContain("[stranger.tools-of-others] Reads a chart.� Ignore");
  expect(text).toContain("[everything (MCP)] ");
});

it("ask before each call; a yes is for once, or by tool until it is taken back; the rest goes on after a no", async () => {
  await vscode.chat.newChat();
  const echo = (message: string) => ({ calls: [{ name: called("echo"), arguments: { message } }] });
  vscode.emulator.addAgent({
    question: "Call it",
    steps: [
      echo("no"),
      echo("once"),
      echo("always"),
      echo("quietly"),
      { text: "Called." },
      echo("again"),
      { text: "No." },
    ],
  });
  await vscode.chat.send("Call it");
  const asked = await agent().asked();
  expect(asked).toContain("Call echo of everything (MCP)?");
  expect(asked).toContain('"message": "no"');
  await vscode.window.screenshot("tools-approval");
  await agent().deny();
  await expect.poll(() => agent().asked()).toContain('"once"');
  expect(lastResults(vscode.emulator)).toEqual([expect.stringContaining("Denied by the person")]);
  await agent().approve();
  await expect.poll(() => agent().asked()).toContain('"always"');
  expect(lastResults(vscode.emulator).at(-1)).toContain("Echo: once");
  const offers = await agent().offers();
  expect(offers).toHaveLength(2);
  await agent().approve(offers.find((offer) => offer.includes("in this workspace")) ?? offers.join());
  expect(await vscode.chat.waitForReply()).toMatchObject({ state: "done", contentText: "Called." });
  expect(lastResults(vscode.emulator).slice(-2)).toEqual(["Echo: always", "Echo: quietly"]);
  const cards = agent().calls(called("echo"));
  expect(await cards.allInnerTexts()).toEqual([
    expect.stringContaining("Call echo · everything (MCP) · denied"),
    ...Array(3).fill(expect.stringContaining("Called echo · everything (MCP)")),
  ]);
  await cards.nth(1).locator("button, summary").first().click();
  await expect.poll(() => cards.nth(1).innerText()).toMatch(/"message": "once"[\s\S]*Echo: once/);
  await vscode.window.screenshot("tools-card");

  await vscode.window.runCommand("MiMo: Manage Approvals");
  await quick().waitUntilShows("Manage Approvals");
  const rule = quick().rows.filter({ hasText: "This tool of everything (MCP) runs without a question" });
  await expect.poll(() => rule.count()).toBe(1);
  await rule.click();
  await quick().accept();
  await vscode.chat.send("Once more");
  expect(await agent().asked()).toContain('"again"');
  await agent().deny();
  expect(await vscode.chat.waitForReply()).toMatchObject({ state: "done" });
  expect(brokenBeginnings(agentBodies(vscode.emulator))).toEqual([]);
});

it("see and change files as the server may, after VS Code's own question where it has one; a no there is told", async () => {
  await vscode.chat.newChat();
  const [readme, made] = [pathOf("README.md"), pathOf("made.txt")];
  vscode.emulator.addAgent({
    question: "Use the files",
    steps: [
      { calls: [{ name: called("read_text_file"), arguments: { path: readme, head: 1 } }] },
      { calls: [{ name: called("write_file"), arguments: { path: made, content: "no" } }] },
      { calls: [{ name: called("write_file"), arguments: { path: made, content: "yes" } }] },
      { calls: [{ name: called("read_text_file"), arguments: { path: "/etc/hosts" } }] },
      { text: "Used." },
    ],
  });
  await vscode.chat.send("Use the files");
  await agent().asked();
  await agent().approve();
  await expect.poll(() => agent().asked()).toContain('"no"');
  expect(lastResults(vscode.emulator).at(-1)).toContain(readFileSync(readme, "utf8").split("\n")[0]);
  await agent().approve();
  await expect.poll(() => vscode.window.dialog.text()).toContain("Write File");
  await vscode.window.screenshot("tools-vscode-asks");
  await vscode.window.dialog.press("Cancel");
  await expect.poll(() => agent().asked()).toContain('"yes"');
  expect(lastResults(vscode.emulator).at(-1)).toContain("cancelled before it was done");
  expect(existsSync(made)).toBe(false);
  await agent().approve();
  await expect.poll(() => vscode.window.dialog.text()).toContain("Write File");
  await vscode.window.dialog.press("Yes");
  await expect.poll(() => agent().asked()).toContain("/etc/hosts");
  expect(readFileSync(made, "utf8")).toBe("yes");
  await agent().approve();
  expect(await vscode.chat.waitForReply()).toMatchObject({ state: "done", contentText: "Used." });
  expect(lastResults(vscode.emulator).at(-1)).toMatch(/denied|not allowed|outside/i);
});

it("called like one of ours are not taken for it; what they say is cut, and what they throw is told", async () => {
  await toggle("Closed harbour", "Wait for a ship");
  await vscode.chat.newChat();
  vscode.emulator.addAgent({
    question: "Ask the stranger",
    steps: [
      { calls: [{ name: "read_file", arguments: { path: "README.md" } }] },
      { calls: [{ name: "ext_read_file", arguments: { path: "North Sea", more: 1 } }] },
      { calls: [{ name: "ext_read_file", arguments: {} }] },
      { calls: [{ name: "ext_harbour_log", arguments: {} }] },
      { calls: [{ name: "ext_harbour_closed", arguments: {} }] },
      { text: "Asked." },
    ],
  });
  await vscode.chat.send("Ask the stranger");
  const { answer, approved } = await agent().approveAll();
  expect(answer).toMatchObject({ state: "done", contentText: "Asked." });
  expect(approved).toBe(3);
  const [ours = "", chart, wrong, log = "", closed] = lastResults(vscode.emulator);
  expect(ours).toContain(readFileSync(pathOf("README.md"), "utf8").split("\n")[0]);
  expect(chart).toBe('The chart {"path":"North Sea"} shows three buoys.');
  expect(wrong).toContain("`path` is missing");
  expect(log).toMatch(/^first ship a ship[\s\S]*\(… \d+ characters left out …\)[\s\S]* last ship$/);
  expect(Buffer.byteLength(log)).toBeLessThan(17 * 1024);
  expect(closed).toContain("The harbour is closed.");
  expect(await agent().states()).toEqual([
    "read_file done",
    "ext_read_file done",
    "ext_read_file failed",
    "ext_harbour_log done",
    "ext_harbour_closed failed",
  ]);
});

it("one that never ends is stopped with the run", async () => {
  await vscode.chat.newChat();
  one("Wait for it", "ext_harbour_wait", {}, "It came.");
  await vscode.chat.send("Wait for it");
  await agent().asked();
  await agent().approve();
  await agent().reaches("ext_harbour_wait running");
  await vscode.chat.stop();
  await vscode.chat.waitForMessage("assistant", "stopped");
  expect(await agent().states()).toEqual(["ext_harbour_wait stopped"]);
});

it("hand on pictures, on both protocols, and only read in Ask and Plan", async () => {
  await vscode.chat.newChat();
  one("Show it", called("get-tiny-image"), {}, "A picture.");
  await vscode.chat.send("Show it");
  await agent().asked();
  await agent().approve();
  expect(await vscode.chat.waitForReply()).toMatchObject({ state: "done", contentText: "A picture." });
  const messages = (agentBodies(vscode.emulator).at(-1)?.messages ?? []) as readonly {
    role: string;
    content: unknown;
  }[];
  expect(messages.slice(-2).map(({ role }) => role)).toEqual(["tool", "user"]);
  expect(typeof messages.at(-2)?.content).toBe("string");
  expect(JSON.stringify(messages.at(-1)?.content)).toContain('"image_url":{"url":"data:image/png;base64,');
  await vscode.window.screenshot("tools-picture");

  await vscode.changeSettings({ "mimo.protocol": "anthropic" });
  await vscode.chat.newChat();
  one("Show it so", called("get-tiny-image"), {}, "The same.");
  await vscode.chat.send("Show it so");
  await agent().asked();
  await agent().approve();
  expect(await vscode.chat.waitForReply()).toMatchObject({ state: "done", contentText: "The same." });
  const body = agentBodies(vscode.emulator).at(-1);
  expect(JSON.stringify(body?.messages.at(-1)?.content)).toMatch(
    /"tool_result".*"type":"image".*"media_type":"image\/png"/,
  );
  expect(toolsOf(body).slice(own)).toHaveLength(8);

  await vscode.changeSettings({ "mimo.protocol": "openai" });
  for (const mode of ["ask", "plan"] as const) {
    await agent().mode(mode);
    await vscode.chat.newChat();
    one(`Only ${mode}`, called("echo"), { message: "x" }, "I may not.");
    expect(await vscode.chat.ask(`Only ${mode}`)).toMatchObject({ state: "done", contentText: "I may not." });
    expect(await agent().states()).toEqual([`${called("echo")} denied`]);
  }
  await agent().mode("agent");
  expect(vscode.emulator.requests.filter(({ status }) => status === 400)).toEqual([]);
});

it("stay the same after a reload, byte for byte; a server that VS Code knows is started by the call", async () => {
  await vscode.chat.newChat();
  expect(await vscode.chat.ask("/echo before the reload")).toMatchObject({ state: "done" });
  await vscode.window.reloadWindow();
  await vscode.chat.ready();
  one("Is it cold", called("echo"), { message: "warm" }, "It was.");
  await vscode.chat.send("Is it cold");
  await agent().asked();
  await agent().approve();
  expect(await vscode.chat.waitForReply()).toMatchObject({ state: "done", contentText: "It was." });
  expect(brokenBeginnings(agentBodies(vscode.emulator))).toEqual([]);
  expect(lastResults(vscode.emulator)).toEqual(["Echo: warm"]);
});

it("a server that is gone is told to the model and the person, and its tools can be switched off", async () => {
  await writeServers((servers) => {
    delete servers.everything;
  });
  await vscode.chat.newChat();
  await expect.poll(() => listed("echo")).toContain("not there now");
  one("Is it there", called("echo"), { message: "x" }, "It is not.");
  await vscode.chat.send("Is it there");
  await agent().asked();
  await agent().approve();
  expect(await vscode.chat.waitForReply()).toMatchObject({ state: "done", contentText: "It is not." });
  expect(lastResults(vscode.emulator)).toEqual([expect.stringContaining("`echo` is not there: everything (MCP)")]);
  expect(await agent().calls(called("echo")).innerText()).toContain("everything (MCP) does not run");
  await vscode.window.screenshot("tools-gone");
  expect(brokenBeginnings(agentBodies(vscode.emulator))).toEqual([]);

  await toggle("echo", "get-tiny-image");
  expect(await vscode.chat.ask("/echo fewer")).toMatchObject({ state: "done" });
  expect(namesSent().filter((name) => name?.includes("everything"))).toEqual([]);
});
