// What a page shows of a run, patch by patch, is what it would be shown at once.

import fc from "fast-check";
import { expect, test, vi } from "vitest";
import type { ChatSnapshot } from "../../../../src/protocol/snapshot.ts";
import type { ToWebview } from "../../../../src/protocol/toWebview.ts";
import { ConversationFeed, type FeedSurroundings } from "../../../../src/vscode/chat/conversationFeed.ts";
import { type ChatState, reduce } from "../../../../webview-ui/conversation/state.ts";
import { readLog } from "../../../../webview-ui/conversation/textLog.ts";
import { done, failed, type Reply } from "../../core/agent/fakes.ts";
import { makeRuns, over, settle, t } from "./runChats.ts";

/** A chat whose replies are runs, and a page that is fed from it. */
function makeChat(replies: readonly Reply[], asks: (path: string) => boolean = () => false) {
  const { service, tools, errors } = makeRuns(replies, asks);
  const described: unknown[] = [];
  const host = {
    t,
    environment: {
      hasKey: true,
      model: "m",
      models: [],
      thinking: true,
      canThink: true,
      webSearch: "off",
      canSearch: true,
    },
    onDidChangeEnvironment: () => ({ dispose() {} }),
    currency: () => "usd",
    surroundings: () => ({ host: "", keyBelongsElsewhere: false, successorOf: () => undefined }),
    agent: {
      describeApproval: (waiting: { question: unknown }) => {
        described.push(waiting.question);
        return { sentence: "May it?", reasons: ["why"], offers: ["always"] };
      },
      foreignLabel: () => undefined,
      changesOf: () => undefined,
      canRestore: () => false,
      onDidChangeChanges: () => ({ dispose() {} }),
    },
  } as unknown as FeedSurroundings;
  const page: { state: ChatState | undefined; gaps: number } = { state: undefined, gaps: 0 };
  const patches: string[] = [];
  const feed = new ConversationFeed(service, host, (message: ToWebview) => {
    if (message.type !== "snapshot" && message.type !== "patches") return;
    if (message.type === "patches") patches.push(...message.patches.map(({ op }) => op));
    const next = reduce(page.state, message);
    if (next === "gap") page.gaps++;
    else page.state = next;
  });
  feed.sendSnapshot();
  return { service, tools, feed, page, host, patches, errors, described };
}

const shownOf = (state: ChatState | undefined) =>
  state?.messages.map(({ meta, parts }) => ({
    ...meta,
    parts: parts.map(({ key, head, text }) => ({ key, head, text: readLog(text) })),
  }));

/** What a new page would be shown. */
function atOnce({ service, host }: Pick<ReturnType<typeof makeChat>, "service" | "host">) {
  let snapshot: ChatSnapshot | undefined;
  const feed = new ConversationFeed(service, host, (message) => {
    if (message.type === "snapshot") snapshot = message.snapshot;
  });
  feed.sendSnapshot();
  feed.dispose();
  return snapshot?.conversation.messages;
}

/** JSON has no undefined: what is absent and what is undefined are the same to the page. */
const plain = (value: unknown) => JSON.parse(JSON.stringify(value));

test("the parts of a run come in order, each once, whatever told of them", async () => {
  const chat = makeChat([
    ["I look.", ["read", { path: "a" }], ["read", { path: "b" }]],
    ["I edit.", ["edit", { path: "a" }]],
    ["All done."],
  ]);
  chat.service.send("Fix it");
  await over(chat);
  expect(plain(shownOf(chat.page.state))).toEqual(plain(atOnce(chat)));
  const parts = shownOf(chat.page.state)?.[1]?.parts ?? [];
  expect(parts.map(({ head }) => (head.kind === "tool" ? `${head.tool} ${head.state}` : head.kind))).toEqual([
    "reasoning",
    "text",
    "read done",
    "read done",
    "reasoning",
    "text",
    "edit done",
    "reasoning",
    "text",
  ]);
  expect(shownOf(chat.page.state)?.[1]?.steps).toHaveLength(3);
  expect(chat.page.gaps).toBe(0);
});

