// What a person has seen, to be held against what is on disk in the end.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { readJournal } from "../../src/core/conversation/journal.ts";
import { textOf } from "../../src/core/conversation/message.ts";
import type { ShownMessage } from "../vscode/chatDriver.ts";

/** Who says it, and the words that were shown. */
export type Shown = Pick<ShownMessage, "role" | "contentText">;

/** Questions, each with words of its own, and what was shown of their replies. */
export class Ledger {
  /** The longest that was shown of the reply, by the question. */
  readonly #seen = new Map<string, string>();

  /** How many questions were seen. */
  get size(): number {
    return this.#seen.size;
  }

  /** The person looks at these messages. */
  note(messages: readonly Shown[]): void {
    for (const [index, { role, contentText }] of messages.entries()) {
      if (role !== "user") continue;
      const next = messages[index + 1];
      const reply = next?.role === "assistant" ? squeezed(next.contentText) : "";
      const question = squeezed(contentText);
      const before = this.#seen.get(question) ?? "";
      this.#seen.set(question, reply.length >= before.length ? reply : before);
    }
  }

  /** One sentence for each thing that was shown and is not in the journals of `folder`. */
  missingIn(folder: string): string[] {
    const stored = new Map<string, string[]>();
    for (const name of readdirSync(folder)) {
      const journal = readJournal(readFileSync(join(folder, name), "utf8"));
      const turns = journal?.conversation.all() ?? [];
      for (const [index, turn] of turns.entries()) {
        if (turn.role !== "user") continue;
        const next = turns[index + 1];
        const reply = next?.role === "assistant" ? squeezed(textOf(next)) : "";
        const question = squeezed(textOf(turn));
        stored.set(question, [...(stored.get(question) ?? []), reply]);
      }
    }
    return [...this.#seen].flatMap(([question, reply]) => {
      const replies = stored.get(question);
      if (!replies) return [`"${question}" is on no disk.`];
      if (replies.some((each) => each.startsWith(reply))) return [];
      const [first = ""] = replies;
      return [`The reply to "${question}" was shown as "${end(reply)}" and is stored as "${end(first)}".`];
    });
  }
}

const end = (text: string) => (text.length > 80 ? `… ${text.slice(-80)}` : text);

/** Drawing keeps no line breaks, and the page cuts what stands at its ends. */
function squeezed(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}
