// A reply is begun by one window alone: who is not given the conversation changes nothing, and keeps what waits.

import { expect, test } from "vitest";
import { finish, makeService, settled, tick } from "./fakes.ts";

/** Several windows on one disk, with claims as they would have them. */
function claims() {
  const state = { owner: undefined as string | undefined, holds: 0, lost: () => {} };
  const claimOf = (name: string) => (_: string, onLost: () => void) => {
    if (state.owner !== undefined && state.owner !== name) return undefined;
    state.owner = name;
    state.lost = onLost;
    state.holds++;
    let isHeld = true;
    return () => {
      if (!isHeld) return;
      isHeld = false;
      if (--state.holds === 0) state.owner = undefined;
    };
  };
  return { state, claimOf };
}

const answer = [{ type: "text-delta", text: "Yes." }, finish] as const;
/** A reply of which a part came, and then an error. */
const half = [{ type: "text-delta", text: "Ye" }, new Error("gone")] as const;

test("whatever begins a reply takes the conversation first, and gives it free when all is written", async () => {
  const { state, claimOf } = claims();
  const { service, store, model } = makeService({ claim: claimOf("a") });
  let flushed = () => {};
  store.flush = () => new Promise<void>((resolve) => (flushed = resolve));
  expect(service.send("One.")).toBe(true);
  expect(state.owner).toBe("a");
  model.push(...answer);
  await settled(service);
  await tick();
  expect(state.owner).toBe("a");
  flushed();
  await tick();
  expect(state.owner).toBeUndefined();
});

test("a window that is a moment later begins nothing, whatever is pressed, and changes nothing", async () => {
  const { state, claimOf } = claims();
  const { service, store, model } = makeService({ claim: claimOf("a"), createCompaction: () => expect.unreachable() });
  service.send("One.");
  model.push(...half);
  await settled(service);
  await tick();
  const [question, reply] = service.current.path();
  const before = { path: service.current.path(), journal: store.journals.get(service.current.id) };
  // Nothing tells of the other one but the claim: it began this very moment.
  state.owner = "b";
  state.holds = 1;
  let polls = 0;
  store.poll = async () => void polls++;
  const pressed: Readonly<Record<string, () => unknown>> = {
    send: () => service.send("Two."),
    edit: () => service.edit(question?.id ?? "", "Otherwise."),
    regenerate: () => service.regenerate(reply?.id ?? ""),
    continue: () => service.continueRun(reply?.id ?? ""),
    compact: () => service.compact(),
  };
  for (const [name, press] of Object.entries(pressed)) expect([name, await press()]).toEqual([name, false]);
  expect({ path: service.current.path(), journal: store.journals.get(service.current.id) }).toEqual(before);
  expect(model.requests).toHaveLength(1);
  // What that one writes is looked for.
  expect(polls).toBe(5);
});

test("a question that waited is kept when another window was faster", async () => {
  const { state, claimOf } = claims();
  const { service, store, model } = makeService({ claim: claimOf("a") });
  service.send("One.");
  service.enqueue("Two.");
  store.poll = async () => {
    await tick();
    expect(state.owner).toBeUndefined();
    state.owner = "b";
    state.holds = 1;
  };
  model.push(...answer);
  await settled(service);
  await tick();
  await tick();
  expect(service.current.queue.items).toHaveLength(1);
  expect(service.current.queue.hold).toBe("kept");
  expect(service.goesOn).toBe(false);
  state.owner = undefined;
  state.holds = 0;
  store.poll = async () => {};
  service.queue.send();
  await tick();
  expect(model.requests).toHaveLength(2);
  await service.stop();
});

test("a question that waited is kept while another window's run is seen to go on", async () => {
  const elsewhere = { is: false };
  const { service, store, model } = makeService({ isElsewhere: () => elsewhere.is });
  service.send("One.");
  service.enqueue("Two.");
  store.poll = async () => {
    elsewhere.is = true;
  };
  model.push(...answer);
  await settled(service);
  await tick();
  expect(service.current.queue.hold).toBe("kept");
  expect(model.requests).toHaveLength(1);
});

