// @vitest-environment jsdom
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { HistoryItem, HistoryToHost, HistoryToWebview } from "../../../../src/protocol/history.ts";
import { drawn, open, type View } from "../render.tsx";

const now = Date.now();
const items: HistoryItem[] = [
  { id: "a", title: "First <b>title</b>", changedAt: now, isOpen: true },
  { id: "b", title: "Second", changedAt: now - 1000, isOpen: false },
  { id: "c", title: "Long ago", changedAt: 1000, isOpen: false },
];

describe("the history", () => {
  let view: View;
  beforeEach(async () => {
    view = await open([]);
  });
  afterEach(() => view.close());

  const asked = () => view.host.sent.filter(({ type }) => type.startsWith("history")) as unknown as HistoryToHost[];
  const last = () => asked().at(-1);
  const answer = async (given: readonly HistoryItem[] = items, more: Partial<HistoryToWebview> = {}) => {
    const query = asked().findLast(({ type }) => type === "historyQuery");
    const queryId = query?.type === "historyQuery" ? query.queryId : -1;
    view.app.receive({ type: "historyItems", queryId, items: given, done: true, notes: [], ...more });
    await drawn();
  };
  const titles = () => view.all("history-item").map((row) => row.querySelector(".history-title")?.textContent);
  const key = async (name: string, init: KeyboardEventInit = {}) => {
    document.activeElement?.dispatchEvent(
      new KeyboardEvent("keydown", { key: name, bubbles: true, cancelable: true, ...init }),
    );
    await drawn();
  };
  const focused = () => document.activeElement?.querySelector(".history-title")?.textContent;
  const show = async () => {
    await view.press("history");
    await answer();
  };

  it("is opened by its button, and shows titles as text, by day", async () => {
    await show();
    expect(last()).toMatchObject({ type: "historyQuery", query: "" });
    expect(titles()).toEqual(["First <b>title</b>", "Second", "Long ago"]);
    const days = [...view.root.querySelectorAll(".history-days h3")].map((day) => day.textContent);
    expect(days[0]).toBe("Today");
    expect(days[1]).toContain("1970");
    expect(view.get("composer").closest("[inert]")).not.toBeNull();
    expect(document.activeElement).toBe(view.get("history-search"));
    await view.press("history-close");
    expect(last()).toEqual({ type: "historyClosed" });
    expect(view.all("history-item")).toHaveLength(0);
  });

  it("is shown by the host's command", async () => {
    view.app.receive({ type: "historyShow" });
    await drawn();
    expect(view.get("history").tagName).toBe("SECTION");
    // Another command wants the composer, which is below the list.
    await view.receive({ type: "focusComposer" });
    expect(view.all("history-search")).toHaveLength(0);
    expect(document.activeElement).toBe(view.get("composer"));
  });

  it("is walked and used by the keyboard alone", async () => {
    await show();
    await key("ArrowDown");
    expect(focused()).toBe("First <b>title</b>");
    await key("End");
    expect(focused()).toBe("Long ago");
    await key("ArrowDown");
    expect(focused()).toBe("Long ago");
    await key("ArrowUp");
    expect(focused()).toBe("Second");
    await key("F2");
    const box = view.get<HTMLInputElement>("history-name");
    expect(document.activeElement).toBe(box);
    box.value = "  Renamed ";
    await key("Enter");
    expect(last()).toEqual({ type: "historyRename", id: "b", title: "Renamed" });
    expect(focused()).toBe("Renamed");
    await key("F2");
    view.get<HTMLInputElement>("history-name").value = "Not this";
    await key("Escape");
    expect(titles()[1]).toBe("Renamed");
    await key("Delete");
    expect(last()).toEqual({ type: "historyDelete", id: "b" });
    expect(focused()).toBe("Long ago");
    await key("z", { ctrlKey: true });
    expect(last()).toEqual({ type: "historyUndoDelete", id: "b" });
    expect(titles()).toEqual(["First <b>title</b>", "Renamed", "Long ago"]);
    await key("Enter", { ctrlKey: true });
    expect(asked().slice(-2)).toEqual([{ type: "historyOpenInEditor", id: "c" }, { type: "historyClosed" }]);
    await view.press("history");
    await key("Escape");
    expect(view.all("history-search")).toHaveLength(0);
    expect(document.activeElement).toBe(view.get("composer"));
  });

  it("searches as one types; answers of an earlier query are void", async () => {
    await show();
    const search = view.get<HTMLInputElement>("history-search");
    search.value = "need";
    search.dispatchEvent(new InputEvent("input", { bubbles: true }));
    await drawn();
    expect(last()).toMatchObject({ query: "need" });
    await answer([], { queryId: 0 } as Partial<HistoryToWebview>);
    expect(titles()).toHaveLength(3);
    const snippet = { before: "a ", match: "<img>", after: " in hay" };
    await answer([{ id: "b", title: "Second", changedAt: now, isOpen: false, snippet }], { done: false } as never);
    expect(view.root.querySelector(".history-snippet")?.textContent).toBe("a <img> in hay");
    await answer([{ id: "c", title: "Third", changedAt: 5, isOpen: false }]);
    expect(titles()).toEqual(["Second", "Third"]);
    expect(view.app.announcements.value.at(-1)?.text).toBe("2 conversations");
    await key("Enter");
    expect(asked().at(-2)).toEqual({ type: "historyOpen", id: "b", hit: { query: "need", snippet } });
  });

  it("says what is deleted and what is wrong with the files, each with its button", async () => {
    await view.press("history");
    await answer(items, { notes: [{ kind: "limit", text: "Too much.", action: "Delete…" }] } as never);
    expect(view.get("history-note").textContent).toContain("Too much.");
    view.get("history-note").querySelector("button")?.click();
    expect(last()).toEqual({ type: "historyNoteAction", kind: "limit" });
    view.all("history-delete")[0]?.click();
    await drawn();
    expect(view.get("history").textContent).toContain("“First <b>title</b>” was deleted.");
    await view.press("history-undo");
    expect(titles()).toHaveLength(3);
    await answer([]);
  });

  it("says when there is nothing", async () => {
    await view.press("history");
    await answer([]);
    expect(view.get("history").textContent).toContain("Past conversations will appear here.");
  });
});
