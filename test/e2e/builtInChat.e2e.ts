// MiMo inside VS Code's own chat, signed out: asked, acting as an agent, stopped, failing, and through `@mimo`.
import { copyFileSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import type { RecordedRequest } from "../emulator/requestLog.ts";
import { BuiltInChat } from "../vscode/builtInChat.ts";
import { root } from "../vscode/paths.ts";
import { waitFor } from "../vscode/waitFor.ts";
import { expectErrorsInWords } from "./builtInChatErrors.ts";
import { useVsCode } from "./vsCodeFixture.ts";

const vscode = useVsCode({
  server: {
    userSettings: {
      "chat.allowAnonymousAccess": true,
      "chat.agent.maxRequests": 100,
      "chat.mcp.autostart": "newAndOutdated",
    },
  },
  window: { viewport: { width: 1400, height: 900 }, colorTheme: "Default Dark Modern" },
});

interface Body {
  model: string;
  messages: { role: string; content: unknown; reasoning_content?: string; tool_calls?: unknown[] }[];
  tools?: unknown[];
}

/** The sessions of VS Code's own chat, as they are on disk. */
function savedSessions(): string {
  const storage = join(vscode.server.dataDir, "data", "User", "workspaceStorage");
  const files = readdirSync(storage, { recursive: true, encoding: "utf8" });
  const sessions = files.filter((file) => /chatSessions\/.*\.jsonl?$/.test(file));
  return sessions.map((file) => readFileSync(join(storage, file), "utf8")).join("\n");
}

/** What the extension has noted of the requests and where they came from. */
function notedUsage(): string {
  const storage = join(vscode.server.dataDir, "data", "User", "globalStorage", "mimo-community.mimo-assistant");
  const files = readdirSync(storage, { recursive: true, encoding: "utf8" });
  const days = files.filter((file) => /usage\/.*\.jsonl$/.test(file));
  return days.map((file) => readFileSync(join(storage, file), "utf8")).join("");
}

const bodyOf = (request: RecordedRequest | undefined) => request?.body as Body;

// Before 1.122 the chat wants a sign-in; the provider is tested there through vscode.lm.
describe.skipIf(vscode.version === "1.106")("VS Code's own chat", () => {
  let chat: BuiltInChat;

  beforeAll(async () => {
    mkdirSync(join(vscode.workspace, ".vscode"), { recursive: true });
    const args = [join(root, "test", "fixtures", "mcp-server", "server.mjs")];
    const servers = { harbour: { type: "stdio", command: process.execPath, args } };
    writeFileSync(join(vscode.workspace, ".vscode", "mcp.json"), JSON.stringify({ servers }));
    chat = new BuiltInChat(vscode.window);
    await chat.open();
    await chat.warmUp();
  });

  /** One step of an agent: think, then list a folder. */
  const step = (n: number) => ({
    reasoning: `Step ${n}: I look at the folder once more.`,
    toolCalls: [{ id: `call_${n}`, name: "list_dir", arguments: { path: join(vscode.workspace, "src") } }],
    finish: "tool_calls" as const,
  });

  /** Reloads the window as soon as VS Code has `words` on disk. */
  const reloadWhenSaved = async (words: string) => {
    await waitFor("VS Code to save its session", () => savedSessions().includes(words));
    await vscode.window.reloadWindow();
    await chat.open();
  };

  const openFile = async (name: string) => {
    await chat.input.click();
    await vscode.window.openFile(name);
    await vscode.window.page.locator(".editor-group-container.active .view-lines").first().click();
  };

  it("answers a question", async () => {
    vscode.emulator.setScript({ reasoning: "Two and two.", text: "It is **four**." });
    expect(await chat.ask("What is two and two?")).toContain("It is four.");
    const body = bodyOf(vscode.emulator.requests.at(-1));
    expect(body.tools?.length).toBeGreaterThan(5);
    // The one of the settings, though another comes first by its name.
    expect(body.model).toBe("mimo-v2.6-pro");
    expect((await chat.model()).replace(/\s+/g, " ").trim()).toBe("MiMo V2.6 Pro");
    await waitFor("the usage", () => notedUsage().includes('"builtIn"'));
  });

  it("acts as an agent with VS Code's tools", async () => {
    vscode.emulator.setScript([step(900), { reasoning: "Enough.", text: "There is a main.ts." }]);
    expect(await chat.ask("What is in src?")).toContain("There is a main.ts.");
    const { messages } = bodyOf(vscode.emulator.requests.at(-1));
    expect(messages.some(({ reasoning_content }) => reasoning_content?.includes("Step 900"))).toBe(true);
    expect(JSON.stringify(messages.filter(({ role }) => role === "tool").at(-1)?.content)).toContain("main.ts");
  });

  it("goes through a turn of 20 steps with its reasoning, across a reload of the window", async () => {
    const steps = (from: number) => Array.from({ length: 10 }, (_, n) => step(from + n));
    vscode.emulator.setScript([...steps(0), { reasoning: "Half.", text: "Ten looks." }]);
    expect(await chat.ask("Look at src twenty times.", 60_000)).toContain("Ten looks.");
    // Between two steps as far as the model can tell. VS Code itself drops the steps of a reply that a reload cuts, and
    // writes a reply down some seconds after its end.
    await reloadWhenSaved("Ten looks.");
    vscode.emulator.setScript([...steps(10), { reasoning: "Done.", text: "Twenty looks." }]);
    let tries = 0;
    await waitFor(
      "VS Code's chat after the reload",
      async () => {
        const answer = await chat.ask(`Go on, please. (${++tries})`, 90_000);
        return answer.includes("Twenty looks.") || (answer.includes("Please try again") ? undefined : answer);
      },
      120_000,
    );
    expect(await chat.lastResponse()).toContain("Twenty looks.");
    const { messages } = bodyOf(vscode.emulator.requests.at(-1));
    const calls = messages.filter(({ tool_calls }) => tool_calls?.length);
    const thoughts = calls.map(({ reasoning_content }) => /Step (\d+):/.exec(reasoning_content ?? "")?.[1]);
    // VS Code does not hand reasoning back: that of the first ten steps comes from our file.
    expect(thoughts).toEqual(expect.arrayContaining(Array.from({ length: 20 }, (_, n) => String(n))));
    expect(vscode.emulator.requests.filter(({ status }) => status === 400)).toEqual([]);
  });

  it("calls a tool of an MCP server", async () => {
    vscode.emulator.setScript([
      {
        reasoning: "The harbour knows.",
        toolCalls: [{ name: "mcp_harbour_tide", arguments: { place: "Cuxhaven" } }],
        finish: "tool_calls",
      },
      { text: "The water is high." },
    ]);
    expect(await chat.ask("How is the tide at Cuxhaven?")).toContain("The water is high.");
    const { messages } = bodyOf(vscode.emulator.requests.at(-1));
    expect(messages.at(-1)).toMatchObject({ role: "tool", content: "At Cuxhaven the water stands at 217 cm." });
  });

  it("edits in the editor, through inline chat", async () => {
    const { page } = vscode.window;
    await openFile("main.ts");
    const filePath = join(vscode.workspace, "src", "main.ts");
    // The line at the cursor, which the editor shows.
    const oldString = readFileSync(filePath, "utf8").trimEnd().split("\n").at(-1) ?? "";
    const newString = "// Inline chat wrote this line.";
    vscode.emulator.setScript([
      {
        reasoning: "One line.",
        toolCalls: [{ name: "replace_string_in_file", arguments: { filePath, oldString, newString } }],
        finish: "tool_calls",
      },
      { text: "Done." },
    ]);
    await page.keyboard.press("Control+I");
    await page.waitForFunction(`document.activeElement?.closest("[class*=inline-chat]")`);
    await page.keyboard.insertText("Replace the last line.");
    await page.keyboard.press("Enter");
    await page.locator(".view-line", { hasText: newString }).first().waitFor();
    const [request] = vscode.emulator.requests;
    expect(JSON.stringify(bodyOf(request).messages.at(-1))).toContain("Replace the last line.");
    await page.locator("[class*=inline-chat] .codicon-check").first().click();
    await page.locator("[class*=inline-chat] .codicon-check").first().waitFor({ state: "detached" });
    await expect.poll(() => readFileSync(filePath, "utf8")).toContain(newString);
  });

  it("closes the request when it is stopped", async () => {
    vscode.emulator.setScript({ text: "word ".repeat(2000), pieceSize: 5, delayMs: 20 });
    await chat.send("Go on and on.");
    await waitFor("the reply", () => vscode.emulator.requests.at(-1)?.firstByteAt);
    await chat.stop();
    await waitFor("the end of the connection", () => vscode.emulator.requests.at(-1)?.closedByClientAt);
    await chat.waitForReply();
  });

  it("says in words what went wrong, whatever it is", async () => {
    await expectErrorsInWords(vscode, chat);
  });

  it("sends a picture", async () => {
    // In words, since the tests are not compiled for a browser.
    await vscode.window.page.evaluate(`(async () => {
      const canvas = Object.assign(document.createElement("canvas"), { width: 40, height: 30 });
      canvas.getContext("2d").fillRect(0, 0, 20, 20);
      const blob = await new Promise((resolve) => canvas.toBlob(resolve, "image/png"));
      await navigator.clipboard.write([new ClipboardItem({ "image/png": blob })]);
    })()`);
    await chat.input.click();
    const attachments = chat.session.locator(".chat-attached-context-attachment");
    const before = await attachments.count();
    await vscode.window.page.keyboard.press("Control+V");
    await expect.poll(() => attachments.count()).toBeGreaterThan(before);
    vscode.emulator.setScript({ text: "A black square." });
    expect(await chat.ask("What is this?")).toContain("A black square.");
    expect(JSON.stringify(bodyOf(vscode.emulator.requests.at(-1)).messages)).toContain("data:image/");
  });

  it("answers as @mimo, and takes the conversation to its own view", async () => {
    await openFile("statistics.ts");
    vscode.emulator.setScript({ reasoning: "Numbers.", text: "It computes **averages**." });
    const answer = await chat.ask("@mimo /explain ");
    expect(answer).toContain("It computes averages.");
    const { messages } = bodyOf(vscode.emulator.requests.at(-1));
    expect(JSON.stringify(messages.at(-1))).toContain("src/statistics.ts");
    expect(JSON.stringify(messages)).not.toContain("<skills>");
    const picture = await vscode.window.screenshot("built-in-chat");
    if (process.env.MIMO_UPDATE_SCREENSHOT === "1") copyFileSync(picture, join(root, "media", "built-in-chat.png"));
    await chat.session.getByText("Write tests for this code").waitFor();
    await chat.session.getByRole("button", { name: "Continue in MiMo Chat" }).last().click();
    // Since the window was reloaded the view has not been seen.
    await vscode.chat.ready();
    const shown = await vscode.chat.waitForMessage("assistant", "done");
    expect(shown.contentText).toBe("It computes averages.");
    vscode.emulator.setScript({ text: "Yes." });
    expect((await vscode.chat.ask("Sure?")).contentText).toBe("Yes.");
    expect(JSON.stringify(bodyOf(vscode.emulator.requests.at(-1)).messages)).toContain("It computes **averages**.");
  });

  it("takes it over after a reload too, when VS Code has disabled the button: @mimo /continue", async () => {
    await vscode.chat.newChat();
    await reloadWhenSaved("It computes **averages**.");
    // `@mimo` stays in the input after it has answered once; VS Code puts it there some time after it has opened.
    await chat.input.locator(".view-line", { hasText: "@mimo" }).waitFor();
    await chat.input.click();
    await vscode.window.page.keyboard.press("Enter");
    await expect.poll(() => chat.lastResponse()).toContain("Write a question behind @mimo");
    await vscode.window.page.keyboard.insertText("/continue ");
    await vscode.window.page.keyboard.press("Enter");
    await vscode.chat.ready();
    const shown = await vscode.chat.waitForMessage("assistant", "done");
    expect(shown.contentText).toBe("It computes averages.");
  });

  it("reads aloud with @mimo /read, in the player of its own view", async () => {
    await chat.open();
    // Here too `@mimo` stands there already. The player's view comes to the front at once.
    await chat.input.click();
    await vscode.window.page.keyboard.insertText("/read Good morning to you.");
    await vscode.window.page.keyboard.press("Enter");
    const isSpeech = ({ body }: { body: unknown }) =>
      String((body as { model?: unknown } | undefined)?.model).includes("tts");
    const request = await vscode.emulator.waitForRequest(isSpeech);
    expect(JSON.stringify(request.body)).toContain("Good morning to you.");
    await vscode.window.byTestId("player").getByText("@mimo").waitFor();
  });
});
