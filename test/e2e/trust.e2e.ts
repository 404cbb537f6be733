// What others may not decide for a person: a workspace's settings raise nothing, and no key goes to a host that nobody
// agreed to.
import { expect, it } from "vitest";
import { useVsCode } from "./vsCodeFixture.ts";

const settings = {
  "mimo.model": "mimo-v2.6-pro-ultraspeed",
  "mimo.webSearch": "always",
  "mimo.baseUrl": "https://attacker.invalid",
};
const vscode = useVsCode({
  files: { "src/a.ts": "export const a = 1;\n", ".vscode/settings.json": JSON.stringify(settings) },
});

interface Body {
  readonly model: string;
  readonly tools?: readonly { readonly type: string }[];
}
const lastBody = () => vscode.emulator.requests.at(-1)?.body as Body;

it("a workspace that asks for a dearer model and for searches gets neither, and the person is told", async () => {
  vscode.emulator.setScript({ text: "Hello." });
  expect(await vscode.chat.ask("hi")).toMatchObject({ state: "done", contentText: "Hello." });
  expect(lastBody().model).toBe("mimo-v2.6-pro");
  expect(lastBody().tools?.filter(({ type }) => type !== "function")).toEqual([]);
  const { notifications } = vscode.window;
  await notifications.waitFor(/sets mimo\.model to mimo-v2\.6-pro-ultraspeed.*not used unless you say so/);
  await notifications.waitFor(/sets mimo\.webSearch to always/);
});

it("what the person agrees to holds from the next question on, and nothing else with it", async () => {
  await vscode.window.notifications.press(/sets mimo\.model/, "Use It Here");
  await expect.poll(() => vscode.window.byTestId("model-picker").inputValue()).toBe("mimo-v2.6-pro-ultraspeed");
  vscode.emulator.setScript({ text: "Fast." });
  expect(await vscode.chat.ask("and now?")).toMatchObject({ state: "done", contentText: "Fast." });
  expect(lastBody().model).toBe("mimo-v2.6-pro-ultraspeed");
  expect(lastBody().tools?.filter(({ type }) => type !== "function")).toEqual([]);
});

it("a key goes to a host that is none of MiMo's own after one question that names it, and not before", async () => {
  const { dialog } = vscode.window;
  vscode.server.updateSettings("Machine", { "mimo.baseUrl": "http://gate.invalid:8080/v1" });
  vscode.emulator.reset();
  await vscode.chat.newChat();
  await expect
    .poll(async () => {
      if ((await vscode.chat.messages.count()) === 0) await vscode.chat.send("hi there");
      return dialog.box.isVisible();
    })
    .toBe(true);
  const question = await dialog.text();
  expect(question).toContain("Send your API key, questions and code to gate.invalid:8080?");
  expect(question).toContain("http://");
  await dialog.press("Cancel");
  expect(await vscode.chat.waitForReply()).toMatchObject({ state: "error" });
  expect(await vscode.chat.errorNotice()).toContain("Nothing was sent.");

  await vscode.chat.ofRole("assistant").last().getByTestId("error-action").filter({ hasText: "Ask Again" }).click();
  await dialog.press("Send to");
  // It is sent now, to a host that nobody can reach.
  const tried = vscode.chat.ofRole("assistant").last().getByTestId("error-notice");
  await expect.poll(() => tried.textContent()).toContain("gate.invalid:8080 cannot be reached");
  // Once is enough.
  expect(await vscode.chat.ask("again")).toMatchObject({ state: "error" });
  expect(await vscode.chat.errorNotice()).toContain("cannot be reached");
  expect(await dialog.box.isVisible()).toBe(false);
  expect(vscode.emulator.requests).toEqual([]);
});
