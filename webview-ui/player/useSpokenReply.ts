// Tells a screen reader of a reply as it grows, sentence by sentence, and once that it is there.

import { effect } from "@preact/signals";
import { useEffect, useMemo } from "preact/hooks";
import { type ChatApp, useApp } from "../app.ts";
import type { MessageEntry, PartEntry } from "../conversation/chatStore.ts";
import { LogReader } from "../conversation/logReader.ts";
import { SentenceFeed } from "../conversation/sentenceFeed.ts";

/** Sentences that are finished sooner after one another are told together, in milliseconds. */
const interval = 1000;

/** More than this is not read out at once, in characters: who hears it walks through the reply sooner. */
const longest = 4000;

/** Announces what `entry` says while it streams, and its end. Errors announce themselves. */
export function useSpokenReply(entry: MessageEntry): void {
  const app = useApp();
  const spoken = useMemo(() => new SpokenReply(app, entry), [app, entry]);
  useEffect(() => effect(() => spoken.grow(entry.parts.value.findLast(isText))), [entry, spoken]);
  const { state, notice } = entry.meta.value;
  const hasNotice = notice !== undefined;
  useEffect(() => spoken.turn(state, hasNotice), [spoken, state, hasNotice]);
  useEffect(() => () => spoken.dispose(), [spoken]);
}

const isText = (part: PartEntry) => part.head.peek().kind === "text";

class SpokenReply {
  readonly #app: ChatApp;
  /** The text that grows, and how far it was heard. */
  #part: PartEntry | undefined;
  #reader = new LogReader();
  readonly #feed: SentenceFeed;
  #streaming = false;
  #waiting = "";
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(app: ChatApp, entry: MessageEntry) {
    this.#app = app;
    this.#feed = new SentenceFeed(app.words.strings);
    // What is there already is read by walking to it.
    this.#part = entry.parts.peek().findLast(isText);
    if (this.#part) this.#reader.read(this.#part.text.peek());
  }

  /** Hears what is new of `part`, the last text. Reads its signal. */
  grow(part: PartEntry | undefined): void {
    const text = part?.text.value;
    if (!this.#streaming || !text) return;
    if (part !== this.#part) {
      this.#say([this.#rest(), this.#feed.end()].filter((words) => words !== "").join(" "));
      this.#part = part;
      this.#reader = new LogReader();
    }
    this.#say(this.#feed.push(this.#reader.read(text).added));
  }

  #rest(): string {
    return this.#part ? this.#feed.push(this.#reader.read(this.#part.text.peek()).added) : "";
  }

  /** `hasNotice`: how it ended is said elsewhere. */
  turn(state: string, hasNotice: boolean): void {
    const ended = this.#streaming && state !== "streaming";
    this.#streaming = state === "streaming";
    if (!ended) return;
    const rest = this.#rest();
    const { streamDone, stopped } = this.#app.words.strings;
    const last = state === "stopped" ? (hasNotice ? "" : stopped) : state === "done" ? streamDone : "";
    this.#waiting = [this.#waiting, rest, this.#feed.end(), last].filter((text) => text !== "").join(" ");
    this.#tell();
  }

  dispose(): void {
    clearTimeout(this.#timer);
  }

  #say(sentences: string): void {
    if (sentences === "") return;
    this.#waiting = this.#waiting === "" ? sentences : `${this.#waiting} ${sentences}`;
    this.#timer ??= setTimeout(() => this.#tell(), interval);
  }

  #tell(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#waiting !== "") this.#app.announce(this.#waiting.slice(-longest));
    this.#waiting = "";
  }
}
