// Where the next request goes and with which key, from settings, secret storage and environment.

import type { Memento } from "vscode";
import type { Connection } from "../../core/model/connection.ts";
import { originOf, type RootResult, resolveRoot } from "../../core/model/endpoint.ts";
import { ModelError } from "../../core/model/modelError.ts";
import type { Settings } from "../settings/settings.ts";
import type { HostConsent } from "./hostConsent.ts";
import type { KeyStore } from "./keyStore.ts";

/** Remembers which of the platform's roots `auto` means, since a stored key cannot be read before its origin is known. */
const autoRootName = "mimo.autoRoot";

/** Resolves settings to a connection, anew at each request. */
export class ConnectionSource {
  readonly #settings: () => Pick<Settings, "endpoint" | "baseUrl">;
  readonly #keys: KeyStore;
  readonly #memory: Memento;
  readonly #hosts: HostConsent;

  constructor(
    settings: () => Pick<Settings, "endpoint" | "baseUrl">,
    keys: KeyStore,
    memory: Memento,
    hosts: HostConsent,
  ) {
    this.#settings = settings;
    this.#keys = keys;
    this.#memory = memory;
    this.#hosts = hosts;
  }

  /** The root of the next request, or why there is none. */
  root(): RootResult {
    const remembered = this.#autoRoot;
    return remembered === undefined
      ? this.#configured()
      : { ok: true, root: remembered, insecure: false, isLoopback: false };
  }

  /** What `auto` means from now on: where the key that was just entered belongs. undefined forgets it. */
  async rememberAutoRoot(root: string | undefined): Promise<void> {
    await this.#memory.update(autoRootName, root);
  }

  /** A request of a run that goes on will be made in a moment: its key is looked for now. */
  expectRequest(): void {
    const result = this.root();
    if (result.ok) this.#keys.expect(originOf(result.root));
  }

  /** Whether there is a key for the next request. */
  async hasKey(): Promise<boolean> {
    return (await this.#find()).apiKey !== undefined;
  }

  /**
   * Throws `missing-key`, `invalid-request` when `mimo.baseUrl` is no address, and `host-not-allowed` when the person,
   * who is asked about a host that is none of the platform's, does not agree.
   */
  async connect(): Promise<Connection> {
    const { result, apiKey } = await this.#find();
    if (!result.ok) {
      throw new ModelError("invalid-request", { message: `mimo.baseUrl: ${result.problem}`, param: "mimo.baseUrl" });
    }
    if (apiKey === undefined) throw new ModelError("missing-key", { message: "no API key is stored" });
    if (!(await this.#hosts.permit(result.root))) {
      throw new ModelError("host-not-allowed", { message: `nothing was sent to ${originOf(result.root)}` });
    }
    return { root: result.root, apiKey };
  }

  async #find(): Promise<{ readonly result: RootResult; readonly apiKey?: string }> {
    // What was remembered goes with a key that was stored. The environment's key goes where its prefix says.
    const remembered = this.#autoRoot;
    const stored = remembered === undefined ? undefined : await this.#keys.stored(originOf(remembered));
    if (stored !== undefined) return { result: this.root(), apiKey: stored };
    const result = this.#configured();
    return { result, apiKey: result.ok ? await this.#keys.get(originOf(result.root)) : undefined };
  }

  /** What `auto` was found to mean; undefined unless it is in use. */
  get #autoRoot(): string | undefined {
    const { endpoint, baseUrl } = this.#settings();
    return endpoint === "auto" && baseUrl === "" ? this.#memory.get<string>(autoRootName) : undefined;
  }

  #configured(): RootResult {
    const { endpoint, baseUrl } = this.#settings();
    return resolveRoot({ endpoint, baseUrl, apiKey: this.#keys.fromEnvironment });
  }
}
