// Past conversations, laid over the one that is shown so that it keeps its place.

import { useComputed, useSignal } from "@preact/signals";
import { useEffect, useLayoutEffect, useMemo, useRef } from "preact/hooks";
import { useApp } from "../app.ts";
import { isFindKey } from "../ui/keys.ts";
import { fill } from "../words.ts";
import { HistoryNotes } from "./HistoryNotes.tsx";
import { HistoryRow } from "./HistoryRow.tsx";
import { groupByDay } from "./historyDays.ts";

/** The list while it is asked for. */
export function History() {
  const { history } = useApp();
  return history.shown.value ? <ShownHistory /> : null;
}

/**
 * Search above, conversations by day below. Up, Down, Home and End move, Enter opens, Ctrl+Enter opens in an editor, F2
 * renames, Delete deletes, Ctrl+Z brings back, Escape leaves.
 */
function ShownHistory() {
  const app = useApp();
  const { history, words } = app;
  const t = words.strings;
  const root = useRef<HTMLElement>(null);
  const search = useRef<HTMLInputElement>(null);
  /** The one row the Tab key reaches. */
  const active = useSignal("");
  const items = history.items.value;
  const done = history.done.value;
  // Not read while drawing: a step from row to row draws those two alone.
  const activeId = useComputed(() => {
    const all = history.items.value;
    return all.some(({ id }) => id === active.value) ? active.value : (all[0]?.id ?? "");
  });
  const time = useMemo(() => new Intl.DateTimeFormat(words.locale, { timeStyle: "short" }), [words]);

  useLayoutEffect(() => {
    search.current?.focus();
    // At once: a frame later the person may be elsewhere in VS Code, and would be called back.
    return () => document.querySelector<HTMLElement>("[data-testid=composer]")?.focus();
  }, []);
  useLayoutEffect(() => {
    // A tab of the editor has VS Code's own box for it.
    if (document.body.dataset.surface === "editor") return undefined;
    const onFind = (event: KeyboardEvent) => {
      if (!isFindKey(event) || event.defaultPrevented) return;
      event.preventDefault();
      search.current?.focus();
      search.current?.select();
    };
    document.addEventListener("keydown", onFind);
    return () => document.removeEventListener("keydown", onFind);
  }, []);
  const count = items.length;
  useEffect(() => {
    if (done && history.query.value !== "") {
      app.announce(count === 0 ? t.historyNothing : count === 1 ? t.historyFoundOne : fill(t.historyFound, count));
    }
  }, [app, history, done, count, t]);

  /** Moves to the row at `index`; the search box stands above the first. */
  const moveTo = (index: number) => {
    const rows = root.current?.querySelectorAll<HTMLElement>(".history-open") ?? [];
    if (index < 0) return search.current?.focus();
    rows[Math.min(index, rows.length - 1)]?.focus();
  };
  /** The row to go to once the deleted one is drawn away. */
  const focusNext = useRef<number | undefined>(undefined);
  useLayoutEffect(() => {
    if (focusNext.current !== undefined) moveTo(focusNext.current);
    focusNext.current = undefined;
  });
  const remove = (id: string) => {
    const index = items.findIndex((item) => item.id === id);
    active.value = (items[index + 1] ?? items[index - 1])?.id ?? "";
    const title = items[index]?.title ?? "";
    history.delete(id);
    app.announce(fill(t.historyDeleted, title));
    focusNext.current = items.length > 1 ? Math.min(index, items.length - 2) : -1;
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.isComposing || event.target instanceof HTMLTextAreaElement) return;
    const current = activeId.peek();
    const index = items.findIndex(({ id }) => id === current);
    const inSearch = event.target === search.current;
    const action = keyAction(event, inSearch);
    if (action === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    if (action === "leave") return inSearch && history.query.value !== "" ? history.search("") : history.close();
    if (action === "undo") return history.undo();
    if (action === "first") return moveTo(0);
    if (action === "last") return moveTo(items.length - 1);
    if (action === "next") return moveTo(inSearch ? 0 : index + 1);
    if (action === "previous") return moveTo(index - 1);
    if (!items[index]) return;
    if (action === "open") return history.open(current);
    if (action === "open-in-editor") return history.openInEditor(current);
    if (action === "delete") return remove(current);
  };

  const now = Date.now();
  const days = groupByDay(items, now, { locale: words.locale, today: t.historyToday, yesterday: t.historyYesterday });
  return (
    <section class="history" data-testid="history" aria-label={t.history} ref={root} onKeyDown={onKeyDown}>
      <input
        ref={search}
        class="history-search"
        data-testid="history-search"
        dir="auto"
        type="search"
        aria-label={t.historySearch}
        placeholder={t.historySearch}
        value={history.query.value}
        onInput={(event) => history.search(event.currentTarget.value)}
      />
      <HistoryNotes />
      <div class="history-days" aria-busy={!done}>
        {days.map(({ label, items: inDay }) => (
          <section key={label}>
            <h3>{label}</h3>
            <ul>
              {inDay.map((item) => (
                <HistoryRow
                  key={item.id}
                  item={item}
                  time={time.format(item.changedAt)}
                  activeId={activeId}
                  onFocus={() => {
                    active.value = item.id;
                  }}
                  onDelete={() => remove(item.id)}
                />
              ))}
            </ul>
          </section>
        ))}
        {done && items.length === 0 ? (
          <p class="history-empty">{history.query.value === "" ? t.historyEmpty : t.historyNothing}</p>
        ) : null}
      </div>
    </section>
  );
}

type KeyAction = "leave" | "undo" | "first" | "last" | "next" | "previous" | "open" | "open-in-editor" | "delete";

/** What a key means; undefined leaves it to the element. */
function keyAction(event: KeyboardEvent, inSearch: boolean): KeyAction | undefined {
  const command = event.ctrlKey || event.metaKey;
  if (event.key === "Enter" && command) return "open-in-editor";
  if (event.key === "z" && command && !inSearch) return "undo";
  if (command || event.altKey || event.shiftKey) return undefined;
  if (event.key === "Escape") return "leave";
  if (event.key === "ArrowDown") return "next";
  if (inSearch) return event.key === "Enter" ? "open" : undefined;
  const onRow = event.target instanceof HTMLElement && event.target.classList.contains("history-open");
  const keys: Readonly<Record<string, KeyAction>> = { ArrowUp: "previous", Home: "first", End: "last" };
  if (event.key === "Delete" && onRow) return "delete";
  return keys[event.key];
}
