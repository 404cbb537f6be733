// @vitest-environment jsdom
import { afterEach, beforeEach, expect, test } from "vitest";
import type {
  ContextChip,
  ContextSnapshot,
  ContextToHost,
  MentionCandidate,
} from "../../../../src/protocol/context.ts";
import { drawn, open, type View } from "../render.tsx";

let view: View;
beforeEach(async () => {
  view = await open([]);
});
afterEach(() => view.close());

const sent = () => view.host.sent as unknown as ContextToHost[];
const box = () => view.get<HTMLTextAreaElement>("composer");
const chip = (id: string, more: Partial<ContextChip> = {}): ContextChip => ({
  id,
  kind: "file",
  label: `src/${id}.ts`,
  title: `src/${id}.ts, about 12 tokens`,
  size: "12",
  state: "ready",
  ...more,
});
const candidate = (id: string, label: string): MentionCandidate => ({
  id,
  kind: "file",
  label,
  detail: "src",
  insert: `src/${label}`,
});

async function receive(message: unknown): Promise<void> {
  view.app.receive(message);
  await drawn();
}
const show = (state: Partial<ContextSnapshot>) =>
  receive({ type: "contextState", state: { chips: [], notices: [], ...state } });

async function key(name: string, init: KeyboardEventInit = {}): Promise<boolean> {
  const event = new KeyboardEvent("keydown", { key: name, bubbles: true, cancelable: true, ...init });
  box().dispatchEvent(event);
  await drawn();
  return event.defaultPrevented;
}

async function openMenu(text: string, ...labels: string[]): Promise<void> {
  await view.type(text);
  const asked = sent().findLast((message) => message.type === "contextQuery");
  if (asked?.type !== "contextQuery") throw new Error("nothing was asked");
  const candidates = labels.map((label, index) => candidate(`c${index}`, label));
  await receive({ type: "contextCandidates", request: asked.request, done: true, candidates });
}

const chosen = () => view.all("mention-option").find((option) => option.getAttribute("aria-selected") === "true");

test("the menu follows the letters, and the box names the chosen line", async () => {
  await openMenu("see @a", "a.ts", "ab.ts");
  expect(view.get("mention-menu").getAttribute("role")).toBe("listbox");
  expect(box().getAttribute("role")).toBe("combobox");
  expect(box().getAttribute("aria-controls")).toBe(view.get("mention-menu").id);
  expect(box().getAttribute("aria-activedescendant")).toBe(chosen()?.id);
  await key("ArrowUp");
  expect(chosen()?.textContent).toContain("ab.ts");
  await key("ArrowDown");
  expect(chosen()?.textContent).toContain("a.ts");
  // An answer to an older question changes nothing.
  await receive({ type: "contextCandidates", request: 0, done: true, candidates: [candidate("x", "old.ts")] });
  expect(view.all("mention-option").length).toBe(2);
});

test("who types faster than the host looks picks what the letters mean", async () => {
  await openMenu("see @", "old.ts", "a.ts");
  await view.type("see @a");
  const asked = sent().findLast((message) => message.type === "contextQuery");
  expect(await key("Tab")).toBe(true);
  expect(sent()).not.toContainEqual(expect.objectContaining({ type: "contextPick" }));
  const answer = { type: "contextCandidates", request: (asked as { request: number }).request };
  await receive({ ...answer, done: false, candidates: [] });
  expect(box().value).toBe("see @a");
  await receive({ ...answer, done: true, candidates: [candidate("new", "a.ts")] });
  expect(sent()).toContainEqual({ type: "contextPick", id: "new" });
  expect(box().value).toBe("see @src/a.ts ");
});

test("a pick that waits is forgotten when one types on, and is made at once of a line that was chosen", async () => {
  await openMenu("see @", "old.ts", "a.ts");
  await view.type("see @a");
  await key("Enter");
  await openMenu("see @ab", "ab.ts", "abc.ts");
  expect(sent()).not.toContainEqual(expect.objectContaining({ type: "contextPick" }));
  await view.type("see @abc");
  await key("ArrowDown");
  await key("Enter");
  expect(sent()).toContainEqual({ type: "contextPick", id: "c1" });
  expect(box().value).toBe("see @src/abc.ts ");
});

