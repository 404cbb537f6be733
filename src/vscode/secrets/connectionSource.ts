// Where the next request goes and with which key, from settings, secret storage and environment.

import type { Memento } from "vscode";
import type { Connection } from "../../core/model/connection.ts";
import { originOf, type RootResult, resolveRoot } from "../../core/model/endpoint.ts";
import { ModelError } from "../../core/model/modelError.ts";
import type { Settings } from "../settings/settings.ts";
import type { KeyStore } from "./keyStore.ts";

/** Remembers which of the platform's roots `auto` means, since a stored key cannot be read before its origin is known. */
const autoRootName = "mimo.autoRoot";

/** Resolves settings to a connection, anew at each request. */
export class ConnectionSource {
  readonly #settings: () => Settings;
  readonly #keys: KeyStore;
  readonly #memory: Memento;

  constructor(settings: () => Settings, keys: KeyStore, memory: Memento) {
    this.#settings = settings;
    this.#keys = keys;
    this.#memory = memory;
  }

  /** The root of the next request, or why there is none. */
  root(): RootResult {
    const { endpoint, baseUrl } = this.#settings();
    const remembered = this.#memory.get<string>(autoRootName);
    if (endpoint === "auto" && baseUrl === "" && remembered !== undefined) {
      return { ok: true, root: remembered, insecure: false };
    }
    return resolveRoot({ endpoint, baseUrl, apiKey: this.#keys.fromEnvironment });
  }

  /** What `auto` means from now on: where the key that was just entered belongs. undefined forgets it. */
  async rememberAutoRoot(root: string | undefined): Promise<void> {
    await this.#memory.update(autoRootName, root);
  }

  async hasKey(): Promise<boolean> {
    const result = this.root();
    return result.ok && (await this.#keys.get(originOf(result.root))) !== undefined;
  }

  /** Throws `missing-key`, or `invalid-request` when `mimo.baseUrl` is no address. */
  async connect(): Promise<Connection> {
    const result = this.root();
    if (!result.ok) {
      throw new ModelError("invalid-request", { message: `mimo.baseUrl: ${result.problem}`, param: "mimo.baseUrl" });
    }
    const apiKey = await this.#keys.get(originOf(result.root));
    if (apiKey === undefined) throw new ModelError("missing-key", { message: "no API key is stored" });
    return { root: result.root, apiKey };
  }
}
