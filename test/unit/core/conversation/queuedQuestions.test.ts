// What is asked while a reply is being written is asked after it: once, in order, and never behind the person's back.

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ConversationService } from "../../../../src/core/conversation/conversationService.ts";
import { readJournal } from "../../../../src/core/conversation/journal.ts";
import { type Message, textOf } from "../../../../src/core/conversation/message.ts";
import type { ModelRequest } from "../../../../src/core/model/languageModel.ts";
import { finish, makeService, plainReplies, ScriptedModel, settled, tick, withBackground } from "./fakes.ts";
import { memoryDisk } from "./nothingLost/disk.ts";
import { turnOfTheLoop } from "./nothingLost/window.ts";

/** Half of one. */
const cut = [
  { type: "text-delta", text: "Half" },
  { ...finish, reason: "length" },
] as const;
/** A whole one: with a word in it. */
const answer = [{ type: "text-delta", text: "Yes." }, finish] as const;
const words = (messages: readonly Pick<Message, "parts">[]) => messages.map((message) => textOf(message as Message));
const waiting = (service: ConversationService) => words(service.current.queue.items);
const asked = (service: ConversationService) => words(service.current.all().filter(({ role }) => role === "user"));
const attachment = { hash: "a".repeat(64), kind: "image", mimeType: "image/png", name: "a.png", size: 1 } as const;
const reference = { label: "a.ts", languageId: "typescript", text: "let a;" };

describe("the queue", () => {
  test("goes out in order, one after each reply that ended well", async () => {
    const { service, model } = makeService();
    service.send("one");
    expect(service.queue.isBusy).toBe(true);
    service.enqueue("two", [reference], [attachment], "q2");
    service.enqueue("three");
    expect(waiting(service)).toEqual(["two", "three"]);
    model.push(...answer);
    await tick();
    expect(waiting(service)).toEqual(["three"]);
    expect(service.current.get("q2")).toMatchObject({ references: [reference], attachments: [attachment] });
    model.push(...answer);
    await tick();
    model.push(...answer);
    await tick();
    expect(asked(service)).toEqual(["one", "two", "three"]);
    expect(model.requests).toHaveLength(3);
    expect(service.queue.isBusy).toBe(false);
  });

  test.each(["stopped", "error"] as const)("waits when a reply was %s, and goes on when it is sent", async (how) => {
    const { service, model } = makeService();
    const changes: string[] = [];
    service.onDidChange(({ type }) => changes.push(type));
    service.send("one");
    service.enqueue("two");
    service.enqueue("three");
    if (how === "error") model.push(new Error("broken"));
    else await service.stop();
    await tick();
    expect(service.current.queue.hold).toBe(how);
    expect(changes.at(-1)).toBe("queue");
    // A question asked by hand in between lets nothing go either.
    service.send("by hand");
    model.push(...answer);
    await tick();
    expect(waiting(service)).toEqual(["two", "three"]);
    service.queue.send();
    await tick();
    model.push(...answer);
    await tick();
    model.push(...answer);
    await settled(service);
    expect(asked(service)).toEqual(["one", "by hand", "two", "three"]);
  });

  test.each([
    [
      "cut by its length",
      [
        { type: "text-delta", text: "The first" },
        { ...finish, reason: "length" },
      ],
    ],
    [
      "filtered",
      [
        { type: "text-delta", text: "The" },
        { ...finish, reason: "content-filter" },
      ],
    ],
    ["empty", [finish]],
    ["empty but for its reasoning", [{ type: "reasoning-delta", text: "Hm." }, finish]],
  ] as const)("waits behind a reply that is %s, so that the person can go on with that", async (_, events) => {
    const { service, model } = makeService();
    service.send("one");
    service.enqueue("two");
    model.push(...events);
    await settled(service);
    await tick();
    expect(waiting(service)).toEqual(["two"]);
    expect(service.current.queue.hold).toBe("incomplete");
    service.queue.send();
    await tick();
    expect(asked(service)).toEqual(["one", "two"]);
    await service.stop();
  });

  test("stopped between the end of a reply and the next question, nothing is asked", async () => {
    const { service, store, model } = makeService();
    let polled = () => {};
    store.poll = () => new Promise<void>((resolve) => (polled = resolve));
    service.send("one");
    service.enqueue("two");
    model.push(...answer);
    await settled(service);
    await tick();
    expect(service.isStreaming).toBe(false);
    await service.stop();
    polled();
    await tick();
    expect(service.current.queue.hold).toBe("stopped");
    expect(model.requests).toHaveLength(1);
    service.queue.send();
    await tick();
    polled();
    await tick();
    expect(asked(service)).toEqual(["one", "two"]);
    await service.stop();
  });

  test("sent while a reply is being written, it goes out when that has ended", async () => {
    const { service, model } = makeService();
    service.send("one");
    service.enqueue("two");
    await service.stop();
    service.send("by hand");
    service.queue.send();
    expect(waiting(service)).toEqual(["two"]);
    model.push(...answer);
    await tick();
    expect(asked(service)).toEqual(["one", "by hand", "two"]);
    await service.stop();
  });

  test("does not go past a question whose words are being changed", async () => {
    const { service, model } = makeService();
    service.send("one");
    service.enqueue("two", [], [], "q2");
    service.enqueue("three");
    service.queue.setEdited(["q2"]);
    model.push(...answer);
    await tick();
    expect(waiting(service)).toEqual(["two", "three"]);
    expect(await service.queue.edit("q2", "zwei")).toBe(true);
    service.queue.setEdited([]);
    await tick();
    expect(asked(service)).toEqual(["one", "zwei"]);
    expect(await service.queue.edit("q2", "deux")).toBe(false);
    await service.stop();
  });

  test("is in the journal with files and references, also in one that is written anew, and waits after a reload", async () => {
    const { service, store, model } = makeService();
    service.send("one");
    service.enqueue("two", [reference], [attachment], "q2");
    service.enqueue("three", [], [], "q3");
    service.enqueue("four", [], [], "q4");
    await service.queue.edit("q3", "drei");
    await service.queue.remove("q4");
    const { id } = service.current;
    for (const anew of [false, true]) {
      if (anew) store.vanished.fire(id);
      const read = readJournal(store.journals.get(id) ?? "");
      expect(read?.unreadableLines).toBe(0);
      expect(read?.others).toEqual([]);
      expect(read?.conversation.queue.items).toMatchObject([
        { id: "q2", references: [reference], attachments: [attachment] },
        { id: "q3", parts: [{ text: "drei" }] },
      ]);
      expect(read?.conversation.queue.hold).toBe("kept");
    }
    model.push(...answer);
    await tick();
    const after = readJournal(store.journals.get(id) ?? "");
    expect(after?.conversation.queue.items.map((item) => item.id)).toEqual(["q3"]);
    await service.stop();
  });

  test("a question that cannot be asked for what the settings throw stays, and is held", async () => {
    let broken = false;
    const { service, model, errors } = makeService({
      systemPrompt: () => {
        if (broken) throw new Error("no settings");
        return "";
      },
    });
    service.send("one");
    service.enqueue("two");
    broken = true;
    model.push(...answer);
    await tick();
    expect(waiting(service)).toEqual(["two"]);
    expect(service.current.queue.hold).toBe("error");
    expect(errors).toHaveLength(1);
    broken = false;
    service.queue.send();
    await tick();
    expect(asked(service)).toEqual(["one", "two"]);
    await service.stop();
  });

  test("asking by itself is no act of the person: a chat that is being opened is opened", async () => {
    const { service, model } = makeService();
    service.send("elsewhere");
    model.push(...answer);
    await settled(service);
    const { id } = service.current;
    await service.startNew();
    service.send("one");
    service.enqueue("two");
    const opening = service.open(id);
    model.push(...answer);
    expect(await opening).toBe("opened");
    expect(service.current.id).toBe(id);
  });
});