test("whatever a model does, the page shows what it would be shown at once", async () => {
  const call = fc.tuple(
    fc.constantFrom("read", "edit", "nothing"),
    fc.constantFrom({ path: "a" }, { path: "b" }, "{broken"),
  );
  const piece = fc.oneof(fc.constantFrom("Some words. ", "More."), call);
  await fc.assert(
    fc.asyncProperty(fc.array(fc.array(piece, { maxLength: 4 }), { minLength: 1, maxLength: 4 }), async (replies) => {
      const chat = makeChat(replies as Reply[]);
      chat.tools.perform = async ({ key }, { onOutput }) => {
        onOutput(`out ${key}`);
        return key === "b" ? failed("no") : done("yes");
      };
      chat.service.send("Go");
      await over(chat);
      // The output of a call that is over is asked for when it is opened.
      const now = shownOf(chat.page.state)?.map((message) => ({
        ...message,
        parts: message.parts.map((part) => (part.head.kind === "tool" ? { ...part, text: "" } : part)),
      }));
      expect(plain(now)).toEqual(plain(atOnce(chat)));
      expect(chat.page.gaps).toBe(0);
    }),
    { numRuns: 40 },
  );
});

test("what waits is asked with its token, and no more once it was decided", async () => {
  const chat = makeChat([[["edit", { path: "a" }]], ["Done."]], () => true);
  chat.service.send("Fix it");
  await settle();
  const waiting = () => shownOf(chat.page.state)?.[1];
  expect(waiting()).toMatchObject({ state: "streaming", waiting: true });
  const head = waiting()?.parts.find(({ head }) => head.kind === "tool")?.head;
  expect(head).toMatchObject({ state: "approval", approval: { token: "t1", sentence: "May it?", offers: ["always"] } });
  expect(chat.described.at(-1)).toEqual({ about: "a" });
  // A page that comes now is asked as well.
  expect(plain(atOnce(chat))).toEqual(plain(shownOf(chat.page.state)));
  expect(chat.service.decide("t1", { type: "yes" })).toBe(true);
  await over(chat);
  const after = waiting();
  expect(after?.waiting).toBeUndefined();
  expect(after?.parts.find(({ head }) => head.kind === "tool")?.head).toMatchObject({ state: "done" });
  expect(JSON.stringify(after)).not.toContain("approval");
});

test("a call that runs may ask in between, and keeps what it has put out", async () => {
  const chat = makeChat([[["edit", { path: "a" }]]]);
  chat.tools.perform = async ({ input }, { onOutput }) => {
    if ((input as { free?: boolean }).free) return done("ok");
    onOutput("no network\n");
    const otherWay = { input: { path: "a", free: true }, why: "network", what: "to let it out" };
    return { outcome: "failed", content: [], otherWay };
  };
  chat.service.send("Go");
  await vi.waitFor(() => expect(chat.service.waiting).toHaveLength(1), 10_000);
  const call = () => shownOf(chat.page.state)?.[1]?.parts.find(({ head }) => head.kind === "tool");
  const asks = { head: { state: "approval", approval: { sentence: "May it?" } }, text: "no network\n" };
  await vi.waitFor(() => expect(call()).toMatchObject(asks), 10_000);
  expect(chat.described.at(-1)).toEqual({ about: "again" });
  chat.feed.sendSnapshot();
  await vi.waitFor(() => expect(call()).toMatchObject(asks), 10_000);
  expect(chat.service.decide(chat.service.waiting[0]?.token ?? "", { type: "yes" })).toBe(true);
  await over(chat);
  await vi.waitFor(() => expect(call()).toMatchObject({ head: { state: "done" } }), 10_000);
  expect(call()?.head).not.toHaveProperty("approval");
});

