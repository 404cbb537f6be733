// The one way from a journal to a conversation: whole when it is opened, and line by line when another window goes on
// with it. In whatever pieces the lines come, the turns are the same.

import { applyRunEvent } from "./applyRunEvent.ts";
import { endReasoning } from "./applyStreamEvent.ts";
import type { Conversation } from "./conversation.ts";
import { type AssistantTurn, isUnbegun, type Message, type MessageError } from "./message.ts";
import { type JournalEntry, journalVersion, type Other } from "./stored/journalEntry.ts";
import { parseEntry } from "./stored/parseEntry.ts";
import { fromStoredEvent } from "./stored/storedEvent.ts";
import { fromStoredError, fromStoredMessage, fromStoredQuestion, fromUserParts } from "./stored/storedMessage.ts";

const interrupted: MessageError = { reason: "interrupted", message: "VS Code ended before the reply did" };

/** Reads the lines of one journal into a conversation, which others may change meanwhile. */
export class JournalReplay {
  readonly conversation: Conversation;

  /** The highest whose lines may be in the file; 0 before there were versions. */
  #version = 0;
  #unreadableLines = 0;
  readonly #others: JournalEntry[] = [];
  /** Replies of which the end was not read. Between two readings they show as interrupted. */
  readonly #open = new Set<string>();
  /** What was taken away; it comes back when more of it follows, from a window that was still receiving it. */
  readonly #discarded = new Map<string, AssistantTurn>();

  constructor(conversation: Conversation) {
    this.conversation = conversation;
  }

  /** Whether a later version has written here: it is shown as far as it is understood, and left as it is. */
  get isNewer(): boolean {
    return this.#version > journalVersion;
  }