test("a run that another window went on with meanwhile is not gone on with from where it was", async () => {
  const { state, claimOf } = claims();
  const { service, store, model } = makeService({ claim: claimOf("a") });
  service.send("One.");
  model.push(...half);
  await settled(service);
  const { id } = service.current.path().at(-1) ?? { id: "" };
  const chat = service.current.id;
  // The other one had it between two looks, and is done.
  const written = [
    { type: "events", id, at: 5, events: [{ type: "resumed" }, { type: "text-delta", text: "Yes." }] },
    { type: "events", id, at: 6, events: [{ type: "finish", reason: "stop", rawReason: "stop" }] },
  ];
  store.poll = async () => {
    store.grew.fire({ id: chat, text: written.map((entry) => `${JSON.stringify(entry)}\n`).join("") });
  };
  expect(await service.continueRun(id)).toBe(false);
  expect(service.refusal).toBeUndefined();
  expect(service.current.get(id)).toMatchObject({ state: "done" });
  expect(model.requests).toHaveLength(1);
  await tick();
  expect(state.owner).toBeUndefined();
});

test("what another window wrote elsewhere in the chat keeps no run from going on", async () => {
  const { service, store, model } = makeService();
  service.send("One.");
  model.push(...half);
  await settled(service);
  const { id } = service.current.path().at(-1) ?? { id: "" };
  const title = { type: "title", title: "A name", by: "person" };
  store.poll = async () => store.grew.fire({ id: service.current.id, text: `${JSON.stringify(title)}\n` });
  expect(await service.continueRun(id)).toBe(true);
  expect(service.current.title).toBe("A name");
  await service.stop();
});

test("two presses at once begin one reply", async () => {
  const { state, claimOf } = claims();
  const { service, model } = makeService({ claim: claimOf("a") });
  service.send("One.");
  model.push(...half);
  await settled(service);
  const { id } = service.current.path().at(-1) ?? { id: "" };
  expect(await Promise.all([service.continueRun(id), service.continueRun(id)])).toEqual([true, false]);
  model.push(...answer);
  await settled(service);
  await tick();
  expect(model.requests).toHaveLength(2);
  expect(state).toMatchObject({ owner: undefined, holds: 0 });
});

test("a window that hung writes no more once another one has taken its run, and reads what that one writes", async () => {
  const { state, claimOf } = claims();
  const { service, store, model } = makeService({ claim: claimOf("a") });
  service.send("One.");
  service.enqueue("Two.");
  model.push({ type: "text-delta", text: "Ye" });
  await tick();
  const { id } = service.current.path().at(-1) ?? { id: "" };
  const chat = service.current.id;
  state.owner = "b";
  state.lost();
  expect(service.isStreaming).toBe(false);
  await tick();
  const before = store.journals.get(chat);
  model.push({ type: "text-delta", text: "No!" }, finish);
  await tick();
  expect(store.journals.get(chat)).toBe(before);
  expect(service.current.get(id)).toMatchObject({ state: "error", error: { reason: "interrupted" } });
  expect(service.current.queue.hold).toBe("kept");
  expect(model.requests).toHaveLength(1);
  const written = { type: "events", id, at: 5, events: [{ type: "resumed" }, { type: "text-delta", text: "s." }] };
  store.grew.fire({ id: chat, text: `${JSON.stringify(written)}\n` });
  expect(service.current.get(id)).toMatchObject({ parts: [{ type: "text", text: "Yes." }] });
});

test("what cannot begin gives the conversation free again", async () => {
  const { state, claimOf } = claims();
  const { service } = makeService({
    claim: claimOf("a"),
    createReply: () => {
      throw new Error("no tools");
    },
  });
  expect(() => service.send("One.")).toThrow("no tools");
  expect(state).toMatchObject({ owner: undefined, holds: 0 });
});
