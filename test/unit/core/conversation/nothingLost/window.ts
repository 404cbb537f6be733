// A window of the editor under test: a service on a store, and what this window has to show.

import { expect } from "vitest";
import type { BackgroundChats } from "../../../../../src/core/conversation/backgroundChats.ts";
import { ConversationService } from "../../../../../src/core/conversation/conversationService.ts";
import { type Message, textOf } from "../../../../../src/core/conversation/message.ts";
import type { StreamEvent } from "../../../../../src/core/model/streamEvent.ts";
import { plainReplies, withBackground } from "../fakes.ts";
import type { DiskWindow } from "./disk.ts";
import type { End, Said, Truth } from "./truth.ts";

/** A stream that a test feeds. */
interface Feed {
  push(event: StreamEvent | Error): void;
}

/** Everything that is ready to run has run. */
export const turnOfTheLoop = () => new Promise<void>((resolve) => setImmediate(resolve));

export class TestWindow {
  readonly service: ConversationService;
  readonly disk: DiskWindow;
  readonly #truth: Truth;
  readonly #background: BackgroundChats;
  #feed: Feed | undefined;
  /** The reply that is being written here. */
  running: Said | undefined;
  /** Replies that are being written in conversations that were left, by the conversation's id. */
  readonly #away = new Map<string, { readonly said: Said; readonly feed: Feed | undefined }>();
  /** What is not on the disk for certain. */
  readonly #loose = new Set<Said>();
  /** What this window has seen of the conversation it shows. */
  readonly #seen = new Map<string, { text: string; end?: End }>();
  /** The conversation that the last act asked for, once what was asked for is read. */
  #wanted: string;
  #opening: Promise<unknown>[] = [];
  #release = () => {};
  #gate = Promise.resolve();

