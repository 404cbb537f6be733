// VS Code's own chat over the other protocol, which has its own form for reasoning and results.
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { BuiltInChat } from "../vscode/builtInChat.ts";
import { expectErrorsInWords } from "./builtInChatErrors.ts";
import { useVsCode } from "./vsCodeFixture.ts";

const vscode = useVsCode({
  server: { userSettings: { "chat.allowAnonymousAccess": true, "mimo.protocol": "anthropic" } },
  window: { viewport: { width: 1400, height: 900 } },
});

describe.skipIf(vscode.version === "1.106")("VS Code's own chat over the Anthropic protocol", () => {
  let chat: BuiltInChat;

  beforeAll(async () => {
    chat = new BuiltInChat(vscode.window);
    await chat.open();
    await chat.warmUp();
  });

  it("acts as an agent with VS Code's tools", async () => {
    vscode.emulator.setScript([
      {
        reasoning: "I look.",
        signature: "seal",
        toolCalls: [{ name: "list_dir", arguments: { path: join(vscode.workspace, "src") } }],
        finish: "tool_calls",
      },
      { reasoning: "Enough.", text: "There is a main.ts." },
    ]);
    expect(await chat.ask("What is in src?")).toContain("There is a main.ts.");
    const request = vscode.emulator.requests.at(-1);
    expect(request?.path).toBe("/anthropic/v1/messages");
    expect(JSON.stringify(request?.body)).toContain('"thinking":"I look.","signature":"seal"');
  });

  it("says in words what went wrong, whatever it is", async () => {
    await expectErrorsInWords(vscode, chat);
  });
});
