import { expect, test } from "vitest";
import { Window, World } from "./world.ts";

function opened(files: Readonly<Record<string, string>> = {}) {
  const world = new World();
  for (const [file, text] of Object.entries(files)) world.put(file, text);
  return { world, window: new Window(world) };
}

test("undo takes back what nobody decided about, and what was kept stays", async () => {
  const { world, window } = opened({ a: "1\n2\n3\n" });
  await window.agent("q1", { a: "1\nkept\n3\n" });
  await window.keep();
  await window.agent("q1", { a: "1\nkept\n3\nmore\n", b: "new\n" });
  expect(await window.pending()).toEqual(["a", "b"]);
  expect(await window.undo()).toMatchObject({ done: ["a", "b"], troubles: [] });
  expect(world.texts()).toEqual({ a: "1\nkept\n3\n" });
  expect(await window.pending()).toEqual([]);
});

test("a file is kept or undone by itself", async () => {
  const { world, window } = opened({ a: "1\n", b: "1\n" });
  await window.agent("q1", { a: "2\n" });
  await window.agent("q1", { b: "2\n" });
  await window.undo("a");
  expect(world.texts()).toEqual({ a: "1\n", b: "2\n" });
  await window.keep("b");
  expect(await window.undo()).toEqual({ ids: [], done: [], troubles: [] });
  expect(world.texts()).toEqual({ a: "1\n", b: "2\n" });
});

test("undoing all late does not delete a file that the person reworked", async () => {
  const { world, window } = opened();
  await window.agent("q1", { a: "made\n" });
  world.put("a", "made, and reworked by me\n");
  expect(await window.undo()).toEqual({ ids: [], done: [], troubles: [{ type: "conflict", file: "a" }] });
  expect(world.texts()).toEqual({ a: "made, and reworked by me\n" });
  expect(await window.pending()).toEqual(["a"]);
});

test("what the person typed since stays", async () => {
  const { world, window } = opened({ a: "1\n2\n3\n4\n5\n" });
  await window.agent("q1", { a: "one\n2\n3\n4\n5\n" });
  world.put("a", "one\n2\n3\n4\n5\nmine\n");
  await window.agent("q1", { a: "one\n2\nthree\n4\n5\nmine\n" });
  await window.undo();
  expect(world.text("a")).toBe("1\n2\n3\n4\n5\nmine\n");
});

test("it can be undone while the run goes on, and what comes then is taken back by itself", async () => {
  const { world, window } = opened({ a: "1\n", b: "1\n" });
  await window.agent("q1", { a: "2\n" });
  const begun = await window.recorder.begin({ chat: "chat", question: "q1" }, ["b"]);
  world.put("b", "2\n");
  await window.undo("a");
  await window.keep();
  await begun.end();
  expect(world.texts()).toEqual({ a: "1\n", b: "2\n" });
  // Keeping what is there does not keep what is not there yet.
  expect(await window.pending()).toEqual(["b"]);
});

test("undoing a file waits for the change of it that is being made", async () => {
  const { world, window } = opened({ a: "1\n" });
  await window.agent("q1", { a: "2\n" });
  const begun = await window.recorder.begin({ chat: "chat", question: "q1" }, ["a"]);
  const undone = window.undo("a");
  world.put("a", "3\n");
  await begun.end();
  await undone;
  expect(world.texts()).toEqual({ a: "1\n" });
});

test("an undo can be undone, with what was written meanwhile", async () => {
  const { world, window } = opened({ a: "1\n2\n3\n" });
  await window.agent("q1", { a: "1\n2\nthree\n", b: "new\n" });
  const { ids } = await window.undo();
  world.put("a", "mine\n1\n2\n3\n");
  expect(await window.redo(ids)).toMatchObject({ troubles: [] });
  expect(world.texts()).toEqual({ a: "mine\n1\n2\nthree\n", b: "new\n" });
  expect(await window.pending()).toEqual(["a", "b"]);
  await window.undo();
  expect(world.texts()).toEqual({ a: "mine\n1\n2\n3\n" });
});

test("what comes again of kept changes is kept still", async () => {
  const { world, window } = opened({ a: "1\n" });
  await window.agent("q1", { a: "1\nkept\n" });
  await window.keep();
  await window.agent("q2", { a: "1\nkept\nnew\n" });
  const { ids } = await window.restore("q1");
  expect(world.texts()).toEqual({ a: "1\n" });
  await window.redo(ids);
  await window.undo();
  expect(world.texts()).toEqual({ a: "1\nkept\n" });
});

