// The rules of a window: one list for all chats, beside what was agreed to be read (access/consents.ts), seen and taken back
// where that is.

import type { ConsentScope } from "../../access/consents.ts";
import { Emitter, type Event } from "../../util/emitter.ts";
import { type ApprovalRule, type ApprovalSubject, isSameScope, isSameSubject } from "./approvalRule.ts";
import { parseRules, serialiseRules } from "./storedRules.ts";

export interface ApprovalRulesDeps {
  /** What `save` was given last; anything at all may come back. */
  readonly load: () => unknown;
  /** Keeps what holds for the workspace, outside of it. */
  readonly save: (stored: string) => void;
}

/** Remembers each rule: those of a chat in memory, those of the workspace through `save`. */
export class ApprovalRules {
  readonly #deps: ApprovalRulesDeps;
  readonly #changed = new Emitter<void>();
  readonly onDidChange: Event<void> = this.#changed.event;
  #all: readonly ApprovalRule[];

  constructor(deps: ApprovalRulesDeps) {
    this.#deps = deps;
    this.#all = parseRules(deps.load());
  }

  /** In the order they were made. */
  get all(): readonly ApprovalRule[] {
    return this.#all;
  }

  /** Those that hold in `chat`: its own and the workspace's. */
  of(chat: string): readonly ApprovalRule[] {
    return this.#all.filter(({ scope }) => scope === "workspace" || scope.chat === chat);
  }

  /** The rule about `subject` in `scope`. */
  find(subject: ApprovalSubject, scope: ConsentScope): ApprovalRule | undefined {
    return this.#all.find((rule) => isSameSubject(rule.subject, subject) && isSameScope(rule.scope, scope));
  }

  /** Makes a rule of each subject; a rule about the same in the same place goes. */
  add(subjects: readonly ApprovalSubject[], scope: ConsentScope, effect: ApprovalRule["effect"] = "allow"): void {
    const isNew = (rule: ApprovalRule) => !subjects.some((subject) => rule === this.find(subject, scope));
    const unique = subjects.filter((each, at) => subjects.findIndex((other) => isSameSubject(each, other)) === at);
    this.#put([...this.#all.filter(isNew), ...unique.map((subject) => ({ effect, subject, scope }))]);
  }

  /** Takes a rule back. */
  remove(rule: ApprovalRule): void {
    if (this.#all.includes(rule)) this.#put(this.#all.filter((each) => each !== rule));
  }

  /** Takes back what was said in one chat, which is over. */
  forget(chat: string): void {
    const kept = this.#all.filter(({ scope }) => scope === "workspace" || scope.chat !== chat);
    if (kept.length < this.#all.length) this.#put(kept);
  }

  #put(all: readonly ApprovalRule[]): void {
    this.#all = all;
    this.#deps.save(serialiseRules(all));
    this.#changed.fire();
  }
}
