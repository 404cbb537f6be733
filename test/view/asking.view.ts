// What the run waits for: a no with a word, keys that are pressed elsewhere, and whose focus it is.

import { describe, expect, it } from "vitest";
import type { PartSnapshot } from "../../src/protocol/parts.ts";
import type { ChatSnapshot, MessageSnapshot } from "../../src/protocol/snapshot.ts";
import { seriousViolations } from "../e2e/axe.ts";
import { asking, asks, call, head, run, words } from "../fixtures/webview-page/runs.ts";
import { paragraphs, question, reply, snapshot } from "./conversation.ts";
import { type PageOptions, useView, type ViewPage } from "./viewPage.ts";

const { open } = useView();

const mode = { mode: "agent", modeRefusals: {} } as const;
const waiting = { waiting: true } as const;
const shown = (parts: readonly PartSnapshot[], more: Partial<MessageSnapshot> = waiting) =>
  snapshot([question("u1", "Fix it"), run("a1", parts, more)], mode);

/** Waits until what asks may be pressed. */
const past = (view: ViewPage) => view.page.waitForTimeout(450);
const at = (view: ViewPage, testId: string) => view.page.getByTestId(testId);
const denied = (note?: string) =>
  head("run_command", "denied", "Run npm test · denied", { icon: "command", ...(note !== undefined && { note }) });
const ends = (state: "denied" | "stopped" | "running", note?: string, key = "0") =>
  ({
    op: "head",
    id: "a1",
    key,
    head: state === "denied" ? denied(note) : head("run_command", state, "Run npm test"),
  }) as const;

