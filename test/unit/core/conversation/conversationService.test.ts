import { expect, test } from "vitest";
import type { ConversationChange } from "../../../../src/core/conversation/conversationChange.ts";
import type { ConversationService } from "../../../../src/core/conversation/conversationService.ts";
import { readJournal } from "../../../../src/core/conversation/journal.ts";
import { reasoningOf, textOf } from "../../../../src/core/conversation/message.ts";
import { ModelError } from "../../../../src/core/model/modelError.ts";
import { finish, MemoryStore, makeService, ScriptedModel, settled, tick } from "./fakes.ts";

test("a reply streams into the conversation and the journal", async () => {
  const { service, model, store, advance } = makeService();
  const changes: ConversationChange[] = [];
  service.onDidChange((change) => changes.push(change));
  expect(service.send("hello")).toBe(true);
  model.push({ type: "reasoning-delta", text: "hm" }, { type: "reasoning-delta", text: "m" });
  await tick();
  advance(2500);
  model.push({ type: "text-delta", text: "Hi" }, { type: "text-delta", text: "!" }, finish);
  await settled(service);

  const [question, reply] = service.current.path();
  expect(question && textOf(question)).toBe("hello");
  expect(reply).toMatchObject({ state: "done", model: "m", reasoningMs: 2500, finish: { reason: "stop" } });
  expect(reply && [reasoningOf(reply), textOf(reply)]).toEqual(["hmm", "Hi!"]);
  expect(changes.flatMap((change) => ("isNew" in change ? [[change.part, change.text, change.isNew]] : []))).toEqual([
    [0, "hm", true],
    [0, "m", false],
    [1, "Hi", true],
    [1, "!", false],
  ]);
  expect(changes.filter(({ type }) => type === "head")).toEqual([{ type: "head", id: reply?.id, part: 0 }]);
  const journal = readJournal(store.journals.get(service.current.id) ?? "");
  expect(journal?.unreadableLines).toBe(0);
  expect(journal?.conversation.path().map(textOf)).toEqual(["hello", "Hi!"]);
});

test("a follow-up carries the history, reasoning included", async () => {
  const { service, model } = makeService();
  service.send("one");
  model.push({ type: "reasoning-delta", text: "r" }, { type: "text-delta", text: "first" }, finish);
  await settled(service);
  service.send("two");
  model.push({ type: "text-delta", text: "second" }, finish);
  await settled(service);
  expect(model.requests[1]).toMatchObject({
    model: "m",
    system: "system",
    messages: [
      { role: "user", content: [{ type: "text", text: "one" }] },
      {
        role: "assistant",
        content: [
          { type: "reasoning", text: "r" },
          { type: "text", text: "first" },
        ],
      },
      { role: "user", content: [{ type: "text", text: "two" }] },
    ],
  });
});

test("when a turn shows as done, the next question is taken", async () => {
  const { service, model } = makeService();
  service.send("one");
  let taken: boolean | undefined;
  service.onDidChange(() => {
    const last = service.current.path().at(-1);
    if (last?.role === "assistant" && last.state === "done" && taken === undefined) {
      taken = false;
      setTimeout(() => {
        taken = service.send("two");
      });
    }
  });
  model.push({ type: "text-delta", text: "a" }, finish);
  await tick();
  await tick();
  expect(taken).toBe(true);
  await service.stop();
});

test("stop keeps what came, and is no error", async () => {
  const { service, model, errors } = makeService();
  service.send("q");
  model.push({ type: "text-delta", text: "par" });
  await tick();
  await service.stop();
  const reply = service.current.path().at(-1);
  expect(reply).toMatchObject({ state: "stopped" });
  expect(reply && textOf(reply)).toBe("par");
  expect(errors).toEqual([]);
  expect(service.isStreaming).toBe(false);
});

