// What else there is to press: the states of the view that the others do not come to.

import type { PartSnapshot } from "../../../src/protocol/parts.ts";
import type { ChatSnapshot, MessageSnapshot } from "../../../src/protocol/snapshot.ts";
import { asking, call, read, run, thought, words } from "../../fixtures/webview-page/runs.ts";
import { growing, paragraphs, question, reply, snapshot, withStrips } from "../conversation.ts";
import { askedInWriting, lastOfEach, metSearch } from "./anew.ts";
import type { PlayedHost } from "./playedHost.ts";

/** Shows one state on a fresh page. */
export type Scene = (host: PlayedHost) => Promise<void>;

/** Presses what is there for it, as fast as a script can. */
const tap = ({ view }: PlayedHost, testId: string) =>
  view.page.evaluate((id) => document.querySelector<HTMLElement>(`[data-testid="${id}"]`)?.click(), testId);

const agent = { mode: "agent", modeRefusals: {} } as const;
const at = ({ view }: PlayedHost, testId: string) => view.page.getByTestId(testId);
const shownRun = (parts: readonly PartSnapshot[], more: Partial<MessageSnapshot> = {}): ChatSnapshot =>
  snapshot([question("u1", "Fix it", { restorable: true }), run("a1", parts, more)], agent);
const asks = (multiple: boolean, key = 0) =>
  call(key, "ask_user", "approval", "Question: which?", {
    icon: "ask",
    question: { token: "q1", text: "Which test runner?", options: ["Vitest", "Jest"], multiple },
  });
const image = (letter: string) => ({
  hash: letter.repeat(64),
  kind: "image" as const,
  mimeType: "image/png",
  name: `${letter}.png`,
  size: 10,
});
const item = (id: string) => ({ id, title: `Chat ${id}`, changedAt: Number(id), isOpen: id === "3" });
const code = [
  "```ts src/a.ts\nlet a;\n```",
  "```ts src/b.ts\nlet b;\n```",
  "```sh\nnpm test\n```",
  "See `src/a.ts:12` and [the rules](https://example.com/rules).",
].join("\n\n");

async function openHistory(host: PlayedHost, query = ""): Promise<void> {
  await host.view.show(snapshot([question("u1"), reply("a1", "x")]));
  const snippet = { before: "an ", match: "apple", after: " pie" };
  host.items = ["3", "2", "1"].map((id) => ({ ...item(id), ...(query !== "" && { snippet }) }));
  host.notes = [{ kind: "limit", text: "They take much room.", action: "Show" }];
  await host.view.receive({ type: "historyShow" });
  await at(host, "history-search").waitFor();
  if (query !== "") await at(host, "history-search").fill(query);
  await host.answer();
}