describe("a no with a word", () => {
  const opened = async (parts: readonly PartSnapshot[] = [asking(0)], options: PageOptions = {}) => {
    const view = await open(shown(parts), options);
    await at(view, "deny-note").first().waitFor();
    await past(view);
    return view;
  };

  it("is sent by Enter and by the button, and stands in the call afterwards", async () => {
    for (const by of ["Enter", "button"]) {
      const view = await opened();
      await at(view, "deny-note").fill("  Use pnpm <b>instead</b>. ");
      if (by === "Enter") await at(view, "deny-note").press("Enter");
      else await at(view, "deny").click();
      const note = "Use pnpm <b>instead</b>.";
      expect(await view.sent("deny"), by).toEqual([{ type: "deny", token: "t1", note }]);
      await view.patch({ op: "head", id: "a1", key: "0", head: head("run_command", "approval", "Run npm test") });
      await view.patch(ends("denied", note));
      expect(await at(view, "denied-note").textContent()).toBe(`You said: ${note}`);
      expect([await at(view, "approval").count(), await view.composer.inputValue()]).toEqual([0, ""]);
    }
  });

  it("is none where nothing was written: Enter does nothing, and the button says no alone", async () => {
    const view = await opened();
    await at(view, "deny-note").press("Enter");
    await at(view, "deny-note").fill("  ");
    await at(view, "deny-note").press("Enter");
    expect(await view.sent("deny")).toEqual([]);
    await at(view, "deny").click();
    expect(await view.sent("deny")).toEqual([{ type: "deny", token: "t1" }]);
  });

  it("breaks its line by Shift+Enter, and an input method's Enter is not one", async () => {
    const view = await opened();
    const box = at(view, "deny-note");
    await box.fill("one");
    const before = (await box.boundingBox())?.height ?? 0;
    await box.press("Shift+Enter");
    await view.page.keyboard.type("two");
    expect((await box.boundingBox())?.height).toBeGreaterThan(before + 8);
    await box.dispatchEvent("keydown", { key: "Enter", isComposing: true });
    await box.dispatchEvent("keydown", { key: "Enter", keyCode: 229 });
    expect(await view.sent("deny")).toEqual([]);
    await box.press("Enter");
    expect(await view.sent("deny")).toEqual([{ type: "deny", token: "t1", note: "one\ntwo" }]);
  });

  it("is not sent too soon, and stays", async () => {
    const view = await open(shown([call(0, "run_command", "streaming", "Running npm…")], {}));
    await view.patch(asks("a1", 0));
    await at(view, "deny-note").waitFor();
    await view.page.evaluate(() => {
      // As if it had appeared now.
      document.dispatchEvent(new Event("visibilitychange"));
      const box = document.querySelector<HTMLTextAreaElement>("[data-testid=deny-note]");
      if (!box) throw new Error("no box");
      box.value = "No.";
      box.dispatchEvent(new InputEvent("input", { bubbles: true }));
      box.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", bubbles: true, cancelable: true }));
    });
    expect(await view.sent("deny")).toEqual([]);
    expect(await at(view, "deny-note").inputValue()).toBe("No.");
    await past(view);
    await at(view, "deny-note").press("Enter");
    expect(await view.sent("deny")).toEqual([{ type: "deny", token: "t1", note: "No." }]);
  });

  it("keeps its letters, its caret and the focus while all around it changes", async () => {
    const growing = call(1, "run_command", "running", "Running npm run build", { icon: "command" });
    const view = await opened([asking(0), growing, words(2, "I go on. ")]);
    await view.composer.focus();
    await at(view, "deny-note").focus();
    await view.page.keyboard.type("Use pnpm");
    await view.page.keyboard.press("ArrowLeft");
    await view.patch({ op: "append", id: "a1", key: "2", text: "Much more. ".repeat(50) });
    await view.patch({ op: "append", id: "a1", key: "1", text: "output\n" });
    // Another one asks, here and with the whole state sent anew.
    await view.patch(asks("a1", 1, "t2"));
    expect(await view.focus()).toBe("deny-note in 1");
    await view.show(shown([asking(0), asking(1, "t2"), words(2, "I go on. And on.")]));
    await view.drawn();
    await view.page.keyboard.type("-");
    const box = at(view, "deny-note");
    expect(await box.evaluateAll((all) => all.map((each) => (each as HTMLTextAreaElement).value))).toEqual([
      "Use pnp-m",
      "",
    ]);
    expect([await view.focus(), await view.composer.inputValue()]).toEqual(["deny-note in 1", ""]);
    await past(view);
    await box.first().press("Enter");
    expect(await view.sent("deny")).toEqual([{ type: "deny", token: "t1", note: "Use pnp-m" }]);
  });

  it("is written where it is written, also when the box gave the focus to the question", async () => {
    const view = await open(shown([call(0, "run_command", "streaming", "Running npm…")], {}));
    await view.composer.focus();
    await view.patch(asks("a1", 0));
    await expect.poll(() => view.focus()).toBe("approve in 1");
    await at(view, "deny-note").focus();
    await view.page.keyboard.type("No");
    expect([await at(view, "deny-note").inputValue(), await view.composer.inputValue()]).toEqual(["No", ""]);
    // A letter at a button is still for the box.
    await at(view, "deny").focus();
    await view.page.keyboard.type("x");
    expect(await view.composer.inputValue()).toBe("x");
  });

  it("outlives the page", async () => {
    const prepare: PageOptions["prepare"] = (page) =>
      page.addInitScript(() => {
        Object.defineProperty(window, "kept", {
          get: () => JSON.parse(sessionStorage.getItem("kept") ?? "null") ?? undefined,
          set: (state) => state !== undefined && sessionStorage.setItem("kept", JSON.stringify(state)),
        });
      });
    const view = await opened([asking(0)], { prepare });
    await at(view, "deny-note").fill("Use pnpm");
    await view.page.reload();
    await view.show(shown([asking(0)]));
    await at(view, "deny-note").waitFor();
    expect(await at(view, "deny-note").inputValue()).toBe("Use pnpm");
    await view.page.reload();
    await view.show(shown([call(0, "run_command", "stopped", "Run npm test · stopped")], { state: "stopped" }));
    await expect.poll(() => view.composer.inputValue()).toBe("Use pnpm");
  });

  it.each([
    ["it is approved", "approve"],
    ["the run is stopped", "stop"],
    ["the answer comes too late", "late"],
  ])("that is not said, because %s, goes on in the box", async (_, how) => {
    const view = await opened();
    await view.composer.fill("Before.");
    await at(view, "deny-note").fill("Use pnpm");
    if (how === "approve") await at(view, "approve").click();
    if (how === "late") await at(view, "deny-note").press("Enter");
    await view.patch(ends(how === "approve" ? "running" : "stopped"));
    expect(await view.composer.inputValue()).toBe("Before.\nUse pnpm");
    await view.patch({ op: "part", id: "a1", part: words(1, "More.") });
    expect(await view.composer.inputValue()).toBe("Before.\nUse pnpm");
  });

  it("has a name for those who do not see it, and the keyboard reaches it after the buttons", async () => {
    const view = await opened();
    expect(await view.page.getByRole("textbox", { name: "Tell MiMo what to do instead" }).count()).toBe(1);
    await at(view, "deny").focus();
    await view.page.keyboard.press("Tab");
    expect(await view.focus()).toBe("deny-note in 1");
  });
});