test("an error keeps what came, and says what it was", async () => {
  const { service, model, store } = makeService();
  service.send("q");
  model.push({ type: "text-delta", text: "half" }, new ModelError("incomplete-response", { message: "no finish" }));
  await settled(service);
  const reply = service.current.path().at(-1);
  expect(reply).toMatchObject({ state: "error", error: { reason: "incomplete-response" } });
  expect(reply && textOf(reply)).toBe("half");
  const restored = readJournal(store.journals.get(service.current.id) ?? "")
    ?.conversation.path()
    .at(-1);
  expect(restored).toMatchObject({ state: "error", error: { reason: "incomplete-response" } });
});

test("while a reply streams, a second question is not taken", async () => {
  const { service, model } = makeService();
  service.send("one");
  expect(service.send("two")).toBe(false);
  model.push(finish);
  await settled(service);
  expect(service.current.path()).toHaveLength(2);
});

test("answering again keeps the earlier reply as a version; an empty one is replaced", async () => {
  const { service, model } = makeService();
  service.send("q");
  model.push({ type: "text-delta", text: "first" }, finish);
  await settled(service);
  const first = service.current.path().at(-1)?.id ?? "";
  service.regenerate(first);
  model.push(new ModelError("server", { message: "busy", status: 503 }));
  await settled(service);
  const failed = service.current.path().at(-1)?.id ?? "";
  expect(service.current.versionsOf(failed)).toEqual([first, failed]);
  service.regenerate(failed);
  model.push({ type: "text-delta", text: "second" }, finish);
  await settled(service);
  const second = service.current.path().at(-1)?.id ?? "";
  expect(service.current.versionsOf(second)).toEqual([first, second]);
  service.selectVersion(second, -1);
  expect(service.current.path().map(textOf)).toEqual(["q", "first"]);
});

test("editing a question branches, and the earlier branch stays", async () => {
  const { service, model, store } = makeService();
  service.send("one");
  model.push({ type: "text-delta", text: "a" }, finish);
  await settled(service);
  const question = service.current.path()[0]?.id ?? "";
  service.edit(question, "uno");
  model.push({ type: "text-delta", text: "b" }, finish);
  await settled(service);
  expect(service.current.path().map(textOf)).toEqual(["uno", "b"]);
  expect(model.requests[1]?.messages).toHaveLength(1);
  service.selectVersion(service.current.path()[0]?.id ?? "", -1);
  const restored = readJournal(store.journals.get(service.current.id) ?? "");
  expect(restored?.conversation.path().map(textOf)).toEqual(["one", "a"]);
});

test("a reply that was being written when the process died is reopened as interrupted", async () => {
  const store = new MemoryStore();
  const first = makeService({ store });
  first.service.send("q");
  first.model.push({ type: "text-delta", text: "so far" });
  await new Promise((resolve) => setTimeout(resolve, 500));
  const second = makeService({ store });
  expect(await second.service.open(first.service.current.id)).toBe("opened");
  const reply = second.service.current.path().at(-1);
  expect(reply).toMatchObject({ state: "error", error: { reason: "interrupted" } });
  expect(reply && textOf(reply)).toBe("so far");
  expect(await second.service.open("unknown")).toBe("unreadable");
  first.service.dispose();
});

test("disposing writes the last events and no end", async () => {
  const { service, model, store } = makeService();
  service.send("q");
  model.push({ type: "text-delta", text: "x" });
  await tick();
  service.dispose();
  await tick();
  const journal = store.journals.get(service.current.id) ?? "";
  expect(journal).toContain('"text":"x"');
  expect(journal).not.toContain('"ended"');
});

test("a reply that says nothing is not sent back", async () => {
  const { service, model } = makeService();
  service.send("one");
  model.push({ type: "reasoning-delta", text: "only thoughts" });
  await tick();
  await service.stop();
  service.send("two");
  model.push(finish);
  await settled(service);
  expect(model.requests[1]?.messages.map((message) => message.role)).toEqual(["user", "user"]);
});