test("the output of a running call is shown as it comes, and to a page that is built anew", async () => {
  const chat = makeChat([[["edit", { path: "a" }]]]);
  let end = () => {};
  chat.tools.perform = async (_, { onOutput }) => {
    onOutput("one\n");
    await new Promise<void>((resolve) => {
      end = resolve;
    });
    onOutput("two\n");
    return done("ok");
  };
  chat.service.send("Go");
  await settle();
  const textOf = () => shownOf(chat.page.state)?.[1]?.parts.find(({ head }) => head.kind === "tool")?.text;
  expect(textOf()).toBe("one\n");
  chat.feed.sendSnapshot();
  expect(textOf()).toBe("one\n");
  end();
  await over(chat);
  expect(textOf()).toBe("one\ntwo\n");
  chat.feed.sendSnapshot();
  expect(textOf()).toBe("");
});

test("a run at its limit says so and can be gone on with; so can one that was stopped", async () => {
  const step: Reply = [["edit", { path: "a" }]];
  const chat = makeChat([step, [["edit", { path: "b" }]], [["edit", { path: "c" }]], [["edit", { path: "d" }]], step]);
  chat.service.send("Go");
  await over(chat);
  const last = () => shownOf(chat.page.state)?.[1];
  expect(last()).toMatchObject({ state: "stopped" });
  expect(last()?.notice).toBeUndefined();
  expect(last()?.parts.at(-1)?.head).toMatchObject({ kind: "notice", notice: "limit" });
  expect(await chat.service.continueRun(last()?.id ?? "")).toBe(true);
  await over(chat);
  expect(last()).toMatchObject({ state: "done" });
  expect(plain(shownOf(chat.page.state)?.map(({ parts, ...rest }) => ({ ...rest, parts: parts.length })))).toEqual(
    plain(atOnce(chat)?.map(({ parts, ...rest }) => ({ ...rest, parts: parts.length }))),
  );

  const other = makeChat([step, ["Never."]]);
  other.tools.perform = () => new Promise(() => {});
  other.service.send("Go");
  await settle();
  await other.service.stop();
  await settle();
  expect(shownOf(other.page.state)?.[1]).toMatchObject({
    state: "stopped",
    notice: { actions: ["Continue"], continueAction: 0, continuesRun: true },
  });
});

test("arguments that grow are sent as the little that is shown of them", async () => {
  const chat = makeChat([[["edit", { path: "src/a.ts", text: "x".repeat(100_000) }]]]);
  chat.service.send("Go");
  await over(chat);
  const heads = chat.patches.filter((op) => op === "head").length;
  expect(heads).toBeLessThan(8);
});

test("changes, and the questions that can be taken back, are told when they are others, and those alone", async () => {
  const chat = makeChat([["One."], [["edit", { path: "a" }]]]);
  const restorable = new Set<string>();
  let changed = (_: string) => {};
  const agent = {
    ...chat.host.agent,
    canRestore: ({ question }: { question: string }) => restorable.has(question),
    changesOf: () => ({ files: [], added: 0, removed: restorable.size }),
    onDidChangeChanges: (listener: (id: string) => void) => {
      changed = listener;
      return { dispose() {} };
    },
  };
  const updates: string[] = [];
  const counts: (number | undefined)[] = [];
  const feed = new ConversationFeed(chat.service, { ...chat.host, agent } as unknown as FeedSurroundings, (message) => {
    for (const patch of message.type === "patches" ? message.patches : []) {
      if (patch.op === "update" && patch.message.role === "user") updates.push(patch.message.id);
      if (patch.op === "changes") counts.push(patch.changes?.removed);
    }
  });
  chat.service.send("First", [], [], "u1");
  await over(chat);
  chat.service.send("Second", [], [], "u2");
  restorable.add("u2");
  await over(chat);
  expect(updates).toEqual(["u2"]);
  restorable.clear();
  changed("another chat");
  changed(chat.service.current.id);
  changed(chat.service.current.id);
  await settle();
  expect([updates, counts]).toEqual([
    ["u2", "u2"],
    [0, 0],
  ]);
  feed.dispose();
});