it("an answer in one's own words stays where it is written, and goes on in the box when it is not given", async () => {
  const asked = call(0, "ask_user", "approval", "Question: which?", {
    icon: "ask",
    question: { token: "q1", text: "Which?", options: ["Vitest", "Jest"], multiple: false },
  });
  const view = await open(shown([call(0, "ask_user", "streaming", "Question")], {}));
  await view.composer.focus();
  await view.patch({ op: "head", id: "a1", key: "0", head: asked.head });
  await expect.poll(() => view.focus()).toBe("question-option in 1");
  await at(view, "question-answer").focus();
  await view.page.keyboard.type("Neither");
  expect([await at(view, "question-answer").inputValue(), await view.composer.inputValue()]).toEqual(["Neither", ""]);
  await past(view);
  // An option is another answer than what was written beside it.
  await at(view, "question-option").first().click();
  await view.patch({ op: "head", id: "a1", key: "0", head: head("ask_user", "done", "Asked", { icon: "ask" }) });
  expect(await view.composer.inputValue()).toBe("Neither");
});

describe("a key for what waits", () => {
  const press = (view: ViewPage, button: "approve" | "deny", sure = true) =>
    view.receive({ type: "pressWaiting", press: button, sure });
  const sent = async (view: ViewPage) => [...(await view.sent("approve")), ...(await view.sent("deny"))];
  const yes = [{ type: "approve", token: "t1" }];
  const opened = async (more: readonly MessageSnapshot[] = [], options: PageOptions = {}) => {
    const view = await open(
      snapshot([...more, question("u1", "Fix it"), run("a1", [asking(0)], waiting)], mode),
      options,
    );
    await at(view, "approval").waitFor();
    await past(view);
    return view;
  };
  const scrollTo = async (view: ViewPage, top: number) => {
    await view.page.evaluate(
      (to) => document.querySelector(".scroller")?.scrollTo({ top: to, behavior: "instant" }),
      top,
    );
    await view.drawn();
  };

  it("shows what is out of sight, takes no focus for it, and decides it by the next press", async () => {
    const view = await opened([question("u0"), reply("a0", paragraphs(30))]);
    await view.composer.focus();
    await scrollTo(view, 0);
    await press(view, "approve");
    expect(await sent(view)).toEqual([]);
    const box = await at(view, "approval").boundingBox();
    const scroller = await view.page.locator(".scroller").boundingBox();
    expect(box?.y).toBeGreaterThanOrEqual(scroller?.y ?? 0);
    expect((box?.y ?? 0) + (box?.height ?? 0)).toBeLessThanOrEqual((scroller?.y ?? 0) + (scroller?.height ?? 0) + 1);
    expect(await at(view, "approval").getAttribute("class")).toContain("pointed-at");
    expect(await at(view, "approval").innerText()).toContain("Press the keys again to answer.");
    expect(await at(view, "announcer").textContent()).toContain("Press the keys again to answer.");
    expect(await view.focus()).toBe("composer");
    await past(view);
    await press(view, "approve");
    expect(await sent(view)).toEqual(yes);
  });

  it("does not press what ends behind the box below the conversation", async () => {
    const view = await opened([question("u0"), reply("a0", paragraphs(30))]);
    const { top } = await view.scrolled();
    await scrollTo(view, top - 60);
    const end = await at(view, "approval").evaluate((element) => element.getBoundingClientRect().bottom);
    const edge = await view.page.locator(".scroller").evaluate((element) => element.getBoundingClientRect().bottom);
    // It is in the window, and not in what one sees of the conversation.
    expect(end).toBeGreaterThan(edge + 1);
    expect(end).toBeLessThan(700);
    await press(view, "deny");
    expect(await sent(view)).toEqual([]);
    await past(view);
    await press(view, "deny");
    expect(await sent(view)).toEqual([{ type: "deny", token: "t1" }]);
  });

  it("does not press what the list of past chats lies over", async () => {
    const view = await opened();
    await at(view, "history").click();
    await view.drawn();
    await press(view, "approve");
    expect(await sent(view)).toEqual([]);
    expect(await at(view, "history-search").count()).toBe(0);
    await past(view);
    await press(view, "approve");
    expect(await sent(view)).toEqual(yes);
  });

  it("points at what may not be meant, and decides it by the next press, sure or not", async () => {
    const view = await opened();
    await press(view, "approve", false);
    expect(await sent(view)).toEqual([]);
    expect(await at(view, "approval").getAttribute("class")).toContain("pointed-at");
    await press(view, "approve", false);
    expect(await sent(view)).toEqual(yes);
  });

  it("that comes before what waits is drawn, or as it is drawn, decides nothing", async () => {
    const view = await open(shown([call(0, "run_command", "streaming", "Running npm…")], {}));
    await press(view, "approve");
    await view.patch(asks("a1", 0));
    await at(view, "approval").waitFor();
    await view.drawn();
    expect(await sent(view)).toEqual([]);
    expect(await at(view, "approval").getAttribute("class")).toContain("pointed-at");
    await past(view);
    await press(view, "approve");
    expect(await sent(view)).toEqual(yes);
  });

  it("that comes in the moment in which the page shows again decides nothing", async () => {
    const view = await opened();
    await view.page.evaluate(() => {
      document.dispatchEvent(new Event("visibilitychange"));
      const data = { type: "pressWaiting", press: "approve", sure: true };
      window.dispatchEvent(new MessageEvent("message", { data }));
      document.querySelector<HTMLElement>("[data-testid=approve]")?.click();
    });
    await view.drawn();
    expect(await sent(view)).toEqual([]);
    await past(view);
    await press(view, "approve");
    expect(await sent(view)).toEqual(yes);
  });

  it("decides what is higher than the view once that fills it", async () => {
    const view = await opened([question("u0"), reply("a0", paragraphs(9))], { width: 250, height: 320 });
    const height = await view.page.locator(".scroller").evaluate(({ clientHeight }) => clientHeight);
    expect((await at(view, "approval").boundingBox())?.height).toBeGreaterThan(height);
    await scrollTo(view, 0);
    await press(view, "approve");
    expect(await sent(view)).toEqual([]);
    await past(view);
    await press(view, "approve");
    expect(await sent(view)).toEqual(yes);
  });

  it("denies with the word that was written", async () => {
    const view = await opened();
    await at(view, "deny-note").fill("Use pnpm");
    await press(view, "deny");
    expect(await sent(view)).toEqual([{ type: "deny", token: "t1", note: "Use pnpm" }]);
  });
});