  /** What goes before the next line: the first line of a new journal, or word that this version goes on with an old one. */
  begin(): readonly JournalEntry[] {
    if (this.#version >= journalVersion) return [];
    this.#version = journalVersion;
    const { id, createdAt: at } = this.conversation;
    return [{ type: "conversation", version: journalVersion, id, at }];
  }

  /** Lines that are damaged. The one a crash has torn off is expected, not damage. */
  get unreadableLines(): number {
    return this.#unreadableLines;
  }

  /** What was read and not understood, in order: a journal that is written anew has it too. */
  get others(): readonly JournalEntry[] {
    return this.#others;
  }

  /** Reads the whole lines of `text`. A reply that has not ended becomes an `interrupted` error until more of it comes. */
  take(text: string): void {
    for (const line of text.split("\n")) {
      if (line === "") continue;
      const entry = parseEntry(line);
      if (entry) this.#apply(entry);
      else if (!isTorn(line)) this.#unreadableLines++;
    }
    for (const id of this.#open) {
      const turn = this.conversation.get(id);
      if (turn?.role === "assistant") this.conversation.put({ ...turn, state: "error", error: interrupted });
    }
  }

  /** The same for lines that another window has added; what is shown here stays, what was said there is a version. */
  merge(text: string): void {
    const shown = this.conversation.choices();
    this.take(text);
    for (const id of shown) this.conversation.choose(id);
  }

  /** This window goes on with a reply that was left: from now on it knows better than what is read. */
  takeUp(id: string): void {
    this.#open.delete(id);
  }

  /** Another window goes on with a reply that was written here: from now on what is read of it counts. */
  leave(id: string): void {
    const turn = this.conversation.get(id);
    if (turn?.role !== "assistant") return;
    this.#open.add(id);
    this.conversation.put({ ...turn, state: "error", error: interrupted });
  }

  /**
   * Takes a reply away of which nothing came; it is back when more of it is read. Nothing that was said goes: a reply
   * stays that has something, that something follows, or that is being written here.
   */
  discard(id: string): void {
    const turn = this.conversation.get(id);
    if (turn?.role !== "assistant" || !isEmpty(turn) || this.#isLive(turn)) return;
    this.conversation.discard(id);
    if (!this.conversation.get(id)) this.#discarded.set(id, turn);
  }

  #apply(entry: JournalEntry): void {
    switch (entry.type) {
      case "conversation":
        this.#version = Math.max(this.#version, entry.version);
        break;
      case "message":
        this.#message(fromStoredMessage(entry.message));
        break;
      case "events":
        this.#events(entry);
        break;
      case "ended": {
        const error = entry.error && { error: fromStoredError(entry.error) };
        this.#change(entry.id, (turn) => ({ ...endReasoning(turn, entry.at), state: entry.state, ...error }));
        break;
      }
      case "chosen":
        this.conversation.choose(entry.id);
        break;
      case "discarded":
        this.discard(entry.id);
        break;
      case "queued":
        if (!this.conversation.get(entry.question.id)) this.conversation.queue.read(fromStoredQuestion(entry.question));
        break;
      case "requeued":
        this.conversation.queue.change(entry.id, fromUserParts(entry.parts));
        break;
      case "unqueued":
        this.conversation.queue.remove(entry.id);
        break;
      case "claimed":
        this.conversation.queue.letGo();
        break;
      case "title":
        if (this.conversation.titleBy === "person" && entry.by !== "person") break;
        this.conversation.title = entry.title;
        this.conversation.titleBy = entry.by ?? "model";
        break;
      default:
        this.#others.push(entry);
    }
  }

  /** A turn that is known already was written anew by a window with an older view of it: it only adds. */
  #message(message: Message): void {
    const { id } = message;
    const known = this.conversation.get(id) ?? this.#discarded.get(id);
    if (!known) {
      if (message.role === "assistant" && isUnfinished(message)) this.#open.add(id);
      this.conversation.put(this.#attached(message));
      return;
    }
    if (known.role !== "assistant" || message.role !== "assistant" || this.#isLive(known)) return;
    const settles = !isUnfinished(message) && isUnfinished(known);
    const adds = this.#open.has(id) && lengthOf(message) > lengthOf(known);
    if (settles || adds) this.#keep({ ...message, parentId: known.parentId });
  }

  #events({ id, at, events }: Extract<JournalEntry, { type: "events" }>): void {
    const others = events.filter((event): event is Other => event.type === "other");
    if (others.length > 0) this.#others.push({ type: "events", id, at, events: others });
    this.#change(id, (before) => {
      let turn = before;
      for (const stored of events) {
        const event = fromStoredEvent(stored);
        if (event) turn = applyRunEvent(turn, event, at);
        if (event?.type === "said") this.conversation.queue.remove(event.question.id);
      }
      return turn;
    });
  }

  /** Changes a reply, unless it is being written here: then this window knows better. */
  #change(id: string, change: (turn: AssistantTurn) => AssistantTurn): void {
    const read = this.conversation.get(id) ?? this.#discarded.get(id);
    const known = read ?? this.#salvaged(id);
    if (known.role !== "assistant" || this.#isLive(known)) return;
    const turn = change(reopened(known));
    if (read || !isEmpty(turn)) this.#keep(turn);
  }

  /** Puts a later form of a reply in its place. */
  #keep(turn: AssistantTurn): void {
    const { id } = turn;
    if (isUnfinished(turn)) this.#open.add(id);
    else this.#open.delete(id);
    if (this.#discarded.has(id) && isEmpty(turn)) {
      this.#discarded.set(id, turn);
      return;
    }
    this.#discarded.delete(id);
    this.conversation.put(this.#attached(turn));
  }

  /** The line that began this reply is lost: what follows it is not lost with it. */
  #salvaged(id: string): AssistantTurn {
    const parentId = this.conversation.all().at(-1)?.id;
    const turn = { id, parentId, createdAt: 0, parts: [], sources: [], model: "" };
    return { ...turn, role: "assistant", state: "streaming" };
  }

  #isLive(turn: AssistantTurn): boolean {
    return turn.state === "streaming" && this.conversation.get(turn.id) === turn && !this.#open.has(turn.id);
  }

  /** When the turn before was taken away it is back; when it was lost to damage, the last one takes its place. */
  #attached(message: Message): Message {
    const { parentId } = message;
    if (parentId === undefined || this.conversation.get(parentId)) return message;
    const parent = this.#discarded.get(parentId);
    if (!parent) return { ...message, parentId: this.conversation.all().at(-1)?.id };
    this.#discarded.delete(parentId);
    this.conversation.put(this.#attached(parent));
    return message;
  }
}

/** A reply that has not ended, or of which nobody saw the end. */
function isUnfinished(turn: AssistantTurn): boolean {
  return turn.state === "streaming" || turn.error?.reason === "interrupted";
}

/** As it was before it was shown as interrupted. */
function reopened(turn: AssistantTurn): AssistantTurn {
  if (turn.error?.reason !== "interrupted") return turn;
  const { error: _interrupted, ...rest } = turn;
  return { ...rest, state: "streaming" };
}

function isEmpty(turn: AssistantTurn): boolean {
  return isUnbegun(turn);
}

function lengthOf(turn: AssistantTurn): number {
  return JSON.stringify(turn.parts).length;
}

/** The beginning of a line: a whole one ends with its object. */
function isTorn(line: string): boolean {
  return line.startsWith("{") && !line.endsWith("}");
}
