// Where keys live: in VS Code's secret storage, one for each endpoint origin, so that a key can only ever be sent to
// the origin it was stored for. Without one, the environment's MIMO_API_KEY serves.

import type { SecretStorage } from "vscode";
import type { Disposable } from "../../core/util/disposable.ts";

/** How long before a request of a run its key may have been read, in ms: another window may change it meanwhile. */
const maxAgeMs = 5000;

/** One look at the storage. */
interface Read {
  readonly origin: string;
  readonly at: number;
  readonly key: Promise<string | undefined>;
}

/** Keys by origin. Nothing else in the extension reads secret storage. */
export class KeyStore implements Disposable {
  readonly #secrets: SecretStorage;
  /** The value of MIMO_API_KEY, if set. */
  readonly #environmentKey: string | undefined;
  readonly #now: () => number;
  readonly #listening: Disposable;
  /** The read that was begun last, and the one that ended last; undefined when what they say may have changed. */
  #begun: Read | undefined;
  #ended: (Read & { readonly found: string | undefined }) | undefined;
  /** The origin of the request that is about to be made. */
  #expected: string | undefined;

  /** `now` in ms, from any moment on. */
  constructor(secrets: SecretStorage, environmentKey: string | undefined, now: () => number = () => performance.now()) {
    this.#secrets = secrets;
    this.#environmentKey = environmentKey;
    this.#now = now;
    this.#listening = secrets.onDidChange(() => this.#forget());
  }

  /**
   * A request of a run that goes on will ask for the key of `origin`. The way to the window and back takes longer than all
   * else before it, so the request gets what was read within the last seconds, and was not changed here; any other
   * request reads the key itself.
   */
  expect(origin: string): void {
    this.#expected = origin;
    // It says so to whoever asks for the key.
    if (!this.#isNew(this.#begun, origin, maxAgeMs / 2)) this.#read(origin).catch(() => {});
  }

  dispose(): void {
    this.#listening.dispose();
  }

  /** The key for an origin such as `https://api.xiaomimimo.com`; undefined when there is none. */
  async get(origin: string): Promise<string | undefined> {
    return (await this.stored(origin)) ?? this.#environmentKey;
  }

  /** Only what was entered here, leaving the environment aside. */
  async stored(origin: string): Promise<string | undefined> {
    const isExpected = this.#expected === origin;
    this.#expected = undefined;
    if (isExpected && this.#isNew(this.#ended, origin, maxAgeMs)) return this.#ended.found;
    return isExpected && this.#isNew(this.#begun, origin, maxAgeMs) ? this.#begun.key : this.#read(origin);
  }

  async set(origin: string, key: string): Promise<void> {
    await this.#change(() => this.#secrets.store(name(origin), key));
  }

  async clear(origin: string): Promise<void> {
    await this.#change(() => this.#secrets.delete(name(origin)));
  }

  #isNew<R extends Read>(read: R | undefined, origin: string, ageMs: number): read is R {
    return read?.origin === origin && this.#now() - read.at < ageMs;
  }

  async #read(origin: string): Promise<string | undefined> {
    const read: Read = { origin, at: this.#now(), key: this.#find(origin) };
    this.#begun = read;
    try {
      const found = await read.key;
      if (this.#begun === read) this.#ended = { ...read, found };
      return found;
    } catch (error) {
      if (this.#begun === read) this.#begun = undefined;
      throw error;
    }
  }

  async #find(origin: string): Promise<string | undefined> {
    return (await this.#secrets.get(name(origin))) || undefined;
  }

  async #change(act: () => Thenable<void>): Promise<void> {
    this.#forget();
    try {
      await act();
    } finally {
      this.#forget();
    }
  }

  #forget(): void {
    this.#begun = undefined;
    this.#ended = undefined;
    this.#expected = undefined;
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
