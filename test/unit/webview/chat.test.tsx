// @vitest-environment jsdom
import { afterEach, describe, expect, it, vi } from "vitest";
import type { Patch } from "../../../src/protocol/toWebview.ts";
import {
  firstText,
  headOf,
  moreText,
  question,
  type ReplyDetails,
  reasoningPart,
  reply,
  textPart,
} from "../../fixtures/webview-page/turns.ts";

import { drawn, open, type View } from "./render.tsx";

let view: View;
afterEach(() => view.close());

let revision = 1;
async function patch(...patches: Patch[]): Promise<void> {
  revision += 1;
  await view.receive({ type: "patches", revision, patches });
}

async function show(...given: Parameters<typeof open>): Promise<void> {
  revision = 1;
  view = await open(...given);
}

const streaming = (content = "", more: ReplyDetails = {}) => reply("a", content, { state: "streaming", ...more });

describe("the empty view", () => {
  it("offers the key and the console when there is no key", async () => {
    await show([], { hasKey: false });
    await view.press("set-key");
    await view.press("open-console");
    expect(view.host.sent.slice(-2)).toEqual([{ type: "setKey" }, { type: "openConsole" }]);
    expect(view.root.textContent).toContain("Unofficial; not by Xiaomi.");
  });

  it("offers three things to try, which fill the composer and send nothing", async () => {
    await show([]);
    expect(view.all("set-key")).toEqual([]);
    const [first, ...others] = view.all("suggestion");
    expect(others).toHaveLength(2);
    first?.click();
    await drawn();
    const box = view.get<HTMLTextAreaElement>("composer");
    expect(box.value).toBe(first?.textContent);
    expect(document.activeElement).toBe(box);
    expect(view.host.of("send")).toEqual([]);
  });
});

