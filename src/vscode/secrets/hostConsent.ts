// Whether a key may go to a host. The platform's hosts and this machine need no question; any other one is asked about
// once, by name, since the address may come from somebody else: a container's settings, an administrator's, a script's.

import type { Memento } from "vscode";
import { isPlatformRoot, originOf, parseBaseUrl } from "../../core/model/endpoint.ts";

/** What the person is asked about. */
export interface HostQuestion {
  /** Host and port, as a person reads it. */
  readonly host: string;
  /** Everything would travel unencrypted to another machine. */
  readonly insecure: boolean;
}

/** Asks the person; resolves to whether they agree. */
export type AskAboutHost = (question: HostQuestion) => Promise<boolean>;

/** The origins that were agreed to, for this person on this machine. */
const allowedName = "mimo.allowedHosts";

/** Remembers a yes until it is taken back; a no holds for the one request. */
export class HostConsent {
  readonly #memory: Memento;
  readonly #ask: AskAboutHost;
  readonly #asking = new Map<string, Promise<boolean>>();

  constructor(memory: Memento, ask: AskAboutHost) {
    this.#memory = memory;
    this.#ask = ask;
  }

  /** Whether requests may go to `root`. Asks where nobody has said yes; requests that wait share one question. */
  async permit(root: string): Promise<boolean> {
    const origin = originOf(root);
    const parsed = parseBaseUrl(root);
    const { isLoopback, insecure } = parsed.ok ? parsed : { isLoopback: false, insecure: true };
    if (isPlatformRoot(root) || isLoopback || this.#allowed.includes(origin)) return true;
    const asking = this.#asking.get(origin) ?? this.#askOnce(origin, insecure);
    this.#asking.set(origin, asking);
    return asking.finally(() => this.#asking.delete(origin));
  }

  /** Takes a yes back. */
  async forget(root: string): Promise<void> {
    const origin = originOf(root);
    await this.#memory.update(
      allowedName,
      this.#allowed.filter((each) => each !== origin),
    );
  }

  async #askOnce(origin: string, insecure: boolean): Promise<boolean> {
    if (!(await this.#ask({ host: new URL(origin).host, insecure }))) return false;
    await this.#memory.update(allowedName, [...this.#allowed, origin]);
    return true;
  }

  get #allowed(): readonly string[] {
    const kept = this.#memory.get<unknown>(allowedName);
    return Array.isArray(kept) ? kept.filter((each) => typeof each === "string") : [];
  }
}
