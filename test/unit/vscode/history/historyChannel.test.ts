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
    list: async () => ({ conversations: [summary("a"), summary("b")], unreadable: [], size: 2 }),
    notesOn: () => [],
    itemOf: ({ id, title, changedAt }: ReturnType<typeof summary>) => ({ id, title, changedAt, isOpen: false }),
    rename: async (id: string) => {
      await held;
      done.push(`rename ${id}`);
    },
    delete: async (id: string) => void done.push(`delete ${id}`),
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
  return { channel, sent, done, logged, release, settled };
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
