// The agent at work in the view, the same over both protocols, as a person meets it: it explores, changes, runs and reports; it asks before it acts, can
// be stopped, spoken to and taken up again, and what it did can be taken back.

import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { AgentDriver } from "../vscode/agentDriver.ts";
import { ChatDriver } from "../vscode/chatDriver.ts";
import { openVsCode } from "../vscode/driver.ts";
import { agentBodies, brokenBeginnings, lastQuestion, lastResults } from "./agentRequests.ts";
import { useVsCode } from "./vsCodeFixture.ts";

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    // One that has ended and that nobody has asked after is none.
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, "utf8"));
  } catch {
    return false;
  }
}

/** The tests of the agent over `protocol`; called once at the top of a file. */
export function testAgent(protocol: "openai" | "anthropic"): void {
  const vscode = useVsCode({
    emulator: { pieceDelayMs: 0 },
    server: { userSettings: { "mimo.protocol": protocol } },
  });

  const agent = () => new AgentDriver(vscode.chat);
  const pathOf = (name: string) => join(vscode.workspace, name);
  const read = (name: string) => readFileSync(pathOf(name), "utf8");
  const command = (line: string, more: object = {}) => ({ name: "run_command", arguments: { command: line, ...more } });
  const reading = (path: string) => ({ name: "read_file", arguments: { path } });
  const find = (id: string) => vscode.window.byTestId(id);

  it("fixes the failing test; each request begins with the one before, across questions, modes and a reload", async () => {
    const before = read("src/duration.js");
    await vscode.chat.send("Fix the failing test");
    const { answer, approved } = await agent().approveAll();
    expect(answer.state).toBe("done");
    expect(approved).toBeGreaterThan(0);
    expect(read("src/duration.js")).not.toBe(before);
    expect(await agent().states()).toContain("run_command done");
    await agent().mode("ask");
    expect(await vscode.chat.ask("Explain what this project does")).toMatchObject({ state: "done" });
    await vscode.window.reloadWindow();
    await vscode.chat.ready();
    await agent().mode("agent");
    expect(await vscode.chat.ask("/echo Well done")).toMatchObject({ state: "done", contentText: "Well done" });
    const bodies = agentBodies(vscode.emulator);
    expect(bodies.length).toBeGreaterThan(8);
    expect(JSON.stringify(bodies[0]).length).toBeLessThan(14 * 1024);
    expect(brokenBeginnings(bodies)).toEqual([]);
  });

  it("what is denied is not run and it goes on; a yes is for once, or for the chat until it is taken back", async () => {
    await vscode.chat.newChat();
    vscode.emulator.addAgent({
      question: "Look around",
      steps: [
        { text: "I make a file.", calls: [command("touch denied.txt")] },
        { calls: [command("touch once.txt")] },
        { calls: [command("ls src")] },
        { calls: [command("ls test")] },
        { text: "Looked." },
        { calls: [command("ls scripts")] },
        { text: "Not again." },
      ],
    });
    await vscode.chat.send("Look around");
    expect(await agent().asked()).toContain("touch denied.txt");
    expect(await vscode.chat.lastMessage()).toMatchObject({ state: "waiting" });
    await vscode.window.screenshot("agent-approval");
    await agent().deny();
    await expect.poll(() => agent().asked()).toContain("touch once.txt");
    expect(lastResults(vscode.emulator)).toEqual([expect.stringContaining("Denied by the person")]);
    await agent().approve();
    await expect.poll(() => agent().asked()).toContain("ls src");
    const offers = await agent().offers();
    await vscode.window.screenshot("agent-offers");
    await agent().approve(offers.find((offer) => /begin with .*ls.* in this chat/.test(offer)) ?? offers.join());
    expect(await vscode.chat.waitForReply()).toMatchObject({ state: "done", contentText: "I make a file.\nLooked." });
    expect(await agent().states()).toEqual(["run_command denied", ...Array(3).fill("run_command done")]);
    expect(["denied.txt", "once.txt"].map((name) => existsSync(pathOf(name)))).toEqual([false, true]);

    await vscode.window.runCommand("MiMo: Manage Approvals");
    const { quickInput } = vscode.window;
    await quickInput.waitUntilShows("Manage Approvals");
    const rule = quickInput.rows.filter({ hasText: "Commands that begin so run" });
    await expect.poll(() => rule.count()).toBe(1);
    await vscode.window.screenshot("agent-manage");
    await rule.click();
    await quickInput.accept();
    await vscode.chat.send("Once more");
    expect(await agent().asked()).toContain("ls scripts");
    await agent().deny();
    expect(await vscode.chat.waitForReply()).toMatchObject({ state: "done" });
  });

  it("is stopped while it speaks, while it asks and while a command runs, whose processes end; and goes on afterwards", async () => {
    await vscode.chat.newChat();
    vscode.emulator.addAgent({
      question: "Take long",
      steps: [
        { text: "words without end ".repeat(300), delayMs: 30 },
        { calls: [command("echo asked")] },
        { calls: [command("sleep 300 & echo $! > pids.txt; echo $$ >> pids.txt; wait")] },
        { text: "All is well." },
      ],
    });
    await vscode.chat.send("Take long");
    await expect.poll(async () => (await vscode.chat.lastMessage())?.contentText ?? "").toContain("words without end");
    await vscode.chat.stop();
    await vscode.chat.waitForMessage("assistant", "stopped");

    await vscode.chat.send("Go on");
    await agent().asked();
    await vscode.chat.stop();
    await vscode.chat.waitForMessage("assistant", "stopped");
    expect(await agent().asks.count()).toBe(0);

    await vscode.chat.send("Go on");
    await agent().asked();
    await agent().approve();
    await agent().reaches("run_command running");
    await expect.poll(() => (existsSync(pathOf("pids.txt")) ? read("pids.txt").trim().split("\n").length : 0)).toBe(2);
    const pids = read("pids.txt").trim().split("\n").map(Number);
    expect(pids.map(isAlive)).toEqual([true, true]);
    await vscode.window.screenshot("agent-running");
    await vscode.chat.stop();
    await vscode.chat.waitForMessage("assistant", "stopped");
    await expect.poll(() => pids.map(isAlive)).toEqual([false, false]);
    expect(await agent().states()).toEqual(["run_command stopped", "run_command stopped"]);
    await vscode.window.screenshot("agent-stopped");

    expect(await vscode.chat.ask("Go on")).toMatchObject({ state: "done", contentText: "All is well." });
    expect(lastResults(vscode.emulator)).toEqual([
      expect.stringContaining("Stopped"),
      expect.stringContaining("Stopped"),
    ]);
  });

  it("a key pressed in the editor decides nothing that is not seen; a no with a word goes on with that", async () => {
    await vscode.chat.newChat();
    vscode.emulator.addAgent({
      question: "Ask by keys",
      steps: [
        { text: "I make a file.", calls: [command("touch by-key.txt")] },
        { text: "And another.", calls: [command("touch another.txt")] },
        { text: "Then not." },
      ],
    });
    await vscode.chat.send("Ask by keys");
    await agent().asked();
    const { page } = vscode.window;
    await vscode.window.openFile("src/duration.js");
    const isInEditor = () => page.evaluate("Boolean(document.activeElement?.closest('.monaco-editor'))");
    await expect.poll(isInEditor).toBe(true);
    const approves = async () => {
      await page.keyboard.press("Control+k");
      await page.keyboard.press("Alt+a");
    };
    // The side bar goes, and what waits with it.
    await page.keyboard.press("Control+Alt+b");
    await agent().asks.waitFor({ state: "hidden" });
    await approves();
    await expect.poll(() => agent().asked()).toContain("Press the keys again");
    expect(await isInEditor()).toBe(true);
    expect(existsSync(pathOf("by-key.txt"))).toBe(false);
    await vscode.window.screenshot("agent-by-key");
    // A press within 400 ms of its being shown is none: it is pressed until it is taken.
    await expect
      .poll(async () => {
        if ((await agent().asked()).includes("by-key.txt")) await approves();
        return existsSync(pathOf("by-key.txt"));
      })
      .toBe(true);
    await expect.poll(() => agent().asked()).toContain("touch another.txt");
    await agent().asks.getByTestId("deny-note").fill("Leave it at one.");
    await expect
      .poll(async () => {
        const box = agent().asks.getByTestId("deny-note");
        if ((await box.count()) > 0) await box.press("Enter", { timeout: 1000 }).catch(() => {});
        return box.count();
      })
      .toBe(0);
    expect(await vscode.chat.waitForReply()).toMatchObject({ state: "done" });
    expect(lastResults(vscode.emulator).at(-1)).toContain("Denied by the person, who said: Leave it at one.");
    expect(await find("denied-note").last().textContent()).toContain("Leave it at one.");
    await vscode.window.screenshot("agent-denied-note");
    expect(existsSync(pathOf("another.txt"))).toBe(false);
  });

  it("a chat that is left goes on, says that it waits for the person, and is found as it stands", async () => {
    await vscode.chat.newChat();
    vscode.emulator.addAgent({
      question: "Carry on without me",
      steps: [{ text: "I make a file.", calls: [command("touch away.txt")] }, { text: "Done without you." }],
    });
    await vscode.chat.send("Carry on without me");
    await agent().asked();
    await vscode.chat.newChat();
    await find("composer").waitFor();
    const history = find("history");
    await expect.poll(() => history.getAttribute("aria-label")).toContain("a chat waits for you");
    expect(await vscode.chat.ask("/echo Meanwhile")).toMatchObject({ state: "done", contentText: "Meanwhile" });
    await vscode.window.screenshot("agent-left");
    await history.click();
    const waiting = find("history-item").filter({ hasText: "Waits for you" });
    await waiting.waitFor();
    await vscode.window.screenshot("agent-left-history");
    await waiting.locator(".history-open").click();
    expect(await agent().asked()).toContain("touch away.txt");
    expect(existsSync(pathOf("away.txt"))).toBe(false);
    await agent().approve();
    expect(await vscode.chat.waitForReply()).toMatchObject({
      state: "done",
      contentText: "I make a file.\nDone without you.",
    });
    expect(existsSync(pathOf("away.txt"))).toBe(true);
    await expect.poll(() => history.getAttribute("aria-label")).not.toContain("waits");
  });

  it("a flood, the same again and again, and calls that make no sense end in results, never in an error", async () => {
    await vscode.chat.newChat();
    const odd = [
      { id: "a", arguments: {} },
      { id: "b", name: "no_such_tool", arguments: { path: "README.md" } },
      { id: "c", name: "read_file", arguments: '{"path": "REA' },
      { id: "d", name: "read_file", arguments: "" },
      { id: "d", name: "read_file", arguments: { path: 7 } },
      { id: "d", name: "list_files", arguments: "[]" },
    ];
    const turns = ["README.md", "src/main.ts", "hikes.csv"].map((path) => ({ calls: [reading(path)] }));
    vscode.emulator.addAgent({
      question: "Be odd",
      steps: [
        { calls: [{ name: "read_file", arguments: { path: "README.md", start_line: "{{n}}" } }], flood: 40 },
        { calls: odd },
        ...turns,
        ...turns,
        ...turns,
        ...turns,
        ...turns,
        { text: "That is all." },
      ],
    });
    await vscode.chat.send("Be odd");
    await agent().asked();
    await vscode.window.screenshot("agent-repeats");
    const results = lastResults(vscode.emulator);
    expect(results.slice(0, 16).filter((text) => text.includes("Not run"))).toHaveLength(8);
    expect(results).toHaveLength(16 + odd.length + 12);
    // The first two times it is read, the third and the fourth time the result is the earlier one.
    expect(results.slice(-12).map((text) => /was made (\d) times/.exec(text)?.[1] ?? "")).toEqual([
      ...Array(6).fill(""),
      ...Array(3).fill("3"),
      ...Array(3).fill("4"),
    ]);
    await agent().deny();
    await vscode.chat.waitForMessage("assistant", "stopped");
    expect(await find("run-notice").last().innerText()).toContain("round in circles");
    await vscode.window.screenshot("agent-circles");
    await find("continue-run").click();
    await agent().asked();
    const { answer } = await agent().approveAll();
    expect(answer).toMatchObject({ state: "done", contentText: "That is all." });
    expect(await find("error-notice").count()).toBe(0);
  });

  it("hears what is said while it speaks, runs and asks at the next boundary; what still waits can be taken back", async () => {
    await vscode.chat.newChat();
    vscode.emulator.addAgent({
      question: "Work on",
      steps: [
        // Long enough for two questions and a second thought, also on a slow machine.
        { text: "I begin. ".repeat(240), delayMs: 20, calls: [command("echo first")] },
        { calls: [command("until [ -e go.txt ]; do sleep 0.1; done; echo gone")] },
        { calls: [command("echo third")] },
        { text: "I have heard all of it." },
      ],
    });
    await vscode.chat.send("Work on");
    await expect.poll(async () => (await vscode.chat.lastMessage())?.contentText ?? "").toContain("I begin.");
    const say = async (text: string) => {
      await vscode.chat.composer.fill(text);
      await vscode.chat.composer.press("Enter");
    };
    await say("said in the stream");
    await expect.poll(() => find("queued").count()).toBe(1);
    await say("taken back");
    await expect.poll(() => find("queued").count()).toBe(2);
    await vscode.window.screenshot("agent-queued");
    await find("queued-remove").last().click();
    await expect.poll(() => find("queued").count()).toBe(1);
    // The reply has ended with a call that would ask: what was said goes first.
    await expect.poll(() => agent().asked()).toContain("go.txt");
    expect(lastQuestion(vscode.emulator)).toContain("said in the stream");
    expect(lastResults(vscode.emulator)).toEqual([expect.stringContaining("the person said something instead")]);
    await agent().approve();
    await agent().reaches("run_command running");
    await say("said while it runs");
    await expect.poll(() => find("queued").count()).toBe(1);
    writeFileSync(pathOf("go.txt"), "");
    await expect.poll(() => agent().asked()).toContain("echo third");
    expect(lastQuestion(vscode.emulator)).toContain("said while it runs");
    expect(lastResults(vscode.emulator).at(-1)).toContain("gone");
    await say("said instead of an answer");
    expect(await vscode.chat.waitForReply()).toMatchObject({ state: "done" });
    expect(lastQuestion(vscode.emulator)).toContain("said instead of an answer");
    expect(await find("said").allInnerTexts()).toEqual([
      "said in the stream",
      "said while it runs",
      "said instead of an answer",
    ]);
    expect(await find("queued").count()).toBe(0);
    expect(JSON.stringify(agentBodies(vscode.emulator))).not.toContain("taken back");
    // Words for screen readers alone make the page no higher than the view.
    const page = vscode.window.webviewLocator("html");
    expect(await page.evaluate((element) => element.scrollHeight - element.clientHeight)).toBe(0);
    await vscode.window.screenshot("agent-said");
  });

  it("a reload while it asks, and a host that is killed while a command runs, end in Continue; nothing runs twice", async () => {
    await vscode.chat.newChat();
    vscode.emulator.addAgent({
      question: "Be killed",
      steps: [{ calls: [command("echo $$ >> ran.txt; sleep 120")] }, { text: "I looked, and it had run." }],
    });
    await vscode.chat.send("Be killed");
    await agent().asked();
    await vscode.window.reloadWindow();
    await vscode.chat.ready();
    await find("continue-run").waitFor();
    await vscode.window.screenshot("agent-interrupted");
    expect(await agent().asks.count()).toBe(0);
    await find("continue-run").click();
    expect(await agent().asked()).toContain("ran.txt");
    await agent().approve();
    await expect.poll(() => existsSync(pathOf("ran.txt")) && read("ran.txt")).toMatch(/\d\n/);
    const pid = Number(read("ran.txt"));
    expect(isAlive(pid)).toBe(true);
    expect(vscode.server.killExtensionHost()).toBeGreaterThan(0);
    await vscode.window.reloadWindow();
    await vscode.chat.ready();
    await find("continue-run").waitFor();
    await vscode.window.screenshot("agent-killed");
    await find("continue-run").click();
    expect((await vscode.chat.waitForMessage("assistant", "done")).contentText).toBe("I looked, and it had run.");
    expect(lastResults(vscode.emulator)).toEqual([expect.stringContaining("Nobody knows how this ended")]);
    expect(read("ran.txt")).toBe(`${pid}\n`);
    await expect.poll(() => isAlive(pid)).toBe(false);
  });

  it("another window shows the run, and does not touch it while the first one lives", async () => {
    await vscode.chat.newChat();
    vscode.emulator.addAgent({
      question: "Stay mine",
      steps: [{ text: "Let me see.", calls: [command("echo mine")] }, { text: "Mine it is." }],
    });
    await vscode.chat.send("Stay mine");
    await agent().asked();
    const window = await openVsCode(vscode.server);
    try {
      const other = new ChatDriver(window);
      await other.open();
      await window.byTestId("history").click();
      await window.byTestId("history-item").filter({ hasText: "Stay mine" }).locator("button").first().click();
      await expect.poll(async () => (await other.readAll()).length).toBe(2);
      expect((await other.lastMessage())?.contentText).toBe("Let me see.");
      await expect.poll(() => window.byTestId("error-notice").innerText()).toContain("This goes on in another window.");
      await window.screenshot("agent-other-window");
      expect(await window.byTestId("approve").count()).toBe(0);
      expect(await window.byTestId("continue-run").count()).toBe(0);
      const sent = agentBodies(vscode.emulator).length;
      await agent().approve();
      expect(await vscode.chat.waitForReply()).toMatchObject({ state: "done" });
      expect(agentBodies(vscode.emulator)).toHaveLength(sent + 1);
      await expect.poll(async () => (await other.lastMessage())?.contentText).toContain("Mine it is.");
      expect(await window.byTestId("error-notice").count()).toBe(0);
    } finally {
      await window.close();
    }
  });

  it("what it changed is listed, kept and undone by file, restored to a question, and had again", async () => {
    await vscode.chat.newChat();
    writeFileSync(pathOf("crlf.txt"), "\uFEFFone\r\ntwo\r\nthree\r\n");
    writeFileSync(pathOf("plain.txt"), "a\nb\nc\nd\ne\nf\ng\n");
    const file = (path: string) =>
      vscode.window.webviewLocator(`[data-testid=change-file][data-path=${JSON.stringify(path)}]`);
    const edit = (path: string, old_text: string, new_text: string) => ({
      name: "edit_file",
      arguments: { path, old_text, new_text },
    });
    const script = (question: string, edits: ReturnType<typeof edit>[]) =>
      vscode.emulator.addAgent({
        question,
        steps: [{ calls: [reading("crlf.txt"), reading("plain.txt")] }, { calls: edits }, { text: "Changed." }],
      });
    script("Change first", [edit("crlf.txt", "two\n", "TWO\nmore\n"), edit("plain.txt", "b\n", "B\n")]);
    script("Change second", [edit("crlf.txt", "three", "THREE"), edit("plain.txt", "f\n", "F\n")]);
    expect(await vscode.chat.ask("Change first")).toMatchObject({ state: "done" });
    await find("changes").waitFor();
    expect(await find("changes").innerText()).toMatch(/2 files[\s\S]*\+3[\s\S]*−2/);
    expect(read("crlf.txt")).toBe("\uFEFFone\r\nTWO\r\nmore\r\nthree\r\n");
    await vscode.window.screenshot("agent-changes");
    await file("plain.txt").getByTestId("keep-file").click();
    await file("plain.txt").waitFor({ state: "detached" });
    await file("crlf.txt").getByTestId("undo-file").click();
    await find("changes").waitFor({ state: "detached" });
    expect(read("crlf.txt")).toBe("\uFEFFone\r\ntwo\r\nthree\r\n");
    await vscode.window.notifications.press("were undone", "Redo");
    await find("changes").waitFor();
    expect(read("crlf.txt")).toBe("\uFEFFone\r\nTWO\r\nmore\r\nthree\r\n");

    expect(await vscode.chat.ask("Change second")).toMatchObject({ state: "done" });
    expect(read("plain.txt")).toBe("a\nB\nc\nd\ne\nF\ng\n");
    // The person's own words, between what the agent did.
    writeFileSync(pathOf("plain.txt"), read("plain.txt").replace("d\n", "d\nmy own\n"));
    const second = vscode.chat.ofRole("user").last();
    await second.hover();
    await second.getByTestId("restore-checkpoint").click();
    const question = await vscode.window.dialog.text();
    expect(question).toContain("crlf.txt is changed back");
    expect(question).toContain("plain.txt is changed back, and what you wrote in it stays");
    await vscode.window.screenshot("agent-restore");
    await vscode.window.dialog.press("Restore");
    await expect.poll(() => read("plain.txt")).toBe("a\nB\nc\nd\nmy own\ne\nf\ng\n");
    await expect.poll(() => read("crlf.txt")).toBe("\uFEFFone\r\nTWO\r\nmore\r\nthree\r\n");
    await find("undo-all").click();
    await expect.poll(() => read("crlf.txt")).toBe("\uFEFFone\r\ntwo\r\nthree\r\n");
    // What was kept stays.
    expect(read("plain.txt")).toBe("a\nB\nc\nd\nmy own\ne\nf\ng\n");
  });

  it("asks and plans without changing anything; a plan is started as the agent, a question answered, to-dos shown", async () => {
    await vscode.chat.newChat();
    await agent().mode("ask");
    const edit = { name: "write_file", arguments: { path: "made.txt", content: "made\n" } };
    const todos = {
      name: "update_todos",
      arguments: {
        items: [
          { text: "Think", state: "active" },
          { text: "Write", state: "pending" },
        ],
      },
    };
    const asks = (question: string, options: string[]) => ({ name: "ask_user", arguments: { question, options } });
    vscode.emulator.addAgent({ question: "Only look", steps: [{ calls: [edit] }, { text: "I may not." }] });
    expect(await vscode.chat.ask("Only look")).toMatchObject({ state: "done" });
    expect(lastResults(vscode.emulator)).toHaveLength(1);
    expect(existsSync(pathOf("made.txt"))).toBe(false);
    await agent().mode("plan");
    vscode.emulator.addAgent({
      question: "Plan it",
      steps: [
        { calls: [edit] },
        { calls: [asks("Which name?", ["made.txt", "other.txt"])] },
        { calls: [asks("What words?", [])] },
        { text: "1. Write `made.txt`." },
      ],
    });
    await vscode.chat.send("Plan it");
    expect(await agent().asked()).toContain("Which name?");
    await vscode.window.screenshot("agent-question");
    await agent().answer("made.txt");
    await expect.poll(() => agent().asked()).toContain("What words?");
    expect(lastResults(vscode.emulator).at(-1)).toBe("made.txt");
    await agent().answerFreely("the word made");
    expect(await vscode.chat.waitForReply()).toMatchObject({ state: "done" });
    expect(lastResults(vscode.emulator).at(-1)).toBe("the word made");
    expect(existsSync(pathOf("made.txt"))).toBe(false);
    await vscode.window.screenshot("agent-plan");
    vscode.emulator.addAgent({
      question: "plan",
      steps: [{ calls: [todos] }, { calls: [edit, command("echo wait")] }, { text: "Done as planned." }],
    });
    await find("plan-start").click();
    await agent().asked();
    expect(await find("todos").innerText()).toMatch(/Think[\s\S]*0.*2/);
    expect(await find("mode-picker").inputValue()).toBe("agent");
    await vscode.window.screenshot("agent-todos");
    await agent().approve();
    expect(await vscode.chat.waitForReply()).toMatchObject({
      state: "done",
      contentText: "Done as planned.",
    });
    expect(read("made.txt")).toBe("made\n");
  });

  it("a conversation that the service finds too long is summed up, and goes on with all that the person said", async () => {
    await vscode.chat.newChat();
    vscode.emulator.setOptions({ contextTokens: 32_000 });
    const names = [1, 2, 3, 4, 5, 6].map((number) => `long-${number}.txt`);
    for (const name of names) writeFileSync(pathOf(name), `${name} says one line after the other.\n`.repeat(800));
    vscode.emulator.addAgent({
      question: "Remember the word heron",
      steps: [...names.map((name) => ({ calls: [reading(name)] })), { text: "I read six files." }],
    });
    await vscode.chat.send("Remember the word heron");
    expect(await vscode.chat.waitForReply()).toMatchObject({ state: "done", contentText: "I read six files." });
    const refused = vscode.emulator.requests.filter(({ status }) => status === 400);
    expect(refused.length).toBeGreaterThan(0);
    const last = JSON.stringify(agentBodies(vscode.emulator).at(-1));
    expect(last).toContain("Remember the word heron");
    expect(last).toContain("Summed up by the MiMo emulator");
    expect(last).toContain("long-1.txt");
    expect(await find("run-notice").last().innerText()).toBe("What was said so far was summed up to make room.");
    await vscode.window.screenshot("agent-summed-up");
    expect(await vscode.chat.ask("/echo still here")).toMatchObject({ state: "done", contentText: "still here" });

    // Asked for by the person.
    const notices = await find("run-notice").count();
    await vscode.chat.composer.fill("/compact");
    await vscode.chat.composer.press("Enter");
    await expect.poll(() => find("run-notice").count()).toBe(notices + 1);
    expect(await vscode.chat.waitForReply()).toMatchObject({ state: "done", contentText: "still here" });
    expect(await vscode.chat.ask("/echo and on")).toMatchObject({ state: "done", contentText: "and on" });
    const { messages = [] } = agentBodies(vscode.emulator).at(-1) ?? {};
    expect(messages.length).toBeLessThan(8);
    expect(JSON.stringify(messages)).toContain("Remember the word heron");
  });

  it("changes files as they are: of any name, encoding and state; and leaves one that is read-only", async () => {
    await vscode.chat.newChat();
    const edit = (path: string, old_text: string, new_text: string) => ({
      name: "edit_file",
      arguments: { path, old_text, new_text },
    });
    mkdirSync(pathOf("文档 一"));
    writeFileSync(pathOf("文档 一/说明.md"), "第一行\n第二行\n");
    const utf16 = (text: string) => Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, "utf16le")]);
    writeFileSync(pathOf("wide.txt"), utf16("one\r\nzwei ü\r\n"));
    writeFileSync(pathOf("typed.txt"), "first\nlast\n");
    writeFileSync(pathOf("locked.txt"), "one\n");
    chmodSync(pathOf("locked.txt"), 0o444);
    await vscode.window.openFile("typed.txt");
    await vscode.window.page.keyboard.press("Control+Home");
    await vscode.window.page.keyboard.type("mine ");
    await vscode.window.page.locator(".tab.dirty").waitFor();
    const selection = () => vscode.window.page.locator("[id='status.editor.selection']").innerText();
    await expect.poll(selection).toContain("Col 6");
    const before = await selection();
    const tabs = await vscode.window.page.locator(".tab").count();
    vscode.emulator.addAgent({
      question: "Change all kinds",
      steps: [
        { calls: ["文档 一/说明.md", "wide.txt", "typed.txt", "locked.txt"].map(reading) },
        {
          calls: [
            edit("文档 一/说明.md", "第二行", "另一行"),
            edit("wide.txt", "zwei ü", "drei ä 三"),
            edit("typed.txt", "last", "end"),
            edit("locked.txt", "one", "two"),
          ],
        },
        { text: "Changed what can be." },
      ],
    });
    expect(await vscode.chat.ask("Change all kinds")).toMatchObject({ contentText: "Changed what can be." });
    const results = lastResults(vscode.emulator);
    expect(results[0]).toContain("第二行");
    expect(results[1]).toContain("zwei ü");
    // What was typed and not saved is the file's text.
    expect(results[2]).toContain("mine first");
    expect(results.at(-1)).toMatch(/read-only/);
    expect(read("文档 一/说明.md")).toBe("第一行\n另一行\n");
    expect(readFileSync(pathOf("wide.txt"))).toEqual(utf16("one\r\ndrei ä 三\r\n"));
    expect([read("typed.txt"), read("locked.txt")]).toEqual(["mine first\nend\n", "one\n"]);
    expect([await selection(), await vscode.window.page.locator(".tab").count()]).toEqual([before, tabs]);
  });

  it("of two folders it tells the names apart, in files and in commands", async () => {
    const second = join(vscode.workspace, "..", "second");
    mkdirSync(second);
    const file = join(second, "both.code-workspace");
    writeFileSync(join(second, "README.md"), "The second one.\n");
    writeFileSync(file, JSON.stringify({ folders: [{ path: vscode.workspace }, { path: second }] }));
    const url = new URL(vscode.server.url());
    url.search = new URLSearchParams({ workspace: file }).toString();
    const window = await openVsCode(vscode.server, { url: url.href });
    try {
      const chat = new ChatDriver(window);
      await chat.open();
      vscode.emulator.addAgent({
        question: "Look at both",
        steps: [
          { calls: [reading("second/README.md"), reading("README.md")] },
          { calls: [{ name: "write_file", arguments: { path: "second/made.txt", content: "made\n" } }] },
          { calls: [command("pwd; touch here.txt", { cwd: "second" })] },
          { text: "Both are there." },
        ],
      });
      await chat.send("Look at both");
      const { answer, approved } = await new AgentDriver(chat).approveAll();
      expect(answer).toMatchObject({ state: "done", contentText: "Both are there." });
      expect(approved).toBe(1);
      const results = lastResults(vscode.emulator);
      expect(results[0]).toContain("The second one.");
      // A name that two folders may have is not guessed.
      expect(results[1]).toMatch(/Paths begin with a folder of the workspace.*second/);
      expect(results.at(-1)).toContain(second);
      expect(["made.txt", "here.txt"].map((name) => existsSync(join(second, name)))).toEqual([true, true]);
      await window.screenshot("agent-two-folders");
    } finally {
      await window.close();
    }
  });
}