test("what was said meanwhile can be restored to once the run has ended, and is told when that changes", async () => {
  const chat = makeChat([[["edit", { path: "a" }]], ["Done."]]);
  chat.tools.perform = async () => {
    chat.service.enqueue("And the docs.", [], [], "s1");
    return done("ok");
  };
  const restorable = new Set(["s1"]);
  let changed = (_: string) => {};
  const agent = {
    ...chat.host.agent,
    canRestore: ({ question }: { question: string }) => restorable.has(question),
    onDidChangeChanges: (listener: (id: string) => void) => {
      changed = listener;
      return { dispose() {} };
    },
  };
  const page: { state: ChatState | undefined } = { state: undefined };
  const feed = new ConversationFeed(chat.service, { ...chat.host, agent } as unknown as FeedSurroundings, (message) => {
    if (message.type !== "snapshot" && message.type !== "patches") return;
    const next = reduce(page.state, message);
    page.state = next === "gap" ? undefined : next;
  });
  const restores = () =>
    page.state?.messages.flatMap(({ parts }) =>
      parts.flatMap(({ head }) => (head.kind === "said" ? [head.restores] : [])),
    );
  feed.sendSnapshot();
  restorable.clear();
  chat.service.send("Go", [], [], "u1");
  await over(chat);
  expect(restores()).toEqual([undefined]);
  restorable.add("s1");
  changed(chat.service.current.id);
  await settle();
  expect(restores()).toEqual(["s1"]);
  restorable.clear();
  changed(chat.service.current.id);
  await settle();
  expect(restores()).toEqual([undefined]);
  restorable.add("s1");
  feed.sendSnapshot();
  expect(restores()).toEqual(["s1"]);
  // The page that got a whole state is told of the next change too.
  restorable.clear();
  changed(chat.service.current.id);
  await settle();
  expect(restores()).toEqual([undefined]);
  feed.dispose();
});

test("a denied call shows what was said with the no", async () => {
  const chat = makeChat([[["edit", { path: "a" }]], ["Done."]], () => true);
  chat.service.send("Go");
  await settle();
  chat.service.decide("t1", { type: "no", note: "Use b." });
  await over(chat);
  const heads = shownOf(chat.page.state)?.[1]?.parts.map(({ head }) => head);
  expect(heads?.find(({ kind }) => kind === "tool")).toMatchObject({ state: "denied", note: "Use b." });
});

test("a page is told that the run goes on in another window, and that it has ended there", async () => {
  const chat = makeChat([["One."]]);
  let is = false;
  let changed = (_: string) => {};
  const elsewhere = {
    has: () => is,
    onDidChange: (listener: (id: string) => void) => {
      changed = listener;
      return { dispose() {} };
    },
  };
  const told: unknown[] = [];
  const feed = new ConversationFeed(chat.service, { ...chat.host, elsewhere } as FeedSurroundings, (message) => {
    if (message.type === "snapshot") told.push(message.snapshot.conversation.elsewhere);
  });
  for (const now of [true, false]) {
    is = now;
    changed(chat.service.current.id);
  }
  expect(told).toEqual([true, undefined]);
  feed.dispose();
});

test("the sum of a chat says at once that a reply was cut off before it was counted", async () => {
  const chat = makeChat([["One."], ["Tw", new Error("broken")]]);
  chat.service.send("1");
  await over(chat);
  expect(chat.page.state?.total).toMatchObject({ replies: 1, uncounted: 0 });
  chat.service.send("2");
  await over(chat);
  expect(chat.page.state?.total).toMatchObject({ replies: 1, uncounted: 1 });
});