test("a restore takes back a question and all after it, kept or not, and nothing before it", async () => {
  const { world, window } = opened({ a: "1\n" });
  await window.agent("q1", { a: "1\n2\n" });
  await window.agent("q2", { a: "1\n2\n3\n", b: "b\n" });
  await window.keep();
  await window.agent("q3", { a: undefined, c: "1\n2\n3\n" });
  const { ids } = await window.restore("q2");
  expect(world.texts()).toEqual({ a: "1\n2\n" });
  await window.redo(ids);
  expect(world.texts()).toEqual({ b: "b\n", c: "1\n2\n3\n" });
});

test("a question without changes of its own is told by when it was asked", async () => {
  const { world, window } = opened({ a: "1\n" });
  await window.agent("q1", { a: "2\n" });
  const askedAt = world.time + 1;
  world.time += 10;
  await window.agent("q3", { a: "3\n" });
  await window.restore("q2", askedAt);
  expect(world.texts()).toEqual({ a: "2\n" });
});

test("what was done for earlier questions while one waited is not of it", async () => {
  const { world, window } = opened({ a: "1\n" });
  const askedAt = world.time;
  await window.agent("q1", { a: "2\n" });
  await window.agent("q2", { a: "3\n" });
  await window.restore("q2", askedAt, "q1");
  expect(world.texts()).toEqual({ a: "2\n" });
});

test("a move is taken back as one: when the old place is taken, the new one stays", async () => {
  const { world, window } = opened({ a: "text\n" });
  await window.agent("q1", { a: undefined, b: "text\n" });
  world.put("a", "another\n");
  const { done, troubles } = await window.undo("b", "a");
  expect(done).toEqual([]);
  expect(troubles.map(({ type }) => type).sort()).toEqual(["conflict", "together"]);
  expect(world.texts()).toEqual({ a: "another\n", b: "text\n" });
  world.put("a", undefined);
  await window.undo();
  expect(world.texts()).toEqual({ a: "text\n" });
});

test("a file that is written between the look and the act is looked at again", async () => {
  const { world, window } = opened({ a: "1\n2\n3\n" });
  await window.agent("q1", { a: "1\n2\nthree\n" });
  let times = 0;
  world.onWrite = () => {
    if (times++ === 0) world.put("a", "mine\n1\n2\nthree\n");
  };
  expect(await window.undo()).toMatchObject({ done: ["a"], troubles: [] });
  expect(world.texts()).toEqual({ a: "mine\n1\n2\n3\n" });
});

test("pending changes, and the way back, outlive a reload; another window knows them too", async () => {
  const { world, window } = opened({ a: "1\n" });
  const other = new Window(world);
  await window.agent("q1", { a: "2\n" });
  expect(await other.pending()).toEqual(["a"]);
  const { ids } = await other.undo();
  expect(await window.undo()).toEqual({ ids: [], done: [], troubles: [] });
  const reloaded = new Window(world);
  expect(await reloaded.pending()).toEqual([]);
  await reloaded.redo(ids);
  expect(world.texts()).toEqual({ a: "2\n" });
  expect(await window.pending()).toEqual(["a"]);
});

test("a torn line is no line, and takes no other with it", async () => {
  const { world, window } = opened({ a: "1\n" });
  await window.agent("q1", { a: "2\n" });
  world.logs.set("chat", `${world.logs.get("chat")}\n{"type":"beg`);
  await window.agent("q1", { a: "3\n" });
  await new Window(world).undo();
  expect(world.texts()).toEqual({ a: "1\n" });
});

test("nothing is to be changed when the disk takes no more", async () => {
  const { world, window } = opened({ a: "1\n" });
  world.isFull = true;
  await expect(window.agent("q1", { a: "2\n" })).rejects.toThrow("full");
  world.isFull = false;
  // Nobody holds the file.
  await window.agent("q1", { a: "2\n" });
  await window.undo();
  expect(world.texts()).toEqual({ a: "1\n" });
});

test("a file that may be run, and a link, come back as they were; what is too large is said", async () => {
  const { world, window } = opened();
  const script = { kind: "bytes", bytes: new Uint8Array([35, 33]), executable: true } as const;
  const link = { kind: "link", target: "elsewhere" } as const;
  const large = { kind: "large", mark: "1" } as const;
  world.files.set("script", script).set("link", link).set("large", large);
  await window.agent("q1", { script: undefined, link: undefined });
  await window.agent("q1", { large: undefined });
  expect(await window.undo()).toMatchObject({ troubles: [{ type: "not-kept", file: "large" }] });
  expect(world.files).toEqual(
    new Map<string, unknown>([
      ["script", script],
      ["link", link],
    ]),
  );
});