test("a wait before the next try is known while it lasts", async () => {
  const { service, model } = makeService();
  service.send("q");
  model.push({ type: "retry", attempt: 2, delayMs: 700, reason: "server" });
  await tick();
  expect(service.retryWait).toMatchObject({ delayMs: 700 });
  const after: ConversationChange[] = [];
  service.onDidChange((change) => after.push(change));
  model.push({ type: "text-delta", text: "x" });
  await tick();
  expect(service.retryWait).toBeUndefined();
  // Whoever shows that it waits hears that it does not.
  expect(after.map(({ type }) => type)).toEqual(["text", "updated"]);
  await service.stop();
});

test("what another window says is taken in beside what is being written here", async () => {
  const { service, model, store } = makeService();
  service.send("one");
  const question = service.current.path()[0]?.id;
  model.push({ type: "text-delta", text: "Mi" });
  await tick();
  // Nothing of the reply is in the journal yet, so the other window takes it for one that never began.
  const other = makeService({ store, newId: () => crypto.randomUUID() });
  await other.service.open(service.current.id);
  const reply = other.service.current.path().at(-1)?.id ?? "";
  const before = store.journals.get(service.current.id)?.length ?? 0;
  other.service.regenerate(reply);
  other.model.push({ type: "text-delta", text: "Theirs" }, finish);
  await settled(other.service);
  store.grew.fire({ id: service.current.id, text: (store.journals.get(service.current.id) ?? "").slice(before) });
  model.push({ type: "text-delta", text: "ne" }, finish);
  await settled(service);
  const path = service.current.path();
  expect(path.map(textOf)).toEqual(["one", "Mine"]);
  const versions = service.current.versionsOf(path[1]?.id ?? "").map((id) => service.current.get(id));
  expect(versions.map((version) => version && textOf(version))).toEqual(["Mine", "Theirs"]);
  expect(versions.map((version) => version?.parentId)).toEqual([question, question]);
  const reading = readJournal(store.journals.get(service.current.id) ?? "");
  expect(reading?.conversation.all().map(textOf).sort()).toEqual(["Mine", "Theirs", "one"]);
});

test("a journal taken away in mid-stream is written anew, and nothing twice", async () => {
  const { service, model, store } = makeService();
  service.send("one");
  model.push({ type: "text-delta", text: "Half" });
  await tick();
  store.journals.delete(service.current.id);
  store.vanished.fire(service.current.id);
  model.push({ type: "text-delta", text: " whole" }, finish);
  await settled(service);
  const reading = readJournal(store.journals.get(service.current.id) ?? "");
  expect(reading?.unreadableLines).toBe(0);
  expect(reading?.conversation.path().map(textOf)).toEqual(["one", "Half whole"]);
  expect(reading?.conversation.path()[1]).toMatchObject({ state: "done" });
});

/** A store whose reads wait until the test lets them go on. */
class SlowStore extends MemoryStore {
  readonly reads = new Map<string, () => void>();
  override read = async (id: string) => {
    await new Promise<void>((resolve) => this.reads.set(id, resolve));
    return this.journals.get(id);
  };
}

async function twoStored() {
  const store = new SlowStore();
  const ids: string[] = [];
  for (const text of ["big", "small"]) {
    const { service, model } = makeService({ store, newId: () => crypto.randomUUID() });
    service.send(text);
    model.push(finish);
    await settled(service);
    ids.push(service.current.id);
  }
  const [big = "", small = ""] = ids;
  return { ...makeService({ store, newId: () => crypto.randomUUID() }), store, big, small };
}

test("of two conversations that are opened, the one asked for last is shown, whichever is read first", async () => {
  for (const first of ["big", "small"] as const) {
    const { service, store, big, small } = await twoStored();
    const opening = [service.open(big), service.open(small)];
    await tick();
    store.reads.get(first === "big" ? big : small)?.();
    await tick();
    store.reads.get(first === "big" ? small : big)?.();
    expect(await Promise.all(opening)).toEqual(["superseded", "opened"]);
    expect(service.current.id).toBe(small);
  }
});

