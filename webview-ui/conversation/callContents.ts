// What calls were asked for and what came of them: asked of the host when a line is opened, and which lines are open.

import { type ReadonlySignal, type Signal, signal } from "@preact/signals";
import type { CallContent } from "../../src/protocol/agent.ts";
import type { ToHost } from "../../src/protocol/toHost.ts";

/** A call by its message and its key in it. */
export interface CallPlace {
  readonly messageId: string;
  readonly key: string;
}

/** Keeps them for the conversation that is shown. */
export class CallContents {
  readonly #post: (message: ToHost) => void;
  readonly #contents = new Map<string, Signal<CallContent | undefined>>();
  readonly #open = new Map<string, Signal<boolean>>();

  constructor(post: (message: ToHost) => void) {
    this.#post = post;
  }

  /** What is known of a call; undefined until the host has said it. */
  of(place: CallPlace): ReadonlySignal<CallContent | undefined> {
    return entry(this.#contents, nameOf(place), undefined);
  }

  /** Asks for it. */
  ask({ messageId, key }: CallPlace): void {
    this.#post({ type: "callContent", messageId, key });
  }

  receive(place: CallPlace, content: CallContent): void {
    entry(this.#contents, nameOf(place), undefined as CallContent | undefined).value = content;
  }

  /** Whether the line is open. What the person opened stays so when it is drawn anew. */
  isOpen(place: CallPlace): Signal<boolean> {
    return entry(this.#open, nameOf(place), false);
  }

  /** Another conversation is shown. */
  clear(): void {
    this.#contents.clear();
    this.#open.clear();
  }
}

const nameOf = ({ messageId, key }: CallPlace) => `${messageId}\n${key}`;

function entry<T>(map: Map<string, Signal<T>>, name: string, first: T): Signal<T> {
  const known = map.get(name);
  if (known) return known;
  const made = signal(first);
  map.set(name, made);
  return made;
}