  constructor(truth: Truth, disk: DiskWindow, newId: () => string) {
    this.#truth = truth;
    this.disk = disk;
    const { store } = disk;
    const onError = (error: unknown) => {
      if (!String(error).includes("cut off")) throw error;
    };
    const deps = withBackground({
      createReply: plainReplies({ stream: (_request, signal) => this.#stream(signal) }, onError),
      store: {
        ...store,
        append: (...args) => store.append(...args),
        restart: (...args) => store.restart(...args),
        flush: () => store.flush(),
        poll: (id) => store.poll(id),
        onDidGrow: store.onDidGrow,
        onDidVanish: store.onDidVanish,
        onDidFail: store.onDidFail,
        onDidRecover: store.onDidRecover,
        read: async (id) => {
          await this.#gate;
          return store.read(id);
        },
      },
      options: () => ({ model: "m", thinking: true }),
      systemPrompt: () => "",
      newId,
      now: () => 1,
      onError,
    });
    this.#background = deps.background;
    this.service = new ConversationService(deps);
    this.#wanted = this.service.current.id;
  }

  send(text: string): void {
    const parentId = this.service.current.path().at(-1)?.id;
    if (this.service.send(text)) this.#asked(text, parentId);
  }

  edit(pick: number, text: string): void {
    const question = pickFrom(this.#turns("user"), pick);
    if (question && this.service.edit(question.id, text)) this.#asked(text, question.parentId);
  }

  regenerate(pick: number): void {
    const reply = pickFrom(this.#turns("assistant"), pick);
    if (!reply || !this.service.regenerate(reply.id)) return;
    if (reply.parts.length === 0) this.#seen.delete(reply.id);
    this.#replying(reply.parentId);
  }

  selectVersion(pick: number, delta: -1 | 1): void {
    const turn = pickFrom(this.service.current.all(), pick);
    if (turn) this.service.selectVersion(turn.id, delta);
  }

  async stream(text: string): Promise<void> {
    if (!this.running) return;
    this.#feed?.push({ type: "text-delta", text });
    await turnOfTheLoop();
    this.running.text += text;
    this.#see(this.running);
  }

  async end(how: End): Promise<void> {
    if (!this.running) return;
    if (how === "done") this.#feed?.push({ type: "finish", reason: "stop", rawReason: "stop" });
    else if (how === "error") this.#feed?.push(new Error("cut off"));
    else await this.service.stop();
    await turnOfTheLoop();
    this.#ended(how);
  }

  /** The same for one that goes on in the background. */
  async streamAway(pick: number, text: string): Promise<void> {
    const away = pickFrom([...this.#away.values()], pick);
    if (!away) return;
    away.feed?.push({ type: "text-delta", text });
    await turnOfTheLoop();
    away.said.text += text;
  }

  async endAway(pick: number): Promise<void> {
    const away = pickFrom([...this.#away.values()], pick);
    if (!away) return;
    const how = pick % 3 === 0 ? "error" : "done";
    away.feed?.push(how === "done" ? { type: "finish", reason: "stop", rawReason: "stop" } : new Error("cut off"));
    await turnOfTheLoop();
    away.said.end = how;
    this.#loose.add(away.said);
    this.#away.delete(away.said.conversation);
  }

  async startNew(): Promise<void> {
    this.service.startNew();
    this.#left(this.service.current.id);
    await turnOfTheLoop();
  }

  /** Asks for a conversation; it is read when `finishOpening` lets it. */
  async open(pick: number): Promise<void> {
    const id = pickFrom(this.#truth.safeConversations, pick);
    if (id === undefined) return;
    if (this.#opening.length === 0) {
      this.#gate = new Promise((resolve) => {
        this.#release = resolve;
      });
    }
    const before = this.service.current.id;
    this.#wanted = id;
    const opening = this.service.open(id);
    if (this.service.current.id === before) {
      this.#opening.push(opening);
      return;
    }
    // What goes on in the background is there at once.
    this.#left(id);
    await opening;
    this.#reads();
  }

  async finishOpening(): Promise<void> {
    const before = this.service.current.id;
    this.#release();
    await Promise.all(this.#opening.splice(0));
    await turnOfTheLoop();
    expect(this.service.current.id, "the last act holds").toBe(this.#wanted);
    if (this.#wanted === before) return;
    this.#left(this.#wanted);
    this.#reads();
  }

  /** Everything that was said here is on the disk. `tick` lets what is gathered go to the store. */
  async rest(tick: () => void): Promise<void> {
    tick();
    await this.disk.store.flush();
    for (const turn of this.#loose) {
      turn.safe = { text: turn.text, ...(turn.end && { end: turn.end }) };
      if (turn.role === "user" || turn.end) this.#loose.delete(turn);
    }
  }

  /** Takes in what another window said. What is shown stays. */
  async poll(): Promise<void> {
    const { current } = this.service;
    const before = current.path().map(({ id }) => id);
    await this.disk.poll(current.id);
    await turnOfTheLoop();
    if (this.service.current !== current) return;
    const after = current.path().map(({ id }) => id);
    this.#reads();
    if (before.every((id) => current.get(id))) expect(after.slice(0, before.length), "the path stays").toEqual(before);
  }

  /** The process ends: in order, with everything written, or killed with so many bytes of what waits written. */
  async die(tick: () => void, killedAfter?: number): Promise<string> {
    if (killedAfter === undefined) {
      this.service.dispose();
      this.#background.dispose();
      await turnOfTheLoop();
      await this.rest(tick);
      await this.disk.store.flush();
      const unfinished = [...this.#away.values()].map(({ said }) => said);
      for (const said of this.running ? [...unfinished, this.running] : unfinished) said.safe = { text: said.text };
    } else {
      await this.disk.kill(killedAfter);
      this.service.dispose();
      this.#background.dispose();
    }
    this.#release();
    await turnOfTheLoop();
    return this.service.current.id;
  }

  /** Opens what the window before it had open. */
  async reopen(id: string): Promise<void> {
    if (!this.#truth.safeConversations.includes(id)) return;
    expect(await this.service.open(id)).toBe("opened");
    this.#left(id);
    this.#reads();
  }

  /** What is shown is what was said: all that this window has seen, and nothing else. */
  check(): void {
    const { current } = this.service;
    for (const [id, { text, end }] of this.#seen) {
      const turn = current.get(id);
      const said = this.#truth.turns.get(id);
      // A reply of which nothing came may be taken away by asking again.
      if (!turn && said?.role === "assistant" && text === "") continue;
      expect(turn, `${id} is there`).toBeDefined();
      if (!turn) continue;
      expect(turn.parentId, `${id} is where it was`).toBe(said?.parentId);
      expect(textOf(turn).startsWith(text), `${id} has all that came: ${text}`).toBe(true);
      if (end && turn.role === "assistant") expect(turn.state, `${id} ended`).toBe(end);
    }
    for (const turn of current.all()) {
      const said = this.#truth.turns.get(turn.id);
      expect(said?.conversation, `${turn.id} was said here`).toBe(current.id);
      expect(said?.text.startsWith(textOf(turn)), `${turn.id} says no more than was said`).toBe(true);
      if (turn.role === "assistant") expect(turn.state === "streaming").toBe(this.running?.id === turn.id);
    }
    expect(this.#background.services.map((each) => each.current.id)).toEqual([...this.#away.keys()]);
    if (this.running) expect(current.path().some(({ id }) => id === this.running?.id)).toBe(true);
    expect(this.service.isStreaming).toBe(this.running !== undefined);
  }

  #asked(text: string, parentId: string | undefined): void {
    const path = this.service.current.path();
    const question = path.at(-2);
    expect(question && textOf(question), "what is asked is shown").toBe(text);
    const id = question?.id ?? "";
    this.#say({ id, conversation: this.service.current.id, parentId, role: "user", text });
    this.#replying(id);
  }

  #replying(parentId: string | undefined): void {
    const reply = this.service.current.path().at(-1);
    expect(reply?.parentId, "the reply is shown below its question").toBe(parentId);
    const id = reply?.id ?? "";
    const conversation = this.service.current.id;
    // An act of its own: what is still being opened does not hold any more.
    this.#wanted = conversation;
    this.running = this.#say({ id, conversation, parentId, role: "assistant", text: "" });
  }

  #say(turn: Said): Said {
    this.#truth.say(turn);
    this.#loose.add(turn);
    this.#see(turn);
    return turn;
  }

  #see({ id, text, end }: Said): void {
    this.#seen.set(id, { text, ...(end && { end }) });
  }

  #ended(how: End): void {
    const turn = this.running;
    this.running = undefined;
    if (!turn) return;
    turn.end = how;
    this.#loose.add(turn);
    if (turn.conversation === this.service.current.id) this.#see(turn);
  }

  /** Another conversation is shown; the reply in the one before goes on, and so does the one in this. */
  #left(id: string): void {
    if (this.running) this.#away.set(this.running.conversation, { said: this.running, feed: this.#feed });
    const back = this.#away.get(id);
    this.#away.delete(id);
    this.running = back?.said;
    this.#feed = back?.feed;
    this.#wanted = id;
    this.#seen.clear();
    if (back) this.#see(back.said);
  }

  /** What is on the disk, and what was said here and is on its way there, is in what was read. */
  #reads(): void {
    for (const turn of this.#truth.of(this.service.current.id)) {
      if (this.#loose.has(turn) && this.running !== turn) this.#see(turn);
      else if (turn.safe && this.running !== turn) this.#seen.set(turn.id, turn.safe);
    }
    this.#believe();
  }

  /** What was seen once is on the disk: it must not be gone the next time. */
  #believe(): void {
    for (const turn of this.service.current.all()) {
      const said = this.#truth.turns.get(turn.id);
      if (said && !this.#loose.has(said) && textOf(turn).length > (said.safe?.text.length ?? -1)) {
        said.safe = { ...said.safe, text: textOf(turn) };
      }
    }
  }

  #turns<R extends Message["role"]>(role: R): Extract<Message, { role: R }>[] {
    return this.service.current.all().filter((turn): turn is Extract<Message, { role: R }> => turn.role === role);
  }

  async *#stream(signal: AbortSignal): AsyncIterable<StreamEvent> {
    const queue: (StreamEvent | Error)[] = [];
    let wake = () => {};
    this.#feed = {
      push: (event) => {
        queue.push(event);
        wake();
      },
    };
    signal.addEventListener("abort", () => wake());
    for (;;) {
      signal.throwIfAborted();
      const next = queue.shift();
      if (next instanceof Error) throw next;
      if (next) yield next;
      if (next?.type === "finish") return;
      if (queue.length > 0 || signal.aborted) continue;
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
  }
}

function pickFrom<T>(items: readonly T[], pick: number): T | undefined {
  return items[pick % Math.max(1, items.length)];
}