test("New Chat, a question and a continued conversation hold against one that is still being opened", async () => {
  const acts: [string, (service: ConversationService) => unknown][] = [
    ["new", (service) => service.startNew()],
    ["ask", (service) => service.send("meanwhile")],
    ["continue", (service) => service.startWith([{ question: "q", answer: "a" }])],
  ];
  for (const [name, act] of acts) {
    const { service, store, model, big } = await twoStored();
    const opening = service.open(big);
    await tick();
    void act(service);
    const { id } = service.current;
    store.reads.get(big)?.();
    expect(await opening, name).toBe("superseded");
    expect(service.current.id, name).toBe(id);
    if (name === "ask") {
      expect(service.isStreaming).toBe(true);
      model.push({ type: "text-delta", text: "answer" }, finish);
      await settled(service);
      expect(service.current.path().map(textOf)).toEqual(["meanwhile", "answer"]);
    }
    service.dispose();
  }
});

/** A service in which each question has a model of its own, by its words. */
function severalModels() {
  const models = new Map<string, ScriptedModel>();
  const modelOf = (question: string) => {
    const known = models.get(question) ?? new ScriptedModel();
    models.set(question, known);
    return known;
  };
  const made = makeService({
    model: {
      stream: (request, signal) => {
        const part = request.messages.at(-1)?.content.at(-1);
        return modelOf(part?.type === "text" ? part.text : "").stream(request, signal);
      },
    },
  });
  return { ...made, modelOf };
}

test("what is left in mid-reply goes on in the background to its end, and the next conversation takes questions at once", async () => {
  const { service, background, store, modelOf } = severalModels();
  service.send("one");
  modelOf("one").push({ type: "text-delta", text: "half" });
  await tick();
  const { id } = service.current;
  service.startNew();
  expect(service.current.isEmpty).toBe(true);
  expect(service.isStreaming).toBe(false);
  expect(service.send("two")).toBe(true);
  expect(background.find(id)?.current.path().map(textOf)).toEqual(["one", "half"]);
  const heard: string[] = [];
  service.onDidChange(({ type }) => heard.push(type));
  modelOf("one").push({ type: "text-delta", text: " and half" }, finish);
  await tick();
  await tick();
  expect(heard).toEqual([]);
  expect(background.services).toEqual([]);
  const left = readJournal(store.journals.get(id) ?? "")?.conversation;
  expect(left?.path().map(textOf)).toEqual(["one", "half and half"]);
  expect(left?.path()[1]).toMatchObject({ state: "done" });
  modelOf("two").push({ type: "text-delta", text: "whole" }, finish);
  await settled(service);
  expect(service.current.path().map(textOf)).toEqual(["two", "whole"]);
});

test("what waits in a conversation that was left is asked there, one after the other", async () => {
  const { service, background, store, modelOf } = severalModels();
  service.send("one");
  service.enqueue("two");
  const { id } = service.current;
  service.startNew();
  modelOf("one").push({ type: "text-delta", text: "1" }, finish);
  await tick();
  await tick();
  expect(background.find(id)?.isStreaming).toBe(true);
  modelOf("two").push({ type: "text-delta", text: "2" }, finish);
  await tick();
  await tick();
  expect(background.services).toEqual([]);
  const left = readJournal(store.journals.get(id) ?? "")?.conversation;
  expect(left?.path().map(textOf)).toEqual(["one", "1", "two", "2"]);
});

test("a place that is closed leaves its reply to the background, and one that is disposed leaves it unfinished", async () => {
  for (const how of ["leave", "dispose"] as const) {
    const { service, background, modelOf } = severalModels();
    service.send("one");
    const { id } = service.current;
    service[how]();
    expect(
      background.services.map(({ current }) => current.id),
      how,
    ).toEqual(how === "leave" ? [id] : []);
    modelOf("one").push(finish);
    background.dispose();
  }
});