test("lines are kept and undone by themselves", async () => {
  const { world, window } = opened({ a: "0\n1\n2\n3\n4\n5\n6\n7\n" });
  await window.agent("q1", { a: "0\none\n2\n3\nfour\n5\n6\nseven\nmore\n" });
  world.put("a", `mine\n${world.text("a")}`);
  expect(await window.lines.undo(window.log, "a", 5)).toMatchObject({ type: "done" });
  expect(world.text("a")).toBe("mine\n0\none\n2\n3\n4\n5\n6\nseven\nmore\n");
  expect(await window.lines.keep(window.log, "a", 2)).toMatchObject({ type: "done" });
  expect(await window.lines.keep(window.log, "a", 5)).toEqual({ type: "nothing" });
  await window.undo();
  expect(world.text("a")).toBe("mine\n0\none\n2\n3\n4\n5\n6\n7\n");
  expect(await window.pending()).toEqual([]);
});

test("lines that were undone come again", async () => {
  const { world, window } = opened({ a: "1\n2\n3\n4\n" });
  await window.agent("q1", { a: "one\n2\nthree\n4\n" });
  const end = await window.lines.undo(window.log, "a", 0);
  expect(world.text("a")).toBe("1\n2\nthree\n4\n");
  world.put("a", `${world.text("a")}mine\n`);
  await window.redo(end.type === "done" ? [end.id] : []);
  expect(world.text("a")).toBe("one\n2\nthree\n4\nmine\n");
  await window.undo();
  expect(world.text("a")).toBe("1\n2\n3\n4\nmine\n");
});

test("a change that was cut off is taken back when nobody can have written since, and shown otherwise", async () => {
  for (const modifiedAt of [100_001, 190_000, undefined]) {
    const { world, window } = opened({ a: "1\n", b: "1\n" });
    world.time = 100_000;
    await window.recorder.begin({ chat: "chat", question: "q1" }, ["a", "b"]);
    const bytes = new TextEncoder().encode("2\n");
    world.files.set("a", { kind: "bytes", bytes, ...(modifiedAt !== undefined && { modifiedAt }) });
    const later = new Window(world);
    await later.log.refresh();
    await later.endCutOff();
    // It may be going on in another window.
    expect(later.log.state.open).toHaveLength(1);
    world.time = 200_000;
    await later.endCutOff();
    expect(await later.pending()).toEqual(["a"]);
    const { troubles } = await later.undo();
    expect(troubles.map(({ type }) => type)).toEqual(modifiedAt === 100_001 ? [] : ["conflict"]);
    expect(world.text("a")).toBe(modifiedAt === 100_001 ? "1\n" : "2\n");
  }
});

test("a taking back that was cut off is none", async () => {
  const { world, window } = opened({ a: "1\n", b: "1\n" });
  await window.agent("q1", { a: "2\n" });
  await window.agent("q1", { b: "2\n" });
  world.onWrite = (file) => {
    if (file === "b") throw new Error("killed");
  };
  await expect(window.undo()).rejects.toThrow("killed");
  world.onWrite = () => {};
  const later = new Window(world);
  await later.log.refresh();
  world.time += 100_000;
  await later.endCutOff();
  expect(world.texts()).toEqual({ a: "1\n", b: "2\n" });
  expect(await later.undo()).toMatchObject({ done: ["b"], troubles: [] });
  expect(world.texts()).toEqual({ a: "1\n", b: "1\n" });
});

test("the list says what the agent did, without what the person did", async () => {
  const { world, window } = opened({ a: "1\n2\n3\n", gone: "x\n", from: "1\n2\n3\n" });
  await window.agent("q1", { a: "1\n2\nthree\nfour\n" });
  await window.agent("q1", { gone: undefined, made: "a\nb\n" });
  await window.agent("q1", { from: undefined, to: "1\n2\n3\n" });
  await window.agent("q1", { to: "1\n2\n3\n4\n" });
  world.put("a", "mine\n1\n2\nthree\nfour\n");
  expect(await window.rows()).toEqual([
    { file: "a", change: "edited", added: 2, removed: 1 },
    { file: "gone", change: "deleted", added: 0, removed: 1 },
    { file: "made", change: "created", added: 2, removed: 0 },
    { file: "to", change: "moved", added: 1, removed: 0 },
  ]);
  await window.undo("to");
  expect(world.text("from")).toBe("1\n2\n3\n");
  world.put("made", undefined);
  window.list.touch("made");
  expect((await window.rows()).map(({ file }) => file)).toEqual(["a", "gone"]);
});