describe("the composer", () => {
  const enter = (init: KeyboardEventInit = {}) =>
    view
      .get("composer")
      .dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", bubbles: true, cancelable: true, ...init }));

  it("sends with Enter and with the button, and waits for the host", async () => {
    await show([]);
    await view.type("hello");
    expect(enter()).toBe(false);
    const [sent] = view.host.of("send");
    expect(sent?.text).toBe("hello");
    expect(view.get<HTMLTextAreaElement>("composer").value).toBe("hello");
    await view.receive({ type: "accepted", draftId: sent?.draftId ?? "" });
    expect(view.get<HTMLTextAreaElement>("composer").value).toBe("");
    await view.type("again");
    await view.press("send");
    expect(view.host.of("send")[1]?.text).toBe("again");
  });

  it("keeps what the host refuses and says why", async () => {
    await show([]);
    await view.type("hello");
    await view.press("send");
    const draftId = view.host.of("send")[0]?.draftId ?? "";
    await view.receive({ type: "rejected", draftId, text: "A reply is being written." });
    expect(view.get<HTMLTextAreaElement>("composer").value).toBe("hello");
    expect(view.get("send-refusal").textContent).toBe("A reply is being written.");
    await view.type("hello again");
    expect(view.all("send-refusal")).toEqual([]);
  });

  it("can stop a reply that is not the last, and queues what is sent meanwhile", async () => {
    await show([question("u", "hi"), streaming("so far"), question("v", "elsewhere")]);
    await view.type("hello");
    enter();
    expect(view.host.of("send")).toMatchObject([{ text: "hello" }]);
    await view.press("stop");
    expect(view.host.of("stop")).toHaveLength(1);
  });

  it("leaves the box alone while an input method writes in it", async () => {
    await show([]);
    await view.type("hello");
    await view.press("send");
    const box = view.get<HTMLTextAreaElement>("composer");
    box.dispatchEvent(new CompositionEvent("compositionstart", { bubbles: true }));
    await view.type("hellon");
    await view.receive({ type: "accepted", draftId: view.host.of("send")[0]?.draftId ?? "" });
    expect(box.value).toBe("hellon");
    box.value = "hello你";
    box.dispatchEvent(new CompositionEvent("compositionend", { bubbles: true }));
    await drawn();
    expect(box.value).toBe("你");
  });

  it("sends nothing on Shift+Enter, while composing, or when blank", async () => {
    await show([]);
    await view.type("你");
    expect(enter({ shiftKey: true })).toBe(true);
    enter({ isComposing: true });
    await view.type(" ");
    enter();
    await view.press("send");
    expect(view.host.of("send")).toEqual([]);
  });

  it("turns send into stop and keeps the focus on it, and a double click does not stop", async () => {
    await show([]);
    await view.type("hello");
    const button = view.get("send");
    button.focus();
    await view.press("send");
    await patch({ op: "add", message: question("u", "hello") }, { op: "add", message: streaming() });
    // Both while there is a text.
    expect(view.get("send")).toBe(button);
    await view.receive({ type: "accepted", draftId: view.host.of("send")[0]?.draftId ?? "" });
    expect(view.get("stop")).toBe(button);
    expect(document.activeElement).toBe(button);
    await view.press("stop", { detail: 2 });
    expect(view.host.of("stop")).toEqual([]);
    await view.press("stop");
    expect(view.host.of("stop")).toHaveLength(1);
  });

  it("has the settings of the conversation", async () => {
    await show([]);
    const picker = view.get<HTMLSelectElement>("model-picker");
    expect(picker.value).toBe("mimo-v2.6-pro");
    expect(picker.querySelector("optgroup")?.textContent).toBe("MiMo V2 Pro");
    picker.value = "mimo-v2-pro";
    picker.dispatchEvent(new Event("change", { bubbles: true }));
    expect(view.get("thinking-toggle").getAttribute("aria-pressed")).toBe("true");
    await view.press("thinking-toggle");
    expect(view.get("web-search-toggle").getAttribute("aria-pressed")).toBe("false");
    await view.press("web-search-toggle");
    await view.press("new-chat");
    expect(view.host.sent).toEqual([
      { type: "setModel", model: "mimo-v2-pro" },
      { type: "setThinking", thinking: false },
      { type: "setWebSearch", webSearch: "auto" },
      { type: "newChat" },
    ]);
  });

  it.each([
    ["auto", "always", "Web search: when the model wants it"],
    ["always", "off", "Web search: always"],
  ] as const)("goes round: %s, then %s", async (webSearch, next, title) => {
    await show([], { webSearch });
    const toggle = view.get("web-search-toggle");
    expect(toggle.getAttribute("aria-pressed")).toBe("true");
    expect(toggle.title).toBe(title);
    await view.press("web-search-toggle");
    expect(view.host.of("setWebSearch")).toEqual([{ type: "setWebSearch", webSearch: next }]);
  });

  it("has toggles off that do nothing when the model or the protocol cannot", async () => {
    await show([], { canThink: false, canSearch: false, webSearch: "always" });
    await view.press("thinking-toggle");
    await view.press("web-search-toggle");
    expect(view.host.sent).toEqual([]);
    expect(view.get("thinking-toggle").getAttribute("aria-pressed")).toBe("false");
    expect(view.get("web-search-toggle").getAttribute("aria-pressed")).toBe("false");
    expect(view.get("web-search-toggle").title).toBe("Web search needs the OpenAI protocol");
  });

  it("lists a model it does not know by its id", async () => {
    await show([], { model: "mimo-next" });
    expect(view.get<HTMLSelectElement>("model-picker").value).toBe("mimo-next");
  });

  it("takes the focus when asked", async () => {
    await show([]);
    await view.receive({ type: "focusComposer" });
    expect(document.activeElement).toBe(view.get("composer"));
  });
});