const step = fc.record({
  what: fc.constantFrom(
    "ask",
    "ask",
    "ask",
    "edit",
    "remove",
    "finish",
    "finish",
    "cut",
    "empty",
    "fail",
    "finishAndStop",
    "stop",
    "reload",
    "away",
    "send",
    "beginEdit",
    "endEdit",
    "poll",
  ),
  window: fc.nat({ max: 1 }),
  pick: fc.nat({ max: 20 }),
});

/** What became of each question that was taken, kept by the test itself. */
interface Known {
  readonly place: number;
  text: string;
  removed: boolean;
  waited: boolean;
}

describe.each([1, 2])("whatever is done in %i windows", (count) => {
  test("nothing is lost, asked twice, out of order, or unasked for: 1,500 sequences", {
    timeout: 120_000,
  }, async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 15, maxLength: 50, size: "max" }), async (steps) => {
        const disk = memoryDisk();
        const known = new Map<string, Known>();
        const requested: string[] = [];
        let made = 0;
        const newId = () => `t${++made}`;
        const open = () => {
          const model = new ScriptedModel();
          const stream = model.stream.bind(model);
          const counted = (request: ModelRequest, signal: AbortSignal) => {
            const last = request.messages.at(-1)?.content.at(-1);
            requested.push(last?.type === "text" ? last.text : "");
            return stream(request, signal);
          };
          const { store } = disk();
          const service = new ConversationService(
            withBackground({
              createReply: plainReplies({ stream: counted }, () => {}),
              store,
              options: () => ({ model: "m", thinking: true }),
              systemPrompt: () => "",
              newId,
              now: () => 1,
              onError: () => {},
            }),
          );
          return { service, model, store };
        };
        const windows = Array.from({ length: count }, open);
        const [first] = windows;
        if (!first) return;
        first.service.send("first", [], [], "q0");
        known.set("q0", { place: 0, text: "first", removed: false, waited: false });
        const id = first.service.current.id;
        const rest = async () => {
          for (let round = 0; round < 4; round++) {
            await turnOfTheLoop();
            for (const { store } of windows) await store.flush();
          }
        };
        await rest();
        for (const window of windows.slice(1)) await window.service.open(id);
        for (const { what, window: index, pick } of steps) {
          const at = index % count;
          const window = windows[at];
          if (!window) continue;
          const { service, model } = window;
          const { queue } = service.current;
          const item = queue.items[pick % Math.max(1, queue.items.length)];
          const before = requested.length;
          const holds = windows.map((each) => each.service.current.queue.hold);
          switch (what) {
            case "ask": {
              const draft = `q${known.size}`;
              const text = `${draft} asked`;
              known.set(draft, { place: known.size, text, removed: false, waited: service.queue.isBusy });
              if (service.queue.isBusy) service.enqueue(text, [], [], draft);
              else service.send(text, [], [], draft);
              break;
            }
            case "edit":
              if (item) {
                const text = `${item.id} in words ${++made}`;
                if (await service.queue.edit(item.id, text)) (known.get(item.id) as Known).text = text;
              }
              break;
            case "remove":
              if (item) {
                await service.queue.remove(item.id);
                if (!service.current.get(item.id)) (known.get(item.id) as Known).removed = true;
              }
              break;
            case "finish":
              if (service.isStreaming) model.push(...answer);
              break;
            case "cut":
              if (service.isStreaming) model.push(...cut);
              break;
            case "empty":
              if (service.isStreaming) model.push(finish);
              break;
            case "finishAndStop": {
              if (service.isStreaming) model.push(...answer);
              // Anywhere between the last piece and the next question.
              for (let turn = 0; turn < pick; turn++) await undefined;
              const stopping = service.stop();
              const atStop = requested.length;
              await stopping;
              await rest();
              expect(requested.length, "nothing is asked after a stop").toBe(atStop);
              if (queue.items.length > 0) expect(queue.hold, "a stop holds what waits").toBeDefined();
              break;
            }
            case "fail":
              if (service.isStreaming) model.push(new Error("broken"));
              break;
            case "stop":
              await service.stop();
              break;
            case "reload": {
              service.dispose();
              await window.store.flush();
              const next = open();
              windows[at] = next;
              await next.service.open(id);
              break;
            }
            case "away":
              await service.startNew();
              await window.store.flush();
              await service.open(id);
              break;
            case "send":
              service.queue.send();
              break;
            case "beginEdit":
              service.queue.setEdited(item ? [item.id] : []);
              break;
            case "endEdit":
              service.queue.setEdited([]);
              break;
            case "poll":
              await window.store.poll(id);
              break;
          }
          await rest();
          if (what !== "ask" && what !== "send" && holds.every((hold) => hold !== undefined)) {
            expect(requested.length, `${what} asked what was held`).toBe(before);
          }
          if (
            what === "fail" ||
            what === "cut" ||
            what === "empty" ||
            what === "stop" ||
            what === "reload" ||
            what === "away"
          ) {
            expect(requested.length, `${what} asks nothing`).toBe(before);
          }
        }
        // Everybody takes in what the others have written.
        for (const { service, store } of windows) {
          await service.stop();
          await store.flush();
        }
        for (const { store } of windows) await store.poll(id);
        for (const { service } of windows) {
          const turns = service.current.all().filter(({ role }) => role === "user");
          const items = service.current.queue.items;
          for (const [question, { text, removed }] of known) {
            const there = [...turns, ...items].filter((each) => each.id === question);
            expect(there.length, `${question} is there once, or was taken back`).toBe(removed ? 0 : 1);
            if (there[0]) expect(textOf(there[0] as Message)).toBe(text);
          }
          const places = items.map((each) => known.get(each.id)?.place ?? -1);
          if (count === 1) {
            expect(places, "they wait in order").toEqual([...places].sort((a, b) => a - b));
            const order = turns
              .filter((each) => known.get(each.id)?.waited)
              .map((each) => known.get(each.id)?.place ?? -1);
            expect(order, "they are asked in order").toEqual([...order].sort((a, b) => a - b));
          }
        }
        expect(new Set(requested).size, "no question is asked twice").toBe(requested.length);
        for (const { service } of windows) service.dispose();
      }),
      { numRuns: 1500 },
    );
  });
});