test("a listener that throws costs neither the reply nor the other listeners, and is reported once", async () => {
  const { service, model, errors } = makeService();
  const heard: string[] = [];
  service.onDidChange(() => {
    throw new Error("listener");
  });
  service.onDidChange(({ type }) => heard.push(type));
  service.send("q");
  model.push({ type: "text-delta", text: "a" }, { type: "text-delta", text: "b" }, finish);
  await settled(service);
  expect(service.current.path()[1]).toMatchObject({ state: "done", parts: [{ text: "ab" }] });
  expect(heard.filter((type) => type === "text")).toHaveLength(2);
  expect(errors).toEqual([new Error("listener")]);
});

test("a reply that is hidden by now is answered again with what was said before it, and is shown", async () => {
  const { service, model, store } = makeService();
  service.send("one");
  model.push({ type: "text-delta", text: "a" }, finish);
  await settled(service);
  const [question, hidden] = service.current.path();
  service.edit(question?.id ?? "", "uno");
  model.push({ type: "text-delta", text: "b" }, finish);
  await settled(service);
  expect(service.regenerate(hidden?.id ?? "")).toBe(true);
  model.push({ type: "text-delta", text: "c" }, finish);
  await settled(service);
  expect(model.requests[2]?.messages).toEqual([{ role: "user", content: [{ type: "text", text: "one" }] }]);
  expect(service.current.path().map(textOf)).toEqual(["one", "c"]);
  const again = readJournal(store.journals.get(service.current.id) ?? "")?.conversation;
  expect(again?.path().map(textOf)).toEqual(["one", "c"]);
});

test("a conversation that a newer version wrote is shown and left as it is", async () => {
  const { service, model, store } = makeService();
  const text = `${[
    { type: "conversation", version: 3, id: "new", at: 1 },
    { type: "message", message: { id: "q", createdAt: 1, role: "user", parts: [{ type: "text", text: "?" }] } },
    { type: "plan", steps: [] },
  ]
    .map((line) => JSON.stringify(line))
    .join("\n")}\n`;
  store.journals.set("new", text);
  expect(await service.open("new")).toBe("opened");
  expect(service.current.path().map(textOf)).toEqual(["?"]);
  expect(service.refusal).toBe("newer");
  expect(service.send("more")).toBe(false);
  expect(service.edit("q", "other")).toBe(false);
  expect(service.setTitle(service.current, "T", "person")).toBe(false);
  store.vanished.fire("new");
  expect(model.requests).toEqual([]);
  expect(store.journals.get("new")).toBe(text);
});

test("settings that cannot be read refuse the question before it is in the conversation", () => {
  const { service, store } = makeService({
    options: () => {
      throw new Error("settings");
    },
  });
  expect(() => service.send("q")).toThrow("settings");
  expect(service.current.isEmpty).toBe(true);
  expect(store.journals.size).toBe(0);
});

test("who comes back to a conversation finds its reply going on, and stops it there", async () => {
  const { service, background, model } = makeService();
  service.send("one");
  model.push({ type: "text-delta", text: "half" });
  await tick();
  const { id } = service.current;
  service.startNew();
  expect(await service.open(id)).toBe("opened");
  expect(background.services).toEqual([]);
  model.push({ type: "text-delta", text: " and more" });
  await tick();
  expect(service.current.path().map(textOf)).toEqual(["one", "half and more"]);
  expect(service.isStreaming).toBe(true);
  await service.stop();
  expect(service.current.path()[1]).toMatchObject({ state: "stopped" });
});

test("what is continued from elsewhere is shown at once and stands in the journal", async () => {
  const { service, store } = makeService();
  service.startWith([
    { question: "q1", answer: "a1", model: "other" },
    { question: "q2", answer: "a2" },
  ]);
  expect(service.current.path().map(textOf)).toEqual(["q1", "a1", "q2", "a2"]);
  const read = readJournal(store.journals.get(service.current.id) ?? "")?.conversation;
  expect(read?.path()).toEqual(service.current.path());
  expect(read?.path().map((turn) => turn.role === "assistant" && turn.model)).toEqual([false, "other", false, "m"]);
  service.send("q3");
  expect(store.journals.get(service.current.id)?.match(/"conversation"/g)).toHaveLength(1);
  await service.stop();
});