it("the page says whether it has the keyboard", async () => {
  const view = await open(shown([asking(0)]));
  await view.page.evaluate(() => {
    window.dispatchEvent(new Event("blur"));
    window.dispatchEvent(new Event("focus"));
  });
  expect((await view.sent("pageFocus")).slice(-2)).toEqual([
    { type: "pageFocus", focused: false },
    { type: "pageFocus", focused: true },
  ]);
});

it("takes the focus from nobody who is elsewhere", async () => {
  const view = await open(shown([call(0, "run_command", "streaming", "Running npm…")], {}), {
    prepare: (page) => page.addInitScript("document.hasFocus = () => false"),
  });
  await view.composer.focus();
  await view.patch(asks("a1", 0));
  await at(view, "approval").waitFor();
  await view.drawn();
  expect(await view.focus()).toBe("composer");
});

it("in the middle of a long run stays on the page, however far one goes from it", async () => {
  const lines = (from: number, count: number) =>
    Array.from({ length: count }, (_, index) =>
      call(from + index, "edit_file", "done", `Edited src/file${from + index}.ts · +1 −1`, { icon: "edit" }),
    );
  const view = await open(shown([...lines(0, 200), asking(200), ...lines(201, 300)]));
  await at(view, "approval").waitFor({ state: "attached" });
  for (const top of [0, 100_000, 0]) {
    await view.page.evaluate(
      (to) => document.querySelector(".scroller")?.scrollTo({ top: to, behavior: "instant" }),
      top,
    );
    // What is far away goes in idle time.
    for (let times = 0; times < 5; times++) await view.drawn();
    expect(await at(view, "approval").count()).toBe(1);
    // And it is not there because all is.
    expect(await at(view, "tool-call").count()).toBeLessThan(250);
  }
});

