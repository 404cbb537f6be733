// Commands in the sandbox, as a person meets them: they run unasked, what they may not do does not happen, and outside of it
// they ask. Needs a bubblewrap that works; without it the tests are listed as skipped.

import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { AgentDriver } from "../vscode/agentDriver.ts";
import { lastResults } from "./agentRequests.ts";
import { useVsCode } from "./vsCodeFixture.ts";

const fences = ["--unshare-all", "--unshare-user", "--ro-bind", "/", "/", "--dev", "/dev", "--proc", "/proc"];
const works = spawnSync("/usr/bin/bwrap", [...fences, "--", "/bin/true"]).status === 0;
const name = works ? "in the sandbox" : "in the sandbox (skipped: there is no bubblewrap here that works)";

const command = (line: string, more: object = {}) => ({ name: "run_command", arguments: { command: line, ...more } });

describe.skipIf(!works)(name, () => {
  const vscode = useVsCode({
    emulator: { pieceDelayMs: 0 },
    server: { userSettings: { "mimo.agent.sandbox": "on" } },
  });
  const agent = () => new AgentDriver(vscode.chat);
  const pathOf = (path: string) => join(vscode.workspace, path);

  it("a command runs unasked, changes the workspace alone, and is told what it may not do", async () => {
    vscode.emulator.addAgent({
      question: "Build it",
      steps: [
        { calls: [command("echo built >out.txt")] },
        {
          calls: [
            command("echo evil >package.json; mkdir -p .vscode; echo evil >.vscode/settings.json; echo evil >.envrc"),
          ],
        },
        { calls: [command("echo 'Could not resolve host'; exit 6")] },
        { calls: [command("echo free >free.txt", { outside_sandbox: true })] },
        { text: "Built." },
      ],
    });
    const before = readFileSync(pathOf("package.json"), "utf8");
    await vscode.chat.send("Build it");
    // What the sandbox stops asks to run outside, once; a no leaves it as it went.
    for (const what of ["a place that it may not change", "the network: in the sandbox it has none"]) {
      await expect.poll(() => agent().asked()).toContain(what);
      expect(await agent().asked()).toContain("Run Outside Once");
      await agent().deny();
    }
    await expect.poll(() => agent().asked()).toContain("echo free >free.txt");
    expect(await agent().asked()).toContain("It runs outside of the sandbox");
    expect(existsSync(pathOf("free.txt"))).toBe(false);
    expect(
      lastResults(vscode.emulator).map((text) => text.includes("to run it outside of the sandbox, once, and said no")),
    ).toEqual([false, true, true]);
    await vscode.window.screenshot("agent-sandbox");
    await agent().approve();
    expect(await vscode.chat.waitForReply()).toMatchObject({ state: "done", contentText: "Built." });
    expect(await agent().states()).toEqual([
      "run_command done",
      "run_command failed",
      "run_command failed",
      "run_command done",
    ]);
    expect(readFileSync(pathOf("out.txt"), "utf8")).toBe("built\n");
    expect(readFileSync(pathOf("free.txt"), "utf8")).toBe("free\n");
    expect(readFileSync(pathOf("package.json"), "utf8")).toBe(before);
    await expect.poll(() => [".envrc", ".mcp.json", ".claude"].filter((path) => existsSync(pathOf(path)))).toEqual([]);
  });

  it("what was stopped runs outside once after a press, and its result reaches the model with the first", async () => {
    await vscode.chat.newChat();
    const line = "echo '{}' >package.json";
    const before = readFileSync(pathOf("package.json"), "utf8");
    vscode.emulator.addAgent({ question: "Leave", steps: [{ calls: [command(line)] }, { text: "Left." }] });
    await vscode.chat.send("Leave");
    await expect.poll(() => agent().asked()).toContain("Run it once more, outside of the sandbox?");
    expect(readFileSync(pathOf("package.json"), "utf8")).toBe(before);
    await agent().approve();
    expect(await vscode.chat.waitForReply()).toMatchObject({ state: "done", contentText: "Left." });
    expect(readFileSync(pathOf("package.json"), "utf8")).toBe("{}\n");
    expect(lastResults(vscode.emulator)).toEqual([
      expect.stringMatching(/Exit code 1[\s\S]*said yes[\s\S]*Exit code 0/),
    ]);
    expect(await agent().states()).toEqual(["run_command done"]);
  });

  it("the network is closed but for hosts that were allowed, which stay so until that is taken back", async () => {
    await vscode.chat.newChat();
    const script = (host: string) =>
      `const { hostname, port } = new URL(process.env.HTTPS_PROXY); const r = require("http").request({ hostname, port, method: "CONNECT", path: "${host}:443" }); r.on("connect", ({ statusCode }, s) => { console.log("answered", statusCode); s.on("data", (d) => console.log(String(d))).on("end", () => process.exit(statusCode === 200 ? 0 : 7)); }).end();`;
    const fetching = (host: string) => command(`"${process.execPath}" -e '${script(host)}'`);
    vscode.emulator.addAgent({
      question: "Fetch",
      steps: [
        { calls: [fetching("first.example")] },
        { calls: [fetching("first.example")] },
        { calls: [fetching("localhost")] },
        { calls: [fetching("second.example")] },
        { text: "Fetched." },
      ],
    });
    await vscode.chat.send("Fetch");
    await expect.poll(() => agent().asked()).toContain("let it reach first.example?");
    await vscode.window.screenshot("agent-sandbox-host");
    const offers = await agent().offers();
    await agent().approve(offers.find((offer) => /first\.example in this chat/.test(offer)) ?? offers.join());
    // Asked for once more it is let through, as far as this machine's network goes; this machine itself is never reached.
    await expect.poll(() => agent().asked()).toContain("let it reach second.example?");
    const [first, again, local] = lastResults(vscode.emulator);
    expect(first).toMatch(/answered 403[\s\S]*said yes[\s\S]*answered 502/);
    expect(again).toContain("answered 502");
    expect(again).not.toContain("403");
    expect(local).toMatch(/answered 403\n$/);
    await agent().deny();
    expect(await vscode.chat.waitForReply()).toMatchObject({ state: "done", contentText: "Fetched." });

    await vscode.window.runCommand("MiMo: Manage Approvals");
    const { quickInput } = vscode.window;
    await quickInput.waitUntilShows("Manage Approvals");
    const rule = quickInput.rows.filter({ hasText: "first.example" });
    await expect.poll(() => rule.count()).toBe(1);
    await rule.click();
    await quickInput.accept();
    vscode.emulator.addAgent({
      question: "Once more",
      steps: [{ calls: [fetching("first.example")] }, { text: "No." }],
    });
    await vscode.chat.send("Once more");
    await expect.poll(() => agent().asked()).toContain("let it reach first.example?");
    await agent().deny();
    expect(await vscode.chat.waitForReply()).toMatchObject({ state: "done", contentText: "No." });
  });

  it("a repository that could run programs is put aside while the command still runs, before the editor asks Git", async () => {
    await vscode.chat.newChat();
    vscode.emulator.addAgent({
      question: "Escape",
      steps: [
        {
          calls: [
            command(
              `mkdir evil && cd evil && git init -q . && git config core.fsmonitor "touch ${pathOf("escaped")}; :" && sleep 30`,
            ),
          ],
        },
        { text: "No." },
      ],
    });
    await vscode.chat.send("Escape");
    expect(await vscode.chat.waitForReply()).toMatchObject({ state: "done", contentText: "No." });
    expect(lastResults(vscode.emulator)).toEqual([expect.stringContaining("It made a repository")]);
    expect([existsSync(pathOf("evil/.git")), existsSync(pathOf("escaped"))]).toEqual([false, false]);
  });
});