describe("a reply", () => {
  it("waits, thinks in the open, folds that when it answers, and says when it is there", async () => {
    await show([question("u", "hi"), streaming()]);
    expect(view.root.textContent).toContain("Waiting for MiMo…");
    await patch(
      { op: "part", id: "a", part: reasoningPart("Let me ") },
      { op: "append", id: "a", key: "reasoning", text: "see." },
    );
    const details = view.get<HTMLDetailsElement>("reasoning");
    expect(details.open).toBe(true);
    expect(details.textContent).toBe("Thinking…Let me see.");
    expect(view.root.textContent).not.toContain("Waiting");
    await patch(
      { op: "head", id: "a", key: "reasoning", head: { kind: "reasoning", milliseconds: 12_400 } },
      firstText("a", "**Yes"),
    );
    expect(details.open).toBe(false);
    expect(details.querySelector("summary")?.textContent).toBe("Thought for 12 s");
    await patch(moreText("a", "**"), headOf(reply("a", "")));
    const content = view.all("content").at(-1);
    await vi.waitFor(() => expect(content?.innerHTML).toContain('<p dir="auto"><strong>Yes</strong></p>'));
    await vi.waitFor(() => expect(view.get("announcer").textContent).toContain("Yes MiMo has answered."));
    expect(view.all("message").map((message) => [message.dataset.role, message.dataset.state])).toEqual([
      ["user", "done"],
      ["assistant", "done"],
    ]);
  });

  it("is heard sentence by sentence while it grows", async () => {
    await show([streaming("")]);
    await patch(firstText("a", "One **bold** thing. And ano"));
    await vi.waitFor(() => expect(view.get("announcer").textContent).toBe("One bold thing."), { timeout: 3000 });
    await patch(moreText("a", "ther."), headOf(reply("a", "")));
    const last = () => view.get("announcer").lastElementChild?.textContent;
    await vi.waitFor(() => expect(last()).toBe("And another. MiMo has answered."));
  });

  it("shows its parts in order, ends a text when another part follows, and touches it no more", async () => {
    await show([streaming()]);
    const append = (key: string, text: string): Patch => ({ op: "append", id: "a", key, text });
    const part = (key: string, kind: "text" | "reasoning", text: string): Patch => ({
      op: "part",
      id: "a",
      part: { key, head: { kind }, text },
    });
    await patch(
      part("0", "reasoning", "first"),
      part("1", "text", "One [link][x] and"),
      append("1", " on.\n\n[x]: https://a.example"),
    );
    await patch(part("2", "reasoning", "second"));
    const [first] = view.all("content");
    // A reference that came later counts as soon as the text is over.
    await vi.waitFor(() => expect(first?.querySelector("a")?.textContent).toBe("link"));
    expect(view.all("reasoning").map((details) => details.hasAttribute("open"))).toEqual([false, true]);
    const changes: MutationRecord[] = [];
    const observer = new MutationObserver((records) => changes.push(...records));
    if (first) observer.observe(first, { subtree: true, childList: true, attributes: true, characterData: true });
    await patch(part("3", "text", "Two"), append("3", " is here."));
    const message = view.get("message");
    const order = [...message.querySelectorAll("[data-testid=reasoning-text], [data-testid=content]")];
    await vi.waitFor(() => {
      const texts = order.map(({ textContent }) => textContent?.trim());
      expect(texts).toEqual(["first", "One link and on.", "second", "Two is here."]);
    });
    expect(message.dataset.state).toBe("streaming");
    expect(changes).toEqual([]);
    await patch(headOf(reply("a", "")));
    expect(message.dataset.state).toBe("done");
    await vi.waitFor(() => expect(view.get("announcer").textContent).toContain("Two is here. MiMo has answered."));
    observer.disconnect();
  });

  it("leaves the reasoning as the person wants it", async () => {
    await show([streaming("", { reasoning: "hm" })]);
    const details = view.get<HTMLDetailsElement>("reasoning");
    const summary = details.querySelector("summary");
    summary?.click();
    await drawn();
    expect(details.open).toBe(false);
    summary?.click();
    await drawn();
    await patch(firstText("a", "x"));
    expect(details.open).toBe(true);
  });

  it.each([
    [400, "Thought for 1 s"],
    [59_400, "Thought for 59 s"],
    [125_000, "Thought for 2 min 5 s"],
    [undefined, "Thought"],
  ])("says how long it thought: %s", async (reasoningMs, words) => {
    await show([reply("a", "x", { reasoning: "hm", reasoningMs })]);
    expect(view.get("reasoning").querySelector("summary")?.textContent).toBe(words);
    expect(view.get<HTMLDetailsElement>("reasoning").open).toBe(false);
  });

  it("touches no other message while it grows", async () => {
    await show([question("u", "hi"), reply("b", "before"), streaming()]);
    const [first, second, third] = view.all("message");
    const changes: MutationRecord[] = [];
    const observer = new MutationObserver((records) => changes.push(...records));
    for (const message of [first, second]) {
      if (message) observer.observe(message, { subtree: true, childList: true, attributes: true, characterData: true });
    }
    await patch(firstText("a", "new"));
    await patch(moreText("a", " text"));
    expect(third?.textContent).toContain("new text");
    expect(changes).toEqual([]);
  });

  it("keeps its text when it was stopped or broke off, and says so", async () => {
    const notice = {
      severity: "error",
      text: "The connection broke.",
      detail: "terminated",
      actions: ["Try Again", "Show Log"],
    } as const;
    await show([streaming("so far")]);
    await patch(headOf(reply("a", "", { state: "error", notice })));
    expect(view.get("content").textContent).toBe("so far");
    const shown = view.get("error-notice");
    expect(shown.getAttribute("role")).toBe("alert");
    expect(shown.textContent).toContain("The connection broke.");
    expect(shown.querySelector("details")?.textContent).toContain("terminated");
    view.all("error-action")[1]?.click();
    expect(view.host.of("noticeAction")).toEqual([{ type: "noticeAction", messageId: "a", index: 1 }]);
    await patch(headOf(reply("a", "", { state: "stopped" })));
    expect(view.get("content").textContent).toBe("so far");
    expect(view.root.textContent).toContain("Stopped.");
  });

  it("says what is no error quietly", async () => {
    await show([streaming("x")]);
    await patch(headOf(reply("a", "x", { notice: { severity: "info", text: "Too long.", actions: ["Continue"] } })));
    expect(view.get("error-notice").getAttribute("role")).toBe("status");
    expect(view.get("error-action").textContent).toBe("Continue");
  });

  it("says nothing of what went wrong before the view was opened", async () => {
    const notice = { severity: "error", text: "The connection broke.", actions: [] } as const;
    await show([reply("a", "so far", { state: "error", notice })]);
    expect(view.get("error-notice").getAttribute("role")).toBe(null);
    await patch({ op: "add", message: reply("b", "", { state: "error", notice }) });
    expect(view.all("error-notice").map((shown) => shown.getAttribute("role"))).toEqual([null, "alert"]);
  });

  it("counts down to the next try, and is heard once", async () => {
    await show([streaming("", { retrying: { text: "The service is busy.", delayMs: 3000 } })]);
    expect(view.get("retry-wait").textContent).toContain("The service is busy. Trying again in ");
    const heard = "The service is busy. Trying again in 3 s.";
    await vi.waitFor(() => expect(view.get("announcer").textContent).toBe(heard));
    await vi.waitFor(() => expect(view.get("retry-wait").textContent).toMatch(/in [12] s/), { timeout: 3000 });
    expect(view.get("announcer").textContent).toBe(heard);
  });

  it("offers what can be done with it", async () => {
    const usage = { inputTokens: 1200, outputTokens: 34 };
    await show([question("u", "hi"), reply("a", "x", { usage, version: { index: 2, count: 3 } })]);
    view.all("copy-message")[1]?.click();
    await view.press("regenerate");
    await view.press("version-prev");
    await view.press("version-next");
    expect(view.host.sent).toEqual([
      { type: "copyMessage", messageId: "a" },
      { type: "regenerate", messageId: "a" },
      { type: "selectVersion", messageId: "a", delta: -1 },
      { type: "selectVersion", messageId: "a", delta: 1 },
    ]);
    expect(view.get("usage").textContent).toBe("1,200 tokens in, 34 out");
  });

  it("shows its sources, as links only where they are", async () => {
    const sources = [
      { url: "https://a.b/c", title: "A page" },
      { url: "javascript:alert(1)", title: "<b>None</b>" },
    ];
    await show([reply("a", "x", { sources })]);
    const [link, none] = view.all("source");
    link?.click();
    none?.click();
    expect(none?.tagName).toBe("SPAN");
    expect(none?.textContent).toBe("2<b>None</b>");
    expect(link?.textContent).toBe("1A pagea.b");
    expect(view.host.sent).toEqual([{ type: "openLink", href: "https://a.b/c" }]);
  });

  it("opens links through the host alone and copies code", async () => {
    await show([reply("a", "[x](src/a.ts#L3)\n\n```ts\nlet a;\nlet b;\n```")]);
    const outside = vi.fn();
    window.addEventListener("click", outside);
    const link = view.root.querySelector("a");
    const event = new MouseEvent("click", { bubbles: true, cancelable: true });
    link?.dispatchEvent(event);
    window.removeEventListener("click", outside);
    expect(event.defaultPrevented).toBe(true);
    expect(outside).not.toHaveBeenCalled();
    await view.press("code-copy");
    expect(view.host.sent).toEqual([
      { type: "openLink", href: "src/a.ts#L3" },
      { type: "copyText", text: "let a;\nlet b;" },
    ]);
    expect(view.get("code-copy").getAttribute("aria-label")).toBe("Copied");
    expect(view.get("code-block").textContent).toBe("tslet a;\nlet b;");
  });
});

