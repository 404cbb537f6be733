// What the person writes into something that asks in the middle of a run. It outlives what is drawn, and the page, like the
// composer's draft; where what asks goes before it was said, it has to go somewhere else.

import { type ReadonlySignal, signal } from "@preact/signals";
import type { ToolHead } from "../../src/protocol/agent.ts";
import { type Host, keep } from "../host.ts";
import type { CallPlace } from "./callContents.ts";

/** How long typing may pause before it is kept. */
const saveDelayMs = 150;
/** Texts that are kept, the last ones. */
const maxKept = 20;

interface AskedText extends CallPlace {
  /** The conversation: in one that was left the run goes on. */
  readonly chat: string;
  /** Names what asks. */
  readonly token: string;
  readonly text: string;
  /** It was handed to the host. */
  readonly sent?: boolean;
}

/** By the token of what asks. */
export class AskedTexts {
  readonly #host: Host;
  /** The id of the conversation that is shown. */
  readonly #chat: () => string;
  readonly #texts = signal<readonly AskedText[]>([]);
  #saveTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(host: Host, chat: () => string) {
    this.#host = host;
    this.#chat = chat;
    const kept = host.load();
    const texts = typeof kept === "object" && kept !== null && "asked" in kept ? kept.asked : [];
    if (Array.isArray(texts)) this.#texts.value = texts.filter(isAskedText);
  }

  readonly all: ReadonlySignal<readonly AskedText[]> = this.#texts;

  /** What is written into what asks under `token`. Reads the signal. */
  of(token: string): string {
    return this.#texts.value.find((each) => each.token === token)?.text ?? "";
  }

  /** The person typed into what the call at `place` asks. */
  change({ messageId, key }: CallPlace, token: string, text: string): void {
    const others = this.#texts.peek().filter((each) => each.token !== token);
    this.#write(
      text === "" ? others : [...others, { chat: this.#chat(), messageId, key, token, text }].slice(-maxKept),
    );
  }

  /** What is to be said with the answer, which is on its way from now on; undefined where it is blank. */
  send(token: string): string | undefined {
    const text = this.#texts
      .peek()
      .find((each) => each.token === token)
      ?.text.trim();
    if (!text) return undefined;
    this.#write(this.#texts.peek().map((each) => (each.token === token ? { ...each, sent: true } : each)));
    this.flush();
    return text;
  }

  /**
   * `headOf` is how the call at a place of the conversation that is shown is now. Returns what was written in it where
   * nothing asks any more, and was not said.
   */
  settle(headOf: (place: CallPlace) => ToolHead | undefined): readonly string[] {
    const before = this.#texts.peek();
    const left = before.filter((each) => each.chat !== this.#chat() || stands(each, headOf(each)));
    if (left.length === before.length) return [];
    this.#write(left);
    this.flush();
    return before
      .filter((each) => !left.includes(each) && !isSaid(each, headOf(each)))
      .map(({ text }) => text)
      .filter((text) => /\S/.test(text));
  }

  /** Keeps them now, for a view that is going away. */
  flush(): void {
    clearTimeout(this.#saveTimer);
    this.#saveTimer = undefined;
    keep(this.#host, { asked: this.#texts.peek() });
  }

  #write(texts: readonly AskedText[]): void {
    this.#texts.value = texts;
    this.#saveTimer ??= setTimeout(() => this.flush(), saveDelayMs);
  }
}

/** Whether it can still be said, or is on its way. */
function stands({ token, sent }: AskedText, head: ToolHead | undefined): boolean {
  if (!head) return false;
  if ((head.approval ?? head.question)?.token === token) return true;
  // Between the answer and what comes of it nothing is asked.
  return sent === true && head.state === "approval" && !head.approval && !head.question;
}

/** Whether what was sent has arrived: a note stands in the call, and an answer is what came of it. */
function isSaid({ text, sent }: AskedText, head: ToolHead | undefined): boolean {
  return sent === true && head !== undefined && (head.note === text.trim() || head.state === "done");
}

function isAskedText(value: unknown): value is AskedText {
  if (typeof value !== "object" || value === null) return false;
  const fields = value as Readonly<Record<string, unknown>>;
  return ["chat", "messageId", "key", "token", "text"].every((name) => typeof fields[name] === "string");
}
