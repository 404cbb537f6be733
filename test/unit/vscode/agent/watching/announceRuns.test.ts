import { expect, test } from "vitest";
import type { Announce } from "../../../../../src/core/agent/watching/waysToTell.ts";
import { announceRuns } from "../../../../../src/vscode/agent/watching/announceRuns.ts";
import { markWhenDone } from "../../../../../src/vscode/chat/doneMark.ts";
import type { Reply } from "../../../core/agent/fakes.ts";
import { makeRuns, over, settle } from "../../chat/runChats.ts";
import { type PersonOptions, person } from "./fakes.ts";

/** A chat, somebody who does not look at it unless `options` say so, and what was told of it. */
function setUp(replies: readonly Reply[], options: PersonOptions = {}) {
  const chat = makeRuns(replies, (path) => path === "secret");
  const someone = person(options);
  const watching = announceRuns(chat.service, someone.place, someone.by);
  const marks: (string | undefined)[] = [];
  const mark = markWhenDone(chat.service, {
    get isSeen() {
      return someone.place.isVisible;
    },
    mark: (on, why) => void marks.push(on ? why : undefined),
  });
  return { ...chat, ...someone, watching, marks, mark };
}

const asking: Reply = [["edit", { path: "secret" }]];
const acting: Reply = [["edit", { path: "a" }]];
const waits = "MiMo waits for your approval: Call edit";
const limit = "MiMo has made 4 steps and waits to be told to go on.";

/** What happens to a run, and what there is to tell of it. */
const states: Record<string, { replies: readonly Reply[]; stop?: boolean; news: string | undefined; mark?: string }> = {
  waits: { replies: [asking], news: waits, mark: "waiting" },
  done: { replies: [acting, ["Done."]], news: "MiMo has finished.", mark: "done" },
  failed: { replies: [acting, [new Error("gone")]], news: "MiMo could not finish.", mark: "done" },
  limit: { replies: Array.from("abcde", (path): Reply => [["edit", { path }]]), news: limit, mark: "waiting" },
  "stopped by the person": { replies: [acting], stop: true, news: undefined },
  "a plain answer": { replies: [["Hello."]], news: undefined, mark: "done" },
};
const sights: Record<string, PersonOptions> = {
  seen: { isVisible: true, isFocused: true },
  "another view": { isVisible: false, isFocused: true },
  "another window": { isVisible: true, isFocused: false },
  "neither in sight": { isVisible: false, isFocused: false },
};

const table = Object.keys(states).flatMap((state) =>
  Object.keys(sights).flatMap((sight) =>
    (["off", "notification", "speech"] as const).map((how) => [state, sight, how] as [string, string, Announce]),
  ),
);

test.each(table)("%s, %s, %s: told once in the one way that fits, or not at all", async (state, sight, how) => {
  const { replies, stop, news, mark } = states[state] ?? { replies: [], news: undefined };
  const chat = setUp(replies, { ...sights[sight], how });
  if (stop) chat.tools.perform = () => new Promise(() => {});
  chat.service.send("Go");
  await settle();
  if (stop) await chat.service.stop();
  await settle();
  const isTold = news !== undefined && sight !== "seen" && how !== "off";
  expect(chat.told).toEqual(isTold ? [how === "speech" ? `said: ${news}` : news] : []);
  expect(chat.marks).toEqual(mark !== undefined && !sights[sight]?.isVisible ? [mark] : []);
  await chat.service.stop();
  await settle();
  // That it ends now is no news to who has stopped it.
  expect(chat.told).toHaveLength(isTold ? 1 : 0);
});

test("opening shows the chat and decides nothing; the end is told after the wait", async () => {
  const chat = setUp([asking, ["Done."]], { presses: true });
  chat.service.send("Go");
  await settle();
  expect(chat.told).toEqual([waits, "pressed Open", "opened"]);
  expect(chat.service.waiting).toHaveLength(1);
  chat.service.decide("t1", { type: "yes" });
  await over(chat);
  expect(chat.told.slice(3)).toEqual(["MiMo has finished.", "pressed Open", "opened"]);
  expect(chat.marks).toEqual(["waiting", "done"]);
});

test("each wait is told once, however often the list of what waits is looked at", async () => {
  const both: Reply = [
    ["read", { path: "secret" }, "one"],
    ["read", { path: "secret", again: true }, "two"],
  ];
  const chat = setUp([both, asking, ["Done."]]);
  chat.service.send("Go");
  await settle();
  const waiting: (string | undefined)[] = [];
  for (let [first] = chat.service.waiting; first; [first] = chat.service.waiting) {
    waiting.push(first.token);
    expect(chat.told).toHaveLength(waiting.length);
    chat.service.decide(first.token, { type: "yes" });
    await settle();
  }
  expect(waiting).toEqual(["t1", "t2", "t3"]);
  expect(chat.told.slice(2)).toEqual([waits, "MiMo has finished."]);
});

test("what was seen to wait is not told when the person looks away", async () => {
  const chat = setUp([asking], { isVisible: true });
  chat.service.send("Go");
  await settle();
  chat.look(false);
  await settle();
  expect(chat.told).toEqual([]);
});

test("a sentence that is still to be said is dropped when the person comes, decides or stops", async () => {
  const act: Record<string, (chat: ReturnType<typeof setUp>) => unknown> = {
    comes: (chat) => chat.look(true),
    decides: (chat) => chat.service.decide("t1", { type: "no" }),
    stops: (chat) => chat.service.stop(),
    leaves: (chat) => chat.service.startNew(),
    closes: (chat) => chat.watching.dispose(),
  };
  for (const [name, does] of Object.entries(act)) {
    const chat = setUp([asking], { how: "speech" });
    const breathe = chat.holdBreath();
    chat.service.send("Go");
    await settle();
    await does(chat);
    await settle();
    breathe();
    await settle();
    expect(
      chat.told.filter((text) => text.includes("approval")),
      name,
    ).toEqual([]);
  }
});