describe("a question", () => {
  it("is shown as it was written and can be asked differently", async () => {
    await show([question("u", "<b>hi</b>\n *there*"), reply("a", "x")]);
    expect(view.all("content")[0]?.textContent).toBe("<b>hi</b>\n *there*");
    await view.press("edit-message");
    const box = view.get<HTMLTextAreaElement>("edit-text");
    expect(document.activeElement).toBe(box);
    expect(box.value).toBe("<b>hi</b>\n *there*");
    box.dispatchEvent(new KeyboardEvent("keydown", { key: "Escape", bubbles: true }));
    await drawn();
    expect(view.all("edit-text")).toEqual([]);
    expect(view.all("content")[0]?.textContent).toBe("<b>hi</b>\n *there*");
    await view.press("edit-message");
    const again = view.get<HTMLTextAreaElement>("edit-text");
    again.value = "better";
    again.dispatchEvent(new InputEvent("input", { bubbles: true }));
    await view.press("edit-save");
    const [edit] = view.host.of("editMessage");
    expect(edit).toMatchObject({ messageId: "u", text: "better" });
    const draftId = edit?.draftId ?? "";
    await view.receive({ type: "rejected", draftId, text: "A reply is being written." });
    expect(view.get<HTMLTextAreaElement>("edit-text").value).toBe("better");
    expect(view.get("edit-refusal").textContent).toBe("A reply is being written.");
    await view.press("edit-save");
    await view.receive({ type: "accepted", draftId: view.host.of("editMessage")[1]?.draftId ?? "" });
    expect(view.all("edit-text")).toEqual([]);
  });

  it("keeps the focus in its box when Escape is for the input method", async () => {
    await show([question("u", "hi")]);
    await view.press("edit-message");
    const box = view.get<HTMLTextAreaElement>("edit-text");
    for (const init of [{ isComposing: true }, { keyCode: 229 }]) {
      box.dispatchEvent(new KeyboardEvent("keydown", { key: "Escape", bubbles: true, cancelable: true, ...init }));
      await drawn();
      expect(view.get("edit-text")).toBe(box);
      expect(document.activeElement).toBe(box);
    }
  });

  it("leaves its box by an Escape that nobody else hears", async () => {
    await show([question("u", "hi")]);
    await view.press("edit-message");
    const outside = vi.fn();
    view.root.addEventListener("keydown", outside);
    view.get("edit-text").dispatchEvent(new KeyboardEvent("keydown", { key: "Escape", bubbles: true }));
    await drawn();
    expect(outside).not.toHaveBeenCalled();
    expect(view.all("edit-text")).toEqual([]);
  });

  it("of several texts is shown and asked differently with all of them", async () => {
    const two = [textPart("one"), { ...textPart("two"), key: "second" }];
    await show([{ ...question("u", ""), parts: two }, reply("a", "x")]);
    const contents = view.all("message")[0]?.querySelectorAll("[data-testid=content]") ?? [];
    expect([...contents].map(({ textContent }) => textContent)).toEqual(["one", "two"]);
    await view.press("edit-message");
    expect(view.get<HTMLTextAreaElement>("edit-text").value).toBe("one\n\ntwo");
  });

  it("cannot be changed while a reply grows", async () => {
    await show([question("u", "hi"), streaming()]);
    expect(view.all("edit-message")).toEqual([]);
    expect(view.all("regenerate")).toEqual([]);
    expect(view.all("copy-message")).toHaveLength(1);
  });
});

describe("trouble", () => {
  it("in one message leaves the others, shows its text and is logged once", async () => {
    const broken = reply("a", "the text", { sources: [null as never] });
    await show([question("u", "hi"), broken, reply("b", "fine")]);
    expect(view.all("message")).toHaveLength(3);
    expect(view.root.textContent).toContain("the text");
    expect(view.root.textContent).toContain("fine");
    expect(view.host.of("failed")).toHaveLength(1);
  });

  it("with what arrives does nothing", async () => {
    await show([reply("a", "fine")]);
    view.app.receive({ type: "patches", revision: 2, patches: [{ op: "?" }] });
    view.app.receive("nonsense");
    await drawn();
    expect(view.root.textContent).toContain("fine");
    expect(view.host.of("resync")).toHaveLength(1);
  });
});
