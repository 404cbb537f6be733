// The main job, the same over both protocols: ask, watch the model think, read the answer, go on, stop, lose nothing.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { readJournal } from "../../src/core/conversation/journal.ts";
import { reasoningOf, textOf } from "../../src/core/conversation/message.ts";
import type { Fault } from "../emulator/fault.ts";
import type { ShownMessage } from "../vscode/chatDriver.ts";
import { waitFor } from "../vscode/waitFor.ts";
import { useVsCode } from "./vsCodeFixture.ts";

const reasoning = '先想一想…\n\nThen step by step: 1 < 2 & "quotes" 🙂\n  two spaces';
const code = 'const 世界 = "<b>a && b</b>";\n\tif (x) { y(); } // 👩‍👩‍👧\n';
const text = `Before.\n\n\`\`\`ts\n${code}\`\`\`\n\nAfter <img src=x onerror=alert(1)>.\n`;

/** In words, since the tests are typed without a DOM: whether a message shows its reasoning, and no answer yet. */
const thinksOnly = new Function(
  "message",
  `return message.querySelector("[data-testid=reasoning]")?.open === true
    && !(message.querySelector("[data-testid=content]")?.textContent ?? "").includes("Before");`,
);

/** The tests of the main job over `protocol`; called once at the top of a file. */
export function testStream(protocol: "openai" | "anthropic"): void {
  const vscode = useVsCode({ server: { userSettings: { "mimo.protocol": protocol } } });

  /** The newest journal on disk, read back. */
  function lastTurn() {
    const folder = join(vscode.server.dataDir, "data/User/globalStorage/mimo-community.mimo-assistant/conversations");
    const journals = readdirSync(folder).map((file) => readFileSync(join(folder, file), "utf8"));
    const newest = journals
      .map(readJournal)
      .sort((a, b) => (a?.conversation.createdAt ?? 0) - (b?.conversation.createdAt ?? 0));
    return newest.at(-1)?.conversation.path().at(-1);
  }

  const part = (id: string) => vscode.chat.ofRole("assistant").last().getByTestId(id);

  it("shows reasoning before content, then folds it, both byte for byte", async () => {
    await vscode.chat.newChat();
    vscode.emulator.setScript({ reasoning, text, delayMs: 40, pieceSize: 4 });
    await vscode.chat.send("Tell me.");
    // Seen in one look: it streams on.
    await waitFor("open reasoning before any answer", () =>
      vscode.chat
        .ofRole("assistant")
        .last()
        .evaluate(thinksOnly as (message: unknown) => boolean),
    );
    await vscode.chat.waitForMessage("assistant", "done");
    expect(await part("reasoning").getAttribute("open")).toBeNull();
    expect(await part("reasoning").textContent()).toContain(reasoning);
    expect(await part("reasoning").locator("summary").textContent()).toMatch(/Thought for \d+ s|Thought/);
    expect(await part("code-block").locator("code").textContent()).toBe(code.trimEnd());
    expect(await part("content").textContent()).toContain("After <img src=x onerror=alert(1)>.");
    expect(await part("content").locator("img").count()).toBe(0);
    const turn = await waitFor("the journal", () => {
      const last = lastTurn();
      return last?.role === "assistant" && last.state === "done" && last;
    });
    expect([reasoningOf(turn), textOf(turn)]).toEqual([reasoning, text]);
    const { path } = vscode.emulator.requests.at(-1) ?? {};
    expect(path).toBe(protocol === "openai" ? "/v1/chat/completions" : "/anthropic/v1/messages");
  });

  it("a follow-up carries the history", async () => {
    const shown = JSON.parse(await historyOf(await vscode.chat.ask("/history")));
    expect(shown.map((entry: { role: string }) => entry.role).filter((role: string) => role !== "system")).toEqual([
      "user",
      "assistant",
      "user",
    ]);
  });

  it("stop keeps what came, closes the socket, and the next question works", async () => {
    vscode.emulator.setScript({ text: "word ".repeat(400), delayMs: 20 });
    await vscode.chat.send("a long one");
    await expect.poll(() => part("content").textContent()).toContain("word word");
    await vscode.chat.stop();
    const stopped = await vscode.chat.waitForMessage("assistant", "stopped");
    expect(stopped.contentText).toContain("word word");
    const request = await vscode.emulator.waitForRequest((recorded) => recorded.closedByClientAt !== undefined);
    expect(request.closedByClientAt).toBeDefined();
    vscode.emulator.setScript({ text: "Yes." });
    expect(await vscode.chat.ask("still there?")).toMatchObject({ state: "done", contentText: "Yes." });
  });

  it.each<[string, Fault, RegExp, string[]]>([
    [
      "400",
      { kind: "status", status: 400, param: "top_p" },
      // Only the OpenAI form of an error names the parameter.
      protocol === "openai" ? /could not accept this request \(top_p\)/ : /could not accept this request/,
      ["Try Again", "Show Log"],
    ],
    ["401", { kind: "status", status: 401 }, /did not accept the API key/, ["Set API Key", "Clear API Key"]],
    ["402", { kind: "status", status: 402 }, /balance is used up/, ["Open Console", "Try Again"]],
    ["403", { kind: "status", status: 403 }, /does not support this region/, ["Set API Key", "Open Console"]],
    ["404", { kind: "status", status: 404, message: "Unsupported model" }, /not available here/, ["Select Model"]],
    ["409", { kind: "status", status: 409 }, /quota/, ["Send Without Search", "Open Console"]],
    ["421", { kind: "status", status: 421 }, /content filter refused/, ["Edit Question"]],
    ["429", { kind: "status", status: 429, retryAfter: 99 }, /Too many requests/, ["Try Again", "Open Console"]],
    ["broken off", { kind: "cut-before-finish", after: 9 }, /broke off/, ["Try Again", "Continue"]],
    [
      "in the stream",
      { kind: "error-in-stream", after: 9 },
      /problem on its side|overloaded/,
      ["Try Again", "Continue"],
    ],
  ])("%s is said in words, with its button", async (_name, fault, words, buttons) => {
    vscode.emulator.setScript({ text: "some words before it broke ".repeat(9) });
    // Sticky: fetch itself sends a request again that was answered with 421.
    vscode.emulator.addFaults(fault, { sticky: true });
    const reply = await vscode.chat.ask(`what about ${_name}?`);
    expect(reply.state).toBe("error");
    const notice = vscode.chat.ofRole("assistant").last().getByTestId("error-notice");
    expect(await notice.textContent()).toMatch(words);
    expect(await part("error-action").allTextContents()).toEqual(buttons);
    expect(reply.contentText.startsWith("some words")).toBe(fault.kind !== "status");
  });

  it.each([500, 503])("%i is tried again, the wait is shown, and Try Again works after the last", async (status) => {
    vscode.emulator.addFaults([
      { kind: "status", status },
      { kind: "status", status },
    ]);
    vscode.emulator.setScript({ text: "At last." });
    await vscode.chat.send(`a busy ${status}`);
    await vscode.window.byTestId("retry-wait").waitFor();
    expect(await vscode.chat.waitForReply()).toMatchObject({ state: "done", contentText: "At last." });
    vscode.emulator.addFaults({ kind: "status", status, retryAfter: 99 });
    expect((await vscode.chat.ask("again")).state).toBe("error");
    vscode.emulator.setScript({ text: "Now." });
    await part("error-action").first().click();
    expect(await vscode.chat.waitForMessage("assistant", "done")).toMatchObject({ contentText: "Now." });
  });

  it("a wait can be stopped", async () => {
    vscode.emulator.addFaults({ kind: "status", status: 503, retryAfter: 50 });
    await vscode.chat.send("patience");
    await vscode.window.byTestId("retry-wait").waitFor();
    await vscode.chat.stop();
    await vscode.chat.waitForMessage("assistant", "stopped");
  });

  it.each([
    ["length", /length limit/, ["Continue"]],
    ["content_filter", /content filter ended/, ["Edit Question"]],
    ["repetition_truncation", /repeating itself/, ["Try Again"]],
  ] as const)("%s is said in words, and the text stays", async (finish, words, buttons) => {
    vscode.emulator.setScript({ text: "Half a reply", finish });
    expect(await vscode.chat.ask(`end with ${finish}`)).toMatchObject({ state: "done", contentText: "Half a reply" });
    expect(await part("error-notice").textContent()).toMatch(words);
    expect(await part("error-action").allTextContents()).toEqual(buttons);
  });

  it("Continue asks for the rest", async () => {
    vscode.emulator.setScript([{ text: "one two", finish: "length" }, { text: "three four" }]);
    await vscode.chat.ask("count");
    await part("error-action").first().click();
    await expect.poll(async () => (await vscode.chat.lastAssistant()).contentText).toBe("three four");
  });

  it("a reload in mid-stream keeps what was shown, and says that the reply was interrupted", async () => {
    await vscode.chat.newChat();
    vscode.emulator.setScript({ reasoning: "Thinking.", text: "line of text. ".repeat(400), delayMs: 25 });
    await vscode.chat.send("a reply to interrupt");
    await expect.poll(() => part("content").textContent()).toContain("line of text. line of text.");
    const before = (await part("content").textContent()) ?? "";
    // What has been shown for a second is on disk.
    await new Promise((resolve) => setTimeout(resolve, 1000));
    await vscode.window.reloadWindow();
    await vscode.chat.ready();
    const restored = await vscode.chat.waitForMessage("assistant", "error");
    expect(restored.contentText.startsWith(before.trim())).toBe(true);
    expect(restored.reasoningText).toContain("Thinking.");
    expect(await part("error-notice").textContent()).toMatch(/interrupted/);
    vscode.emulator.setScript({ text: "Whole." });
    await part("error-action").first().click();
    expect(await vscode.chat.waitForMessage("assistant", "done")).toMatchObject({ contentText: "Whole." });
  });

  it("a 10 MB reply arrives whole, and the chat still works", async () => {
    await vscode.chat.newChat();
    vscode.emulator.addFaults({ kind: "huge" });
    await vscode.chat.send("everything you know");
    // Its text is not looked at meanwhile: copying 10 MB out of the page, again and again, is most of the work then.
    await vscode.chat.ofRole("assistant").and(vscode.window.webviewLocator("[data-state=done]")).waitFor({
      timeout: 200_000,
    });
    const turn = await waitFor("the journal", () => {
      const last = lastTurn();
      return last?.role === "assistant" && last.state === "done" && last;
    });
    expect(Buffer.byteLength(textOf(turn))).toBeGreaterThanOrEqual(10_000_000);
    await vscode.chat.newChat();
    vscode.emulator.setScript({ text: "Fine." });
    expect(await vscode.chat.ask("how are you?")).toMatchObject({ state: "done", contentText: "Fine." });
  });
}

/** The JSON in an answer to `/history`. */
async function historyOf(reply: ShownMessage): Promise<string> {
  return reply.contentText.slice(reply.contentText.indexOf("["), reply.contentText.lastIndexOf("]") + 1);
}