/** By their names. */
export const scenes: Readonly<Record<string, Scene>> = {
  "a long answer": async (host) => {
    await host.view.show(snapshot([question("u1"), reply("a1", paragraphs(20)), question("u2"), reply("a2", "x")]));
    await host.view.page.evaluate(() => {
      const scroller = document.querySelector(".scroller") as HTMLElement;
      scroller.scrollTop = scroller.scrollHeight / 3;
    });
    await at(host, "jump-to-latest").waitFor();
  },
  code: async (host) => {
    await host.view.show(snapshot([question("u1"), reply("a1", code)]));
    await at(host, "code-apply-all").waitFor();
    await at(host, "file-link").or(host.view.page.locator(".file-name")).first().waitFor();
    for (let tries = 0; tries < 100 && (await at(host, "file-link").count()) === 0; tries++) {
      await host.view.drawn();
      await host.answer();
    }
  },
  diagram: async (host) => {
    await host.view.show(snapshot([question("u1"), reply("a1", "```mermaid\nflowchart TD\n  A --> B\n```")]));
    await at(host, "code-diagram").waitFor();
  },
  "a question with files": async ({ view }) => {
    const along = { references: ["src/a.ts:1-2", "b.ts"], attachments: [image("a"), image("b")] };
    const version = { index: 2, count: 3 };
    await view.show(snapshot([question("u1", "What?", { ...along, version }), reply("a1", "x", { version })]));
  },
  "an edit that was refused": async (host) => {
    await host.view.show(snapshot([question("u1"), reply("a1", "x")]));
    await at(host, "edit-message").focus();
    await host.view.page.keyboard.press("Enter");
    await host.view.page.keyboard.type("!");
    await host.view.page.keyboard.press("Enter");
    const draftId = (await host.view.sent("editMessage")).at(-1)?.draftId;
    await host.view.receive({ type: "rejected", draftId, text: "Not now." });
  },
  "a reply, and something to queue": async ({ view }) => {
    await view.show(snapshot([question("u1"), reply("a1", "x"), question("u2"), growing("a2", "More")]));
    await view.composer.fill("And then?");
  },
  "something to send": async ({ view }) => {
    await view.show(snapshot([question("u1"), reply("a1", "x")]));
    await view.composer.fill("And then?");
  },
  "goes on in another window": async ({ view }) => {
    const shown = snapshot([question("u1"), reply("a1", "x")]);
    await view.show({ ...shown, conversation: { ...shown.conversation, elsewhere: true } });
  },
  "what it cost": async (host) => {
    const shown = snapshot([question("u1"), reply("a1", "x", { usage: { inputTokens: 1, outputTokens: 2 } })]);
    const total = { replies: 1, usage: { inputTokens: 1, outputTokens: 2 }, costs: [], unpriced: 0, uncounted: 0 };
    await host.view.show({ ...shown, conversation: { ...shown.conversation, total } });
    await at(host, "conversation-usage").focus();
    await tap(host, "conversation-usage");
  },
  "a run that asks": async (host) => {
    await host.view.show(
      withStrips(shownRun([thought(0), words(1, "So."), asking(2), asking(3, "t2")], { waiting: true })),
    );
    await at(host, "approval").first().waitFor();
    await tap(host, "todos-line");
    await tap(host, "approve-options");
    await at(host, "approve-option").first().waitFor();
  },
  "a run that asks for one": async (host) => {
    await host.view.show(shownRun([asking(0)], { waiting: true }));
    await at(host, "approval").first().waitFor();
    await host.view.composer.fill("Then also");
  },
  [askedInWriting]: async (host) => {
    await host.view.show(shownRun([]));
    await host.view.composer.fill("Then also");
    await host.view.show(shownRun([asking(0), asks(false, 1)], { waiting: true }));
    await at(host, "question").waitFor();
  },
  [lastOfEach]: async (host) => {
    const { conversation, ...shown } = withStrips(snapshot([question("u1"), growing("a1", "x")], agent));
    const changes = conversation.changes && { ...conversation.changes, files: conversation.changes.files.slice(1) };
    const queue = { items: [{ id: "q1", text: "And then?" }] };
    await host.view.show({ ...shown, conversation: { ...conversation, ...(changes && { changes }), queue } });
    await host.view.receive({ type: "insertAttachments", attachments: [image("a")] });
    await host.showContext({ chips: [{ id: "a.ts", kind: "file", label: "a.ts", title: "a.ts", state: "ready" }] });
    await at(host, "attachment-remove").waitFor();
  },
  "three that wait": async ({ view }) => {
    const { conversation, ...shown } = snapshot([question("u1"), growing("a1", "x")]);
    const items = ["One.", "Two.", "Three."].map((text, index) => ({ id: `q${index}`, text }));
    await view.show({ ...shown, conversation: { ...conversation, queue: { items } } });
  },
  "a question of one answer": async (host) => {
    await host.view.show(shownRun([asks(false)], { waiting: true }));
    await at(host, "question").waitFor();
  },
  "a question of several": async (host) => {
    await host.view.show(shownRun([asks(true)], { waiting: true }));
    await at(host, "question").waitFor();
    await at(host, "question-option").first().check();
  },
  "a run that is over": async (host) => {
    const step = { inputTokens: 1000, outputTokens: 50 };
    const parts: PartSnapshot[] = [
      read(0, "a.ts"),
      read(1, "b.ts"),
      words(2, "So."),
      call(3, "run_command", "done", "Ran npm test", { icon: "command", shows: true }),
      { key: "4", head: { kind: "said", restores: "s1" }, text: "And tabs." },
      call(5, "edit_file", "done", "Edited a.ts", { icon: "edit", opens: true }),
    ];
    await host.view.show(
      withStrips(shownRun(parts, { state: "done", usage: step, steps: [step, step], version: { index: 1, count: 2 } })),
    );
    await at(host, "usage-line").waitFor();
    await host.view.page.evaluate(() => {
      for (const tool of ["run_command", "edit_file", "read_file"])
        document.querySelector<HTMLElement>(`[data-tool=${tool}] [data-testid=tool-line]`)?.click();
    });
    await tap(host, "usage-line");
    await host.answer();
  },
  "a run that took many steps": async ({ view }) => {
    const head = { kind: "notice", notice: "limit", line: "MiMo took 50 steps." } as const;
    await view.show(shownRun([read(0, "a.ts"), { key: "1", head, text: "" }], { state: "stopped" }));
    await view.page.getByTestId("continue-run").waitFor();
  },
  "a run that broke off": async ({ view }) => {
    const actions = { actions: ["Continue", "Show Log"], continueAction: 0, continuesRun: true } as const;
    const notice = { severity: "error", text: "It broke off.", detail: "Closed.", ...actions } as const;
    await view.show(shownRun([read(0, "a.ts")], { state: "error", notice }));
  },
  "a plan that was refused": async (host) => {
    const shown = snapshot([question("u1"), reply("a1", "1. Read\n2. Write", { plan: true })], {
      mode: "plan",
      modeRefusals: { agent: "This workspace is not trusted." },
      modeWayOut: "Manage Trust",
    });
    await host.view.show(shown);
    await at(host, "plan-start").waitFor();
    await tap(host, "plan-start");
    const draftId = (await host.view.sent("send")).at(-1)?.draftId;
    await host.view.receive({ type: "rejected", draftId, text: "This workspace is not trusted." });
  },
  "an early turn that is changed": async (host) => {
    const turns = [1, 2].flatMap((nth) => [question(`u${nth}`), reply(`a${nth}`, paragraphs(20))]);
    await host.view.show(snapshot(turns));
    await at(host, "edit-message").first().focus();
    await tap(host, "edit-message");
    await at(host, "edit-text").waitFor();
  },
  "a long plan": async (host) => {
    await host.view.show(
      snapshot([question("u1"), reply("a1", paragraphs(20), { plan: true })], { ...agent, mode: "plan" }),
    );
    await at(host, "plan-start").waitFor();
  },
  "a plan": async (host) => {
    await host.view.show(
      snapshot([question("u1"), reply("a1", "1. Read\n2. Write", { plan: true })], { ...agent, mode: "plan" }),
    );
    await at(host, "plan-start").waitFor();
  },
  "files of a draft": async (host) => {
    const mediaRefusals = { image: { text: "It sees nothing.", action: "Use another" } };
    await host.view.show(snapshot([], { mediaRefusals, ...agent }));
    await host.view.receive({ type: "insertAttachments", attachments: [image("a"), image("b"), image("c")] });
    await host.view.receive({ type: "attachRefused", id: "c".repeat(64), text: "It is gone." });
    await at(host, "attachment-problem").waitFor();
  },
  "the menu behind @": async (host) => {
    await host.view.show(snapshot([]));
    await host.view.composer.focus();
    await host.view.page.keyboard.type("@");
    await host.answer();
    await at(host, "mention-option").first().waitFor();
  },
  "the menu behind /": async (host) => {
    await host.view.show(snapshot([question("u1"), reply("a1", "x")]));
    await host.view.composer.focus();
    await host.view.page.keyboard.type("/");
    await at(host, "command-option").first().waitFor();
  },
  "the history": (host) => openHistory(host),
  [metSearch]: (host) => openHistory(host, "apple"),
  "a deletion in the history": async (host) => {
    await openHistory(host);
    await at(host, "history-open").first().focus();
    await host.view.page.keyboard.press("Delete");
    await host.answer();
  },
  "a new name in the history": async (host) => {
    await openHistory(host);
    await at(host, "history-open").first().focus();
    await host.view.page.keyboard.press("F2");
    await at(host, "history-name").waitFor();
  },
  "a reading that failed": async (host) => {
    await host.view.show(snapshot([question("u1"), reply("a1", "x")]));
    await host.view.receive({ type: "speechOpen", session: "s", title: "A reply" });
    await host.view.receive({ type: "speechParts", session: "s", texts: ["One."], closed: true });
    await host.view.receive({ type: "speechError", session: "s", part: 0, text: "It broke.", action: "Try Again" });
    await at(host, "player").getByTestId("error-action").waitFor();
  },
};