const restorable: PartSnapshot = { key: "2", head: { kind: "said", restores: "s1" }, text: "And the docs." };

describe("what was said meanwhile", () => {
  const parts = [call(1, "edit_file", "done", "Edited a.ts"), restorable, call(3, "edit_file", "done", "Edited b.ts")];

  it("can be restored to as a question can, by the keyboard too, once the run is over", async () => {
    const view = await open(shown(parts, {}));
    await at(view, "said").waitFor();
    expect(await at(view, "restore-checkpoint").count()).toBe(0);
    await view.update(run("a1", parts, { state: "done" }));
    const button = view.inMessage(1, "restore-checkpoint");
    expect(await button.getAttribute("aria-label")).toBe("Restore files to here");
    const seen = () => button.evaluate((element) => getComputedStyle(element).opacity);
    await view.page.mouse.move(5, 5);
    expect(await seen()).toBe("0");
    await button.focus();
    expect(await seen()).toBe("1");
    await view.page.keyboard.press("Enter");
    expect(await view.sent("restoreCheckpoint")).toEqual([{ type: "restoreCheckpoint", messageId: "s1" }]);
    await view.patch({ op: "head", id: "a1", key: "2", head: { kind: "said" } });
    expect(await at(view, "restore-checkpoint").count()).toBe(0);
  });
});

describe("a run that goes on in another window", () => {
  const version = { version: { index: 2, count: 2 } };
  const notice = { severity: "info", text: "This goes on in another window.", actions: [] } as const;
  const there = (is: boolean, more: Partial<MessageSnapshot> = {}): ChatSnapshot => {
    const parts = [words(0, "1. Read"), restorable];
    const limit: PartSnapshot = { key: "3", head: { kind: "notice", notice: "limit", line: "50 steps." }, text: "" };
    const shot = snapshot(
      [
        question("u1", "Fix it", { restorable: true, ...version, later: { count: 1, delta: -1 } }),
        run("a1", [...parts, limit], { state: "stopped", notice, plan: true, ...version, ...more }),
      ],
      { mode: "plan", modeRefusals: {} },
    );
    return is ? { ...shot, conversation: { ...shot.conversation, elsewhere: true } } : shot;
  };
  const offers = [
    ...["edit-message", "regenerate", "restore-checkpoint", "plan-start", "plan-edit"],
    ...["later-turns-show", "continue-run"],
  ];

  it("offers nothing that would change it, and all of it when that has ended", async () => {
    const view = await open(there(true));
    await at(view, "said").waitFor();
    const offered = async () => {
      const counts = await Promise.all(offers.map(async (id) => [id, (await at(view, id).count()) > 0] as const));
      return counts.filter(([, is]) => is).map(([id]) => id);
    };
    const available = () =>
      view.page.locator(":is([data-testid=version-prev],[data-testid=version-next]):not([aria-disabled])").count();
    expect([await offered(), await available()]).toEqual([[], 0]);
    expect(await view.page.getByText("This goes on in another window.").count()).toBe(1);
    await view.show(there(false));
    expect([await offered(), await available()]).toEqual([offers, 2]);
  });

  it("keeps what is written for it, and says why", async () => {
    const view = await open(there(true));
    await view.composer.fill("More");
    await view.composer.press("Enter");
    const [draft] = await view.sent("send");
    await view.receive({ type: "rejected", draftId: draft?.draftId, text: "This goes on in another window." });
    expect(await at(view, "send-refusal").textContent()).toBe("This goes on in another window.");
    expect(await view.composer.inputValue()).toBe("More");
  });

  it("is in the list of past chats again when deleting it was refused, and cannot be brought back", async () => {
    const view = await open(there(true));
    await at(view, "history").click();
    const item = { id: "c-1", title: "Chat", changedAt: 0, isOpen: false };
    const answer = async () => {
      const queryId = (await view.sent("historyQuery")).at(-1)?.queryId;
      await view.receive({ type: "historyItems", queryId, items: [item], notes: [], done: true });
    };
    await answer();
    await at(view, "history-delete").focus();
    await view.page.keyboard.press("Enter");
    await view.drawn();
    expect([await at(view, "history-item").count(), await at(view, "history-undo").count()]).toEqual([0, 1]);
    await view.receive({ type: "historyRefused", id: "c-1" });
    await answer();
    expect([await at(view, "history-item").count(), await at(view, "history-undo").count()]).toEqual([1, 0]);
  });
});

