// What was said, kept by the test itself: the measure of what must be there.

/** How a reply ended. */
export type End = "done" | "stopped" | "error";

/** A question or a reply. */
export interface Said {
  readonly id: string;
  readonly conversation: string;
  readonly parentId: string | undefined;
  readonly role: "user" | "assistant";
  /** All of it. */
  text: string;
  end?: End;
  /** What is on the disk for certain: nothing, or so much of it. */
  safe?: { text: string; end?: End };
}

/** Everything that was said, in all conversations. */
export class Truth {
  readonly turns = new Map<string, Said>();

  say(turn: Said): Said {
    this.turns.set(turn.id, turn);
    return turn;
  }

  of(conversation: string): Said[] {
    return [...this.turns.values()].filter((turn) => turn.conversation === conversation);
  }

  /** Conversations that can be opened whatever happens. */
  get safeConversations(): string[] {
    const safe = [...this.turns.values()].filter((turn) => turn.safe);
    return [...new Set(safe.map(({ conversation }) => conversation))];
  }
}
