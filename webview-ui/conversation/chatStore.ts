// Splits the state into signals, so that a token wakes the one component whose text grew and nothing else.

import { batch, computed, type ReadonlySignal, type Signal, signal } from "@preact/signals";
import type { PartHead } from "../../src/protocol/parts.ts";
import type { ChatEnvironment, ConversationSnapshot, MessageHead } from "../../src/protocol/snapshot.ts";
import type { Host } from "../host.ts";
import { type ChatState, type MessageState, type PartState, reduce, type StateMessage } from "./state.ts";
import type { TextLog } from "./textLog.ts";

/** One message as signals; lives as long as the message is in the conversation. */
export interface MessageEntry {
  readonly id: string;
  readonly meta: ReadonlySignal<MessageHead>;
  /** In the order they came. Changes only when parts come or go. */
  readonly parts: ReadonlySignal<readonly PartEntry[]>;
}

/** One part of a message as signals. */
export interface PartEntry {
  readonly key: string;
  readonly head: ReadonlySignal<PartHead>;
  readonly text: ReadonlySignal<TextLog>;
}

/** The texts of a message as they are now, without its reasoning. Wakes nobody. */
export function wordsOf({ parts }: MessageEntry): readonly TextLog[] {
  return parts.peek().flatMap(({ head, text }) => (head.peek().kind === "text" ? [text.peek()] : []));
}

/** The id of the question that was asked last; undefined while there is none. Wakes nobody. */
export function lastQuestionOf(messages: readonly MessageEntry[]): string | undefined {
  return messages.findLast(({ meta }) => meta.peek().role === "user")?.id;
}

/** Whether the text of a part may still grow. Reads signals. */
export function isGrowing(entry: MessageEntry, part: PartEntry): boolean {
  return isStreaming(entry.meta.value) && entry.parts.value.at(-1) === part;
}

const isStreaming = ({ state }: MessageHead) => state === "streaming";

interface WritableEntry extends MessageEntry {
  readonly meta: Signal<MessageHead>;
  readonly parts: Signal<readonly WritablePart[]>;
}

interface WritablePart extends PartEntry {
  readonly head: Signal<PartHead>;
  readonly text: Signal<TextLog>;
}

/** Holds the state the host sent. Asks for a snapshot, once, when a revision is missing. */
export class ChatStore {
  readonly #host: Host;
  #state: ChatState | undefined;
  #resyncing = false;
  /** Messages that came or grew while the view was there to show it. */
  readonly #news = new Set<string>();
  readonly #entries = new Map<string, WritableEntry>();
  readonly #messages = signal<readonly MessageEntry[]>([]);
  readonly #environment = signal<ChatEnvironment | undefined>(undefined);
  readonly #conversationId = signal("");
  readonly #title = signal("");
  readonly #elsewhere = signal(false);
  readonly #total = signal<ConversationSnapshot["total"]>(undefined);
  readonly #queue = signal<ConversationSnapshot["queue"]>(undefined);
  readonly #todos = signal<ConversationSnapshot["todos"]>(undefined);
  readonly #changes = signal<ConversationSnapshot["changes"]>(undefined);

  constructor(host: Host) {
    this.#host = host;
  }

  /** Oldest first. Changes only when messages come or go. */
  readonly messages: ReadonlySignal<readonly MessageEntry[]> = this.#messages;
  /** Undefined until the first snapshot. */
  readonly environment: ReadonlySignal<ChatEnvironment | undefined> = this.#environment;
  readonly conversationId: ReadonlySignal<string> = this.#conversationId;
  readonly title: ReadonlySignal<string> = this.#title;
  /** What the conversation used, all versions included. */
  readonly total: ReadonlySignal<ConversationSnapshot["total"]> = this.#total;
  /** Questions that wait; undefined when there are none. */
  readonly queue: ReadonlySignal<ConversationSnapshot["queue"]> = this.#queue;
  /** The agent's list of what is to do; undefined when there is none to show. */
  readonly todos: ReadonlySignal<ConversationSnapshot["todos"]> = this.#todos;
  /** What the agent changed and nobody has decided about; undefined when there is nothing. */
  readonly changes: ReadonlySignal<ConversationSnapshot["changes"]> = this.#changes;
  /** Whether a reply is growing: nearly always the last message, yet what another window asked may follow it. */
  readonly streaming = computed(
    () => this.#messages.value.findLast(({ meta }) => isStreaming(meta.value)) !== undefined,
  );

  /** Whether nothing of the conversation may be changed now: a reply grows, here or in another window. */
  readonly busy = computed(() => this.streaming.value || this.#elsewhere.value);

  /** Takes one message of the host. */
  apply(message: StateMessage): void {
    const next = reduce(this.#state, message);
    if (next === "gap") {
      if (!this.#resyncing) this.#host.post({ type: "resync" });
      this.#resyncing = true;
      return;
    }
    if (message.type === "snapshot") this.#resyncing = false;
    const previous = this.#state;
    this.#state = next;
    if (message.type === "patches") {
      for (const patch of message.patches) if (patch.op === "add") this.#news.add(patch.message.id);
    }
    const growing = next.messages.findLast(({ meta }) => isStreaming(meta));
    if (growing) this.#news.add(growing.meta.id);
    batch(() => this.#publish(next, previous));
  }

  /** Whether what a message ends with is news: it came, or grew, in front of the person. */
  isNews(id: string): boolean {
    return this.#news.has(id);
  }

  /** The person has been told. */
  markTold(id: string): void {
    this.#news.delete(id);
  }

  #publish(next: ChatState, previous: ChatState | undefined): void {
    this.#environment.value = next.environment;
    this.#conversationId.value = next.conversationId;
    this.#title.value = next.title;
    this.#elsewhere.value = next.elsewhere;
    this.#total.value = next.total;
    this.#queue.value = next.queue;
    this.#todos.value = next.todos;
    this.#changes.value = next.changes;
    let sameList = next.messages.length === previous?.messages.length;
    next.messages.forEach((message, index) => {
      const before = previous?.messages[index];
      if (message === before) return;
      if (message.meta.id !== before?.meta.id) sameList = false;
      this.#write(message);
    });
    if (sameList) return;
    const ids = new Set(next.messages.map((message) => message.meta.id));
    for (const id of this.#entries.keys()) if (!ids.has(id)) this.#entries.delete(id);
    this.#messages.value = next.messages.flatMap((message) => this.#entries.get(message.meta.id) ?? []);
  }

  #write(message: MessageState): void {
    const entry = this.#entries.get(message.meta.id);
    if (entry) {
      entry.meta.value = message.meta;
      writeParts(entry, message.parts);
      return;
    }
    const { id } = message.meta;
    this.#entries.set(id, { id, meta: signal(message.meta), parts: signal(message.parts.map(newPart)) });
  }
}

/** Keeps the signals of the parts that stay, so that only what changed is drawn. */
function writeParts({ parts }: WritableEntry, now: readonly PartState[]): void {
  const before = parts.peek();
  let sameList = now.length === before.length;
  const next = now.map((part, index) => {
    const entry = before[index];
    if (entry?.key !== part.key) {
      sameList = false;
      return newPart(part);
    }
    entry.head.value = part.head;
    entry.text.value = part.text;
    return entry;
  });
  if (!sameList) parts.value = next;
}

function newPart({ key, head, text }: PartState): WritablePart {
  return { key, head: signal(head), text: signal(text) };
}