describe("the end of a plan", () => {
  const plan = reply("a1", "1. Read\n2. Write", { plan: true });
  const planned = (more = {}) => snapshot([question("u1"), plan], { mode: "plan", modeRefusals: {}, ...more });
  const start = { type: "send", text: "Carry out the plan.", mode: "agent" };

  it("is carried out in mode agent, by one request, pressed once or twice", async () => {
    const view = await open(planned());
    await at(view, "plan-start").click();
    await at(view, "plan-start").click({ force: true });
    const sent = await view.sent("send");
    expect(sent).toEqual([{ ...start, draftId: sent[0]?.draftId }]);
    expect(await view.sent("setMode")).toEqual([]);
    await view.receive({ type: "accepted", draftId: sent[0]?.draftId });
    expect(await at(view, "plan-start").getAttribute("aria-disabled")).toBeNull();
  });

  it("says why it is not carried out, and can be pressed again", async () => {
    const view = await open(planned());
    await at(view, "plan-start").click();
    const [first] = await view.sent("send");
    await view.receive({ type: "rejected", draftId: first?.draftId, text: "MiMo needs an API key first." });
    expect(await at(view, "plan-refusal").textContent()).toBe("MiMo needs an API key first.");
    expect(await view.page.locator("[data-testid=plan-end] [role=alert]").count()).toBe(1);
    expect(await at(view, "send-refusal").count()).toBe(0);
    await at(view, "plan-start").click();
    expect(await at(view, "plan-refusal").count()).toBe(0);
    expect(await view.sent("send")).toHaveLength(2);
  });

  it("goes on by itself when what held it back is decided, and nothing else does", async () => {
    const view = await open(planned());
    await view.composer.fill("Half a thought");
    await at(view, "plan-start").click();
    const [first] = await view.sent("send");
    await view.receive({ type: "rejected", draftId: first?.draftId });
    expect(await at(view, "plan-refusal").count()).toBe(0);
    await view.receive({ type: "contextSend" });
    const [, second] = await view.sent("send");
    expect(second).toEqual({ ...start, draftId: second?.draftId });
    expect(await view.composer.inputValue()).toBe("Half a thought");
    // What is held back next is what is in the box.
    await view.receive({ type: "accepted", draftId: second?.draftId });
    await view.receive({ type: "contextSend" });
    expect((await view.sent("send")).at(-1)?.text).toBe("Half a thought");
  });

  it("where the mode cannot be had, says so and offers the way out; the plan is edited in the mode that is", async () => {
    const refusal = "This workspace is not trusted, so MiMo only reads here.";
    const view = await open(planned({ modeRefusals: { agent: refusal }, modeWayOut: "Manage Workspace Trust" }));
    expect(await at(view, "mode-way-out").count()).toBe(0);
    await at(view, "plan-start").click();
    const [first] = await view.sent("send");
    await view.receive({ type: "rejected", draftId: first?.draftId, text: refusal });
    expect(await at(view, "plan-refusal").textContent()).toBe(refusal);
    await at(view, "mode-way-out").click();
    expect(await view.sent("modeWayOut")).toHaveLength(1);
    await at(view, "plan-edit").click();
    await view.drawn();
    expect([await view.composer.inputValue(), await view.sent("setMode")]).toEqual(["1. Read\n2. Write", []]);
  });

  it("that was changed is what is carried out, and stays in the box until it is", async () => {
    const view = await open(planned());
    await view.composer.fill("Mind this:");
    await at(view, "plan-edit").click();
    await view.drawn();
    for (let times = 0; times < 5; times++) await view.page.keyboard.press("Backspace");
    await view.page.keyboard.type("Test");
    // A second press finds it there.
    await at(view, "plan-edit").click();
    await view.drawn();
    const text = "Mind this:\n1. Read\n2. Test";
    expect([await view.composer.inputValue(), await view.focus()]).toEqual([text, "composer"]);
    await at(view, "plan-start").click();
    const [first] = await view.sent("send");
    expect(first).toEqual({ type: "send", draftId: first?.draftId, text, mode: "agent" });
    await view.receive({ type: "rejected", draftId: first?.draftId, text: "MiMo needs an API key first." });
    expect(await view.composer.inputValue()).toBe(text);
    expect(await at(view, "send-refusal").textContent()).toBe("MiMo needs an API key first.");
    await at(view, "plan-start").click();
    const [, second] = await view.sent("send");
    await view.receive({ type: "accepted", draftId: second?.draftId });
    expect(await view.composer.inputValue()).toBe("");
    // The box is nobody's plan any more.
    await view.composer.fill("Something else");
    await at(view, "plan-start").click();
    expect((await view.sent("send")).at(-1)).toMatchObject(start);
    expect(await view.composer.inputValue()).toBe("Something else");
  });
});

