// Where keys live: in VS Code's secret storage, one for each endpoint origin, so that a key can only ever be sent to
// the origin it was stored for. Without one, the environment's MIMO_API_KEY serves.

import type { SecretStorage } from "vscode";

/** Keys by origin. Nothing else in the extension reads secret storage. */
export class KeyStore {
  readonly #secrets: SecretStorage;
  /** The value of MIMO_API_KEY, if set. */
  readonly #environmentKey: string | undefined;

  constructor(secrets: SecretStorage, environmentKey: string | undefined) {
    this.#secrets = secrets;
    this.#environmentKey = environmentKey;
  }

  /** The key for an origin such as `https://api.xiaomimimo.com`; undefined when there is none. */
  async get(origin: string): Promise<string | undefined> {
    return (await this.stored(origin)) ?? this.#environmentKey;
  }

  /** Only what was entered here, leaving the environment aside. */
  async stored(origin: string): Promise<string | undefined> {
    return (await this.#secrets.get(name(origin))) || undefined;
  }

  async set(origin: string, key: string): Promise<void> {
    await this.#secrets.store(name(origin), key);
  }

  async clear(origin: string): Promise<void> {
    await this.#secrets.delete(name(origin));
  }

  /** The environment's key, used where nothing is stored. */
  get fromEnvironment(): string | undefined {
    return this.#environmentKey;
  }
}

/** The name a key is stored under; changing it would lose every stored key. */
function name(origin: string): string {
  return `mimo.apiKey:${origin}`;
}
