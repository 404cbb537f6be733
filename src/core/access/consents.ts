// What a person agreed to send although it was asked about. One list for all surfaces, seen and taken back in one place.

import { Emitter } from "../util/emitter.ts";
import type { Ask, ConsentReason } from "./readDecision.ts";

/** Where a yes holds: in one chat, or in all of the workspace. */
export type ConsentScope = { readonly chat: string } | "workspace";

/** One yes. */
export interface Consent extends Ask {
  readonly scope: ConsentScope;
}

/** The "chat" of actions that belong to none: a yes there holds until the window closes. */
export const outsideOfChats = "window";

export interface ConsentsDeps {
  /** What `save` was given last; anything at all may come back. */
  readonly load: () => unknown;
  /** Keeps what holds for the workspace, outside of it. */
  readonly save: (consents: readonly Ask[]) => void;
}

/** Remembers each yes: those of a chat in memory, those of the workspace through `save`. */
export class Consents {
  readonly #deps: ConsentsDeps;
  readonly #changed = new Emitter<void>();
  readonly onDidChange = this.#changed.event;
  #all: readonly Consent[];

  constructor(deps: ConsentsDeps) {
    this.#deps = deps;
    const kept = deps.load();
    this.#all = Array.isArray(kept) ? kept.filter(isAsk).map((ask) => ({ ...pick(ask), scope: "workspace" })) : [];
  }

  /** In the order they were given. */
  get all(): readonly Consent[] {
    return this.#all;
  }

  /** Whether each reason to ask was agreed to before, for the workspace or in `chat`, of a file that leads to the same. */
  allows(ask: Pick<Ask, "address" | "target" | "reasons">, chat: string = outsideOfChats): boolean {
    const { reasons } = ask;
    const agreed = this.#all
      .filter((each) => isSameFile(each, ask) && (each.scope === "workspace" || each.scope.chat === chat))
      .flatMap((each) => each.reasons);
    return reasons.every((reason) => agreed.includes(reason) || (isSecret(reason) && agreed.includes("secret-name")));
  }

  /** The person says yes to `asks`. */
  allow(asks: readonly Ask[], scope: ConsentScope): void {
    const fresh = asks.map((ask) => ({ ...pick(ask), scope }));
    const replaced = (old: Consent) => fresh.some((each) => isSameFile(each, old) && isSameScope(each, old));
    const merged = fresh.map((each) => {
      const before = this.#all.find((old) => isSameFile(each, old) && isSameScope(each, old));
      return before ? { ...each, reasons: [...new Set([...before.reasons, ...each.reasons])] } : each;
    });
    this.#put([...this.#all.filter((old) => !replaced(old)), ...merged]);
  }

  /** Takes a yes back. */
  withdraw(consent: Consent): void {
    this.#put(this.#all.filter((each) => each !== consent));
  }

  #put(all: readonly Consent[]): void {
    this.#all = all;
    this.#deps.save(all.filter(({ scope }) => scope === "workspace").map(pick));
    this.#changed.fire();
  }
}

/** A yes to a name that speaks of secrets is a yes to the secrets in it. */
function isSecret(reason: ConsentReason): boolean {
  return reason === "private-key" || reason === "api-key";
}

/** A link that was led elsewhere is another file. */
function isSameFile(a: Pick<Ask, "address" | "target">, b: Pick<Ask, "address" | "target">): boolean {
  return a.address === b.address && a.target === b.target;
}

function isSameScope(a: Consent, b: Consent): boolean {
  const name = ({ scope }: Consent) => (scope === "workspace" ? scope : `chat ${scope.chat}`);
  return name(a) === name(b);
}

function pick({ address, path, target, reasons }: Ask): Ask {
  return { address, path, ...(target !== undefined && { target }), reasons };
}

const reasonNames: readonly string[] = ["outside", "ignored", "excluded", "secret-name", "private-key", "api-key"];

function isAsk(value: unknown): value is Ask {
  if (typeof value !== "object" || value === null) return false;
  const { address, path, target, reasons } = value as Record<string, unknown>;
  if (target !== undefined && typeof target !== "string") return false;
  if (typeof address !== "string" || typeof path !== "string" || !Array.isArray(reasons)) return false;
  return reasons.length > 0 && reasons.every((reason) => reasonNames.includes(reason));
}
