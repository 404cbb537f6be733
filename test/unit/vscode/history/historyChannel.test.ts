import { expect, test } from "vitest";
import type { HistoryToWebview } from "../../../../src/protocol/history.ts";
import type { History } from "../../../../src/vscode/history/history.ts";
import { HistoryChannel } from "../../../../src/vscode/history/historyChannel.ts";

const summary = (id: string) => ({ id, title: id, changedAt: 1, size: 1 });

/** A history of "a" and "b" that notes what is done; `release` lets a rename end. */
function setUp() {
  const done: string[] = [];
  let release = () => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  const history = {
    index: {
      async *search(query: string, signal: AbortSignal) {
        for (const id of ["a", "b"]) {
          await new Promise((resolve) => setTimeout(resolve));
          if (signal.aborted) return;
          yield { ...summary(id), snippet: { before: "", match: query, after: "" } };
        }
      },
      forgetTexts: () => done.push("forget"),
    },
    running: { running: 0, waiting: 0 },
    list: async () => ({ conversations: [summary("a"), summary("b")], unreadable: [], size: 2 }),
    notesOn: () => [],
    itemOf: ({ id, title, changedAt }: ReturnType<typeof summary>) => ({ id, title, changedAt, isOpen: false }),
    rename: async (id: string) => {
      await held;
      done.push(`rename ${id}`);
      return true;
    },
    delete: async (id: string) => {
      done.push(`delete ${id}`);
      return id !== "elsewhere";
    },
    carryOut: async (kind: string) => void done.push(kind),
  } as unknown as History;
  const sent: HistoryToWebview[] = [];
  const logged: string[] = [];
  const channel = new HistoryChannel(
    history,
    (message) => sent.push(message),
    (line) => logged.push(line),
  );
  const settled = () => new Promise((resolve) => setTimeout(resolve, 30));
  return { channel, sent, done, logged, release, settled, history };
}

test("what is not its own is left to others", () => {
  const { channel } = setUp();
  for (const message of [{ type: "ready" }, { type: "send" }, "x", null, { type: "historyOpen", id: "../x" }]) {
    expect(channel.receive(message)).toBe(false);
  }
});

test("it is shown once the webview can show it", () => {
  const { channel, sent } = setUp();
  channel.show();
  expect(sent).toEqual([]);
  channel.receive({ type: "ready" });
  expect(sent).toEqual([{ type: "historyShow" }]);
});

test("how much goes on elsewhere is told to a page when it is loaded, and when it changes", () => {
  const { channel, sent, history } = setUp();
  channel.tellRunning();
  expect(sent).toEqual([]);
  Object.assign(history, { running: { running: 2, waiting: 1 } });
  channel.receive({ type: "ready" });
  Object.assign(history, { running: { running: 0, waiting: 0 } });
  channel.tellRunning();
  expect(sent).toEqual([
    { type: "historyRunning", running: 2, waiting: 1 },
    { type: "historyRunning", running: 0, waiting: 0 },
  ]);
});

test("a query ends the one before; each answer says which it is of", async () => {
  const { channel, sent, settled } = setUp();
  channel.receive({ type: "historyQuery", queryId: 1, query: "x" });
  channel.receive({ type: "historyQuery", queryId: 2, query: "y" });
  await settled();
  expect(sent.every((message) => message.type === "historyItems" && message.queryId === 2)).toBe(true);
  const items = sent.flatMap((message) => (message.type === "historyItems" ? message.items : []));
  expect(items.map(({ id, snippet }) => [id, snippet?.match])).toEqual([
    ["a", "y"],
    ["b", "y"],
  ]);
  expect(sent.at(-1)).toMatchObject({ done: true });
});

test("changes happen in order, and a query after them sees them", async () => {
  const { channel, sent, done, release, settled } = setUp();
  channel.receive({ type: "historyRename", id: "a", title: "T" });
  channel.receive({ type: "historyDelete", id: "b" });
  channel.receive({ type: "historyQuery", queryId: 1, query: "" });
  await settled();
  expect([done, sent]).toEqual([[], []]);
  release();
  await settled();
  expect(done).toEqual(["rename a", "delete b"]);
  expect(sent).toMatchObject([{ queryId: 1, done: true, items: [{ id: "a" }, { id: "b" }] }]);
  channel.receive({ type: "historyClosed" });
  await settled();
  expect(done.at(-1)).toBe("forget");
});

test("what one list changes is told to the others, once it is done, and what it opens it opens where it is", async () => {
  const done: string[] = [];
  const place = { name: "tab" };
  const history = {
    delete: async (id: string, from: unknown) => done.push(`delete ${id} ${from === place}`) > 0,
    open: async (id: string, where: unknown) => void done.push(`open ${id} ${where === place}`),
    index: { forgetTexts: () => {} },
    running: { running: 0, waiting: 0 },
  } as unknown as History;
  const sent: HistoryToWebview[] = [];
  const channel = new HistoryChannel(
    history,
    (message) => sent.push(message),
    () => {},
    () => place as never,
    () => done.push("told"),
  );
  channel.receive({ type: "historyDelete", id: "a" });
  channel.receive({ type: "historyOpen", id: "b" });
  await new Promise((resolve) => setTimeout(resolve, 10));
  expect(done.slice(0, 2)).toEqual(["delete a true", "told"]);
  expect(done).toContain("open b true");
  channel.refresh();
  expect(sent).toEqual([]);
  channel.receive({ type: "ready" });
  channel.refresh();
  expect(sent).toEqual([{ type: "historyChanged" }]);
});

test("what a search has led to is told when it is open, and shown elsewhere once a page is there to show it", async () => {
  const done: string[] = [];
  const opened = (name: string) => async (id: string) => {
    await new Promise((resolve) => setTimeout(resolve));
    done.push(`${name} ${id}`);
  };
  const running = { running: 0, waiting: 0 };
  const history = { open: opened("open"), openInEditor: opened("editor"), running } as unknown as History;
  const sent: HistoryToWebview[] = [];
  const channel = new HistoryChannel(
    history,
    (message) => sent.push(message),
    () => {},
    () => undefined,
    () => {},
    (id, { query }) => done.push(`${query} in ${id}`),
  );
  const hit = { query: "hay", snippet: { before: "", match: "hay", after: " stack" } };
  channel.receive({ type: "historyOpen", id: "a", hit });
  await new Promise((resolve) => setTimeout(resolve, 10));
  channel.receive({ type: "historyOpenInEditor", id: "b", hit });
  channel.receive({ type: "historyOpenInEditor", id: "c" });
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(done).toEqual(["open a", "hay in a", "editor b", "hay in b", "editor c"]);
  channel.showHit("d", hit);
  expect(sent).toEqual([]);
  channel.receive({ type: "ready" });
  channel.showHit("e", hit);
  expect(sent).toEqual(["d", "e"].map((id) => ({ type: "historyHit", id, hit })));
});

test("what was not done is told to the list that shows it as done, and to no other", async () => {
  const { channel, sent, done } = setUp();
  channel.receive({ type: "historyDelete", id: "elsewhere" });
  await new Promise((resolve) => setTimeout(resolve, 10));
  expect([done, sent]).toEqual([["delete elsewhere"], [{ type: "historyRefused", id: "elsewhere" }]]);
});
