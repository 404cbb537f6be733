// The player before it is there: its bundle comes in idle time where readings are expected, or else with the first one.

import { signal } from "@preact/signals";
import type { ComponentType } from "preact";
import type { SpeechToWebview } from "../../src/protocol/speech.ts";
import type { Host } from "../host.ts";
import { whenIdle } from "../ui/idle.ts";
import { LazyPart } from "../ui/lazyPart.ts";
import type { SpeechPlayer } from "./audio/speechPlayer.ts";

/** What a player needs of the view. */
export interface PlayerOptions {
  readonly host: Host;
  /** Address of the audio thread's module. */
  readonly workletUri: string;
  readonly onError: (error: unknown) => void;
}

/** What its bundle has. */
export interface PlayerBundle {
  readonly Player: ComponentType<{ readonly player: SpeechPlayer }>;
  createPlayer(options: PlayerOptions): SpeechPlayer;
}

/** The player of a view. */
export class LazyPlayer {
  readonly #options: PlayerOptions;
  readonly #bundle: LazyPart<PlayerBundle>;
  readonly #current = signal<SpeechPlayer | undefined>(undefined);
  /** Messages that came before it. */
  #waiting: SpeechToWebview[] = [];
  #page: Document | undefined;
  #onDemand = false;

  constructor(options: PlayerOptions, load: () => Promise<PlayerBundle>) {
    this.#options = options;
    this.#bundle = new LazyPart(load);
  }

  /** The player once it is there. Reads signals. */
  get loaded() {
    const bundle = this.#bundle.value.value;
    const player = this.#current.value;
    return bundle && player ? { Player: bundle.Player, player } : undefined;
  }

  /**
   * Loads it in idle time; from then on the first click or key in `page` unlocks the sound. With `onDemand` nothing is
   * loaded or made before something is to be heard: most tabs are never.
   */
  listen(page: Document, onDemand = false): void {
    this.#page = page;
    this.#onDemand = onDemand;
    if (!onDemand) whenIdle(() => void this.load().catch(this.#options.onError));
  }

  /** A press has asked for a reading: the sound is made ready while the press still counts. */
  expect(): void {
    this.load().then((player) => player.expect(), this.#options.onError);
  }

  /** Takes one message of the host. */
  receive(message: SpeechToWebview): void {
    const player = this.#current.peek();
    if (player) player.receive(message);
    else {
      this.#waiting.push(message);
      this.load().catch(this.#options.onError);
    }
  }

  /** Loads it, if it is not there already. */
  async load(): Promise<SpeechPlayer> {
    const { createPlayer } = await this.#bundle.load();
    const existing = this.#current.peek();
    if (existing) return existing;
    const player = createPlayer(this.#options);
    this.#current.value = player;
    if (this.#page) player.listen(this.#page, this.#onDemand);
    for (const message of this.#waiting.splice(0)) player.receive(message);
    return player;
  }
}
