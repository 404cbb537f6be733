// The players of the view and of the tabs as one channel: a reading is heard in one of them, where the message stands that is
// read, else in the view. There is one voice at a time: what begins in another place ends what was read before.

import { type Disposable, DisposableStore } from "../../core/util/disposable.ts";
import { Emitter } from "../../core/util/emitter.ts";
import type { SpeechToHost, SpeechToWebview } from "../../protocol/speech.ts";
import type { SpeechChannel } from "./speechChannel.ts";

/** One player, and the conversation it stands below. */
export interface SpeechSurface extends SpeechChannel {
  /** Its page is loaded, shown or not: what is sent to it is heard. */
  readonly isThere: boolean;
  /** Whether the message of this id is one of that conversation. */
  shows(messageId: string): boolean;
}

/** The first surface is the view, which is always there. */
export class SpeechSurfaces implements SpeechChannel, Disposable {
  readonly #view: SpeechSurface;
  readonly #tabs = new Set<SpeechSurface>();
  readonly #disposables = new DisposableStore();
  readonly #spoke = this.#disposables.add(new Emitter<SpeechToHost>());
  readonly #closed = this.#disposables.add(new Emitter<void>());
  readonly onDidReceiveSpeech = this.#spoke.event;
  /** Only of the surface that is heard: others come and go. */
  readonly onDidClose = this.#closed.event;
  #heard: SpeechSurface;
  #session: string | undefined;

  constructor(view: SpeechSurface) {
    this.#view = view;
    this.#heard = view;
    this.#disposables.add(this.#listen(view));
  }

  /** Those whose pages are loaded; the one that was heard last has sound, most likely. */
  get there(): readonly SpeechSurface[] {
    return [...new Set([this.#heard, this.#view, ...this.#tabs])].filter(({ isThere }) => isThere);
  }

  /** Adds the player of a tab; dispose what it returns when the tab closes. */
  add(tab: SpeechSurface): Disposable {
    this.#tabs.add(tab);
    const listening = this.#listen(tab);
    return {
      dispose: () => {
        listening.dispose();
        this.#tabs.delete(tab);
        if (this.#heard === tab) this.#heard = this.#view;
      },
    };
  }

  postSpeech(message: SpeechToWebview): void {
    if (message.type === "speechOpen") this.#open(message);
    this.#heard.postSpeech(message);
  }

  show(): Promise<void> {
    return this.#heard.show();
  }

  dispose(): void {
    this.#disposables.dispose();
  }

  #open({ session, messageId }: Extract<SpeechToWebview, { type: "speechOpen" }>): void {
    const before = this.#heard;
    const next = messageId === undefined ? undefined : [...this.#tabs].find((tab) => tab.shows(messageId));
    this.#heard = next ?? this.#view;
    if (this.#heard !== before && this.#session !== undefined) {
      before.postSpeech({ type: "speechControl", session: this.#session, control: "stop" });
    }
    this.#session = session;
  }

  #listen(surface: SpeechSurface): Disposable {
    const disposables = new DisposableStore();
    disposables.add(surface.onDidReceiveSpeech((message) => this.#spoke.fire(message)));
    disposables.add(
      surface.onDidClose(() => {
        if (surface === this.#heard) this.#closed.fire();
      }),
    );
    return disposables;
  }
}