/** All that these tests are about. */
const states: Readonly<Record<string, (view: ViewPage) => Promise<void>>> = {
  denying: async (view) => {
    await view.show(shown([asking(0)]));
    await at(view, "deny-note").fill("Use pnpm, not npm, here and everywhere else in this folder, please. ".repeat(4));
    await view.receive({ type: "pressWaiting", press: "approve", sure: false });
  },
  denied: async (view) => {
    const note = "Use pnpm: Alonglongwordthatfitsintonolineofanarrowviewanditgoesonandonforever. ".repeat(2);
    const parts = [call(0, "run_command", "denied", "Run npm test · denied", { icon: "command", note }), restorable];
    await view.show(shown(parts, { state: "done" }));
    await view.inMessage(1, "restore-checkpoint").focus();
  },
  plan: async (view) => {
    const refusals = {
      modeRefusals: { agent: "This workspace is not trusted." },
      modeWayOut: "Manage Workspace Trust",
    };
    await view.show(snapshot([question("u1"), reply("a1", "1. Read", { plan: true })], { mode: "plan", ...refusals }));
    await at(view, "plan-start").focus();
    await view.page.keyboard.press("Enter");
    const draftId = (await view.sent("send")).at(-1)?.draftId;
    await view.receive({ type: "rejected", draftId, text: "This workspace is not trusted, so MiMo only reads here." });
  },
};

const themes = ["vscode-dark", "vscode-light", "vscode-high-contrast", "vscode-high-contrast-light"] as const;
const looks: readonly (PageOptions & { readonly name: string })[] = [
  ...themes.map((theme) => ({ name: theme.replace("vscode-", ""), theme, width: 400 })),
  { name: "narrow", theme: "vscode-dark", width: 250 },
  // 200 % of that: the page has half as many pixels of its own.
  { name: "narrow-200", theme: "vscode-dark", width: 125, height: 350 },
];

it.each(looks)(
  "axe finds nothing, nothing is too small, and nothing is wider than the view: $name",
  async (look) => {
    const { name, ...options } = look;
    const view = await open(undefined, options);
    const wrong: Record<string, unknown> = {};
    for (const [state, show] of Object.entries(states)) {
      await show(view);
      await view.drawn();
      await view.look(`asking-${name}-${state}`);
      const [small, wide] = await view.page.evaluate(() => {
        const all = [...document.querySelectorAll<HTMLElement>(".scroller :is(button, textarea)")];
        const little = all
          .filter((element) => element.checkVisibility())
          .map((element) => ({ element, box: element.getBoundingClientRect() }))
          .filter(({ box }) => Math.min(box.width, box.height) < 23.5)
          .map(({ element, box }) => `${element.dataset.testid ?? element.className}: ${box.width} × ${box.height}`);
        return [little, document.querySelector(".scroller")?.scrollWidth ?? 0] as const;
      });
      const found = [...(await seriousViolations(view.page.mainFrame())), ...small];
      if (wide > (options.width ?? 400)) found.push(`${wide} px wide`);
      if (found.length > 0) wrong[state] = found;
    }
    expect(wrong).toEqual({});
  },
  60_000,
);