test("what cannot be said is notified, once, in the same words", async () => {
  for (const voice of [false, new Error("no voice")] as const) {
    const chat = setUp([asking], { how: "speech", voice });
    chat.service.send("Go");
    await settle();
    expect(chat.told).toEqual([waits]);
  }
});

test("a question is told in its words", async () => {
  const chat = setUp([[["ask", { path: "x", question: "Tabs or\nspaces?" }]]]);
  chat.service.send("Go");
  await settle();
  expect(chat.told).toEqual(["MiMo asks: Tabs or�spaces?"]);
});

test("a run that is gone on with is told of when it ends again", async () => {
  const chat = setUp([acting, [new Error("gone")], [new Error("gone again")], ["Done."]]);
  chat.service.send("Go");
  await over(chat);
  const id = chat.service.current.path().at(-1)?.id ?? "";
  expect(await chat.service.continueRun(id)).toBe(true);
  await over(chat);
  expect(await chat.service.continueRun(id)).toBe(true);
  await over(chat);
  expect(chat.told).toEqual(["MiMo could not finish.", "MiMo could not finish.", "MiMo has finished."]);
});

test("a chat that is only summed up has ended before", async () => {
  for (const [end, sentence] of [
    [["Done."], "MiMo has finished."],
    [[new Error("gone")], "MiMo could not finish."],
  ] as const) {
    const chat = setUp([acting, end]);
    chat.service.send("Go");
    await over(chat);
    expect(chat.service.compact()).toBe(true);
    await over(chat);
    expect(
      chat.service.current
        .path()
        .at(-1)
        ?.parts.some(({ type }) => type === "summary"),
    ).toBe(true);
    expect(chat.told).toEqual([sentence]);
  }
});

test("while questions wait for their turn, the end of the last run is told alone", async () => {
  const chat = setUp([acting, ["One."], acting, ["Two."]]);
  let release = () => {};
  const gate = new Promise<void>((resolve) => {
    release = resolve;
  });
  chat.service.send("Go");
  chat.model.before = async (event) => {
    if (event.type === "text-delta" && event.text === "One.") await gate;
  };
  await settle();
  chat.service.enqueue("And then");
  release();
  await over(chat);
  await over(chat);
  expect(chat.service.current.path().filter(({ role }) => role === "assistant")).toHaveLength(2);
  expect(chat.told).toEqual(["MiMo has finished."]);
});

test("words of another window in the middle of a run take nothing from its end", async () => {
  const chat = setUp([acting, ["Done."]]);
  let release = () => {};
  const gate = new Promise<void>((resolve) => {
    release = resolve;
  });
  chat.model.before = async (event) => {
    if (event.type === "text-delta") await gate;
  };
  chat.service.send("Go");
  await settle();
  chat.store.grew.fire({ id: chat.service.current.id, text: "" });
  release();
  await over(chat);
  expect(chat.told).toEqual(["MiMo has finished."]);
});

test("a chat that is left is told of once when it ends, or waits anew, and not for what waited already", async () => {
  const replies: Record<string, { replies: readonly Reply[]; told: readonly string[] }> = {
    "at its last words": { replies: [acting, ["Done."]], told: ["MiMo has finished."] },
    "before it fails": { replies: [acting, ["Hm.", new Error("gone")]], told: ["MiMo could not finish."] },
    "before it waits": { replies: [acting, ["Hm.", ["edit", { path: "secret" }]]], told: [waits] },
  };
  for (const [name, { replies: given, told }] of Object.entries(replies)) {
    for (const how of ["notification", "speech"] as const) {
      const chat = setUp(given, { how });
      let release = () => {};
      const gate = new Promise<void>((resolve) => {
        release = resolve;
      });
      chat.model.before = async (event) => {
        if (event.type === "usage" && chat.model.requests.length === 2) await gate;
        if (event.type === "text-delta") await gate;
      };
      chat.service.send("Go");
      await settle();
      const left = chat.service.current.id;
      chat.service.startNew();
      const background = chat.background.find(left);
      if (!background) throw new Error("It does not go on.");
      const following = announceRuns(background, chat.place, chat.by);
      release();
      // A chat in the background is let go of as soon as its run is over; what is still to be said is said.
      const breathe = chat.holdBreath();
      await over({ service: background });
      if (!background.isStreaming) following.dispose();
      breathe();
      await settle();
      expect(chat.told, `${name}, ${how}`).toEqual(told.map((text) => (how === "speech" ? `said: ${text}` : text)));
    }
  }
  const waiting = setUp([asking], { isVisible: true });
  waiting.service.send("Go");
  await settle();
  const left = waiting.service.current.id;
  waiting.service.startNew();
  const background = waiting.background.find(left);
  if (!background) throw new Error("It does not go on.");
  waiting.look(false);
  announceRuns(background, waiting.place, waiting.by);
  await settle();
  expect(waiting.told).toEqual([]);
});

test("one that is opened again while it goes on is told of by the view", async () => {
  const chat = setUp([acting, ["Done."]]);
  let release = () => {};
  const gate = new Promise<void>((resolve) => {
    release = resolve;
  });
  chat.model.before = async (event) => {
    if (event.type === "text-delta") await gate;
  };
  chat.service.send("Go");
  await settle();
  const left = chat.service.current.id;
  chat.service.startNew();
  await chat.service.open(left);
  release();
  await over(chat);
  expect(chat.told).toEqual(["MiMo has finished."]);
});
