import { expect, it } from "vitest";
import { useVsCode } from "./vsCodeFixture.ts";

const vscode = useVsCode();

it("answers a question, with its reasoning", async () => {
  vscode.emulator.setScript({ reasoning: "Two and two.", text: "It is **four**." });
  const answer = await vscode.chat.ask("What is two and two?");
  expect(answer).toMatchObject({ role: "assistant", state: "done", contentText: "It is four." });
  expect(answer.reasoningText).toContain("Two and two.");
});

it("loads nothing from outside this machine into the view", async () => {
  const frame = await vscode.window.webview();
  const remote = vscode.window.record.remoteRequests.filter(({ frameUrl }) => frameUrl === frame.url());
  expect(remote).toEqual([]);
  expect(vscode.window.record.ownErrors()).toEqual([]);
});
