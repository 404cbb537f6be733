// What the model was told of the project's rules, as one goes through what is sent. What was told stays as it was told: a
// rule that changed is told again further on, one that holds no longer is taken back there.

import { taggedText } from "../context/taggedText.ts";
import type { Message } from "./message.ts";
import type { GivenRule } from "./runParts.ts";

/** Those that hold, by name, in the order in which they were told. */
export class GivenRules {
  readonly #held = new Map<string, GivenRule>();

  /** After all of `turns`. */
  static after(turns: readonly Message[]): GivenRules {
    const given = new GivenRules();
    for (const { parts } of turns) {
      for (const part of parts) if (part.type === "rules") given.give(part.rules);
    }
    return given;
  }

  /** The same so far. */
  copy(): GivenRules {
    const copy = new GivenRules();
    for (const [name, rule] of this.#held) copy.#held.set(name, rule);
    return copy;
  }

  /** What holds. */
  get held(): ReadonlyMap<string, GivenRule> {
    return this.#held;
  }

  /** The next ones, and the text by which the model is told of them. */
  give(rules: readonly GivenRule[]): string {
    return rules.map((rule) => this.#give(rule)).join("\n\n");
  }

  /** All that hold, told once more where what was told before is gone; empty without any. */
  again(): string {
    return [...this.#held.values()]
      .map(({ name, text = "" }) => taggedText("rules", text, { from: name }))
      .join("\n\n");
  }

  #give(rule: GivenRule): string {
    const { name, text } = rule;
    const from: Record<string, string> = { from: name };
    if (this.#held.delete(name)) from.instead = "of what stood under this name";
    if (text === undefined) return taggedText("rules", "These hold no longer.", { from: name });
    this.#held.set(name, rule);
    return taggedText("rules", text, from);
  }
}