test.each(["Enter", "Tab"])("%s picks by the host's id, and the name stays in the text", async (name) => {
  await openMenu("see @a", "a.ts");
  expect(await key(name)).toBe(true);
  expect(sent()).toContainEqual({ type: "contextPick", id: "c0" });
  expect(box().value).toBe("see @src/a.ts ");
  expect(view.app.draft.text.value).toBe("see @src/a.ts ");
  expect(view.all("mention-menu")).toEqual([]);
  expect(view.host.of("send")).toEqual([]);
});

test("Escape closes the menu for this name; keys of an input method are left alone", async () => {
  await openMenu("@a", "a.ts", "b.ts");
  expect(await key("ArrowDown", { isComposing: true })).toBe(false);
  expect(await key("Enter", { isComposing: true, keyCode: 229 } as KeyboardEventInit)).toBe(false);
  expect(chosen()?.textContent).toContain("a.ts");
  await key("Escape");
  expect(view.all("mention-menu")).toEqual([]);
  expect(box().hasAttribute("role")).toBe(false);
  const before = sent().length;
  await view.type("@ab");
  expect(sent().slice(before)).toEqual([]);
});

test("without a line to pick Enter sends", async () => {
  await openMenu("to @nobody");
  await key("Enter");
  expect(view.host.of("send").map(({ text }) => text)).toEqual(["to @nobody"]);
});

test("chips are shown, opened, switched and taken away, by keys too", async () => {
  await show({ chips: [chip("active", { kind: "active", on: true }), chip("a"), chip("b", { kind: "folder" })] });
  expect(view.all("mention").map((each) => each.textContent)).toEqual(["a.ts12", "b.ts12"]);
  expect(view.get("active-editor").getAttribute("aria-pressed")).toBe("true");
  await view.press("active-editor");
  view.all("mention-open")[0]?.click();
  view.all("mention-open")[1]?.dispatchEvent(new KeyboardEvent("keydown", { key: "Delete", bubbles: true }));
  view.all("mention-remove")[0]?.click();
  box().focus();
  box().setSelectionRange(0, 0);
  expect(await key("Backspace")).toBe(true);
  expect(sent()).toEqual([
    { type: "contextSwitch", id: "active", on: false },
    { type: "contextOpen", id: "a" },
    { type: "contextRemove", id: "b" },
    { type: "contextRemove", id: "a" },
    { type: "contextRemove", id: "b" },
  ]);
  await view.type("text");
  expect(await key("Backspace")).toBe(false);
});

test("a notice has its buttons, and hostile words in it stay words", async () => {
  const text = '<img src=x onerror="alert(1)"> is ignored';
  await show({
    notices: [
      { id: "n", severity: "info", text, actions: ["OK"] },
      { id: "q", severity: "question", text: "Send it?", actions: ["No", "Yes"] },
    ],
    size: { tokens: "1.2k", title: "About 1200", share: 1.2, over: true, warning: "Too long", lines: [] },
  });
  expect(view.root.querySelector("img")).toBeNull();
  expect(view.all("context-notice").map((each) => each.getAttribute("role"))).toEqual(["status", "alert"]);
  view.all("context-action")[0]?.click();
  view.all("context-action")[2]?.click();
  expect(sent().filter(({ type }) => type === "contextAction")).toEqual([
    { type: "contextAction", id: "n", index: 0 },
    { type: "contextAction", id: "q", index: 1 },
  ]);
  expect(view.get("context-tokens").textContent).toBe("≈ 1.2k tokens");
  expect(view.get("context-tokens").dataset.over).toBe("true");
});

test("the host lets a question go that it held back", async () => {
  await view.type("held");
  await receive({ type: "contextSend" });
  expect(view.host.of("send").map(({ text }) => text)).toEqual(["held"]);
});
