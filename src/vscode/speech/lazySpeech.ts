// Offers speech without loading it: the first command, the first word from the player, or the first reply
// that is to be read brings its bundle in.

import { type Disposable, DisposableStore } from "../../core/util/disposable.ts";
import type { SpeechToHost } from "../../protocol/speech.ts";
import type { CommandTable } from "../commands/commandTable.ts";
import { readSpeechSettings } from "../settings/speechSettings.ts";
import type { Speech, SpeechDeps } from "./createSpeech.ts";
import type { SpeechChannel } from "./speechChannel.ts";
import { type SpeechCommand, speechCommands } from "./speechCommands.ts";

/** The commands of speech, which run once it is loaded; dispose to end what was loaded. */
export interface LazySpeech extends Disposable {
  readonly commands: CommandTable<SpeechCommand>;
  readonly say: Speech["say"];
}

/** `load` is called once, when speech is first needed. A failed load is tried again. */
export function createLazySpeech(deps: SpeechDeps, load: () => Promise<(deps: SpeechDeps) => Speech>): LazySpeech {
  const disposables = new DisposableStore();
  const channel = new ReplayingChannel(deps.channel);
  let loading: Promise<Speech> | undefined;
  const speech = (): Promise<Speech> => {
    loading ??= load().then(
      (createSpeech) => disposables.add(createSpeech({ ...deps, channel })),
      (error: unknown) => {
        loading = undefined;
        throw error;
      },
    );
    return loading;
  };
  disposables.add(
    deps.channel.onDidReceiveSpeech((message) => {
      if (!channel.isHeard) channel.keep(message);
      speech().catch(deps.onError);
    }),
  );
  let asked = "";
  disposables.add(
    deps.service.onDidChange((change) => {
      // Settings are read with the first word of a reply, not with each.
      if (change.type !== "text" || loading || change.id === asked) return;
      asked = change.id;
      if (readSpeechSettings(deps.settings).readReplies) speech().catch(deps.onError);
    }),
  );
  const commands = Object.fromEntries(
    speechCommands.map((name) => [
      name,
      async (...args: readonly unknown[]) => (await speech()).commands[name](...args),
    ]),
  ) as LazySpeech["commands"];
  const say: Speech["say"] = async (...sentence) => (await speech()).say(...sentence);
  return { commands, say, dispose: () => disposables.dispose() };
}

/** The channel, and what came through it before anybody listened. */
class ReplayingChannel implements SpeechChannel {
  readonly #channel: SpeechChannel;

  #kept: SpeechToHost[] = [];
  isHeard = false;

  constructor(channel: SpeechChannel) {
    this.#channel = channel;
  }

  keep(message: SpeechToHost): void {
    this.#kept.push(message);
  }

  readonly onDidReceiveSpeech: SpeechChannel["onDidReceiveSpeech"] = (listener) => {
    this.isHeard = true;
    const kept = this.#kept;
    this.#kept = [];
    // Not before the listener's owner is complete.
    queueMicrotask(() => {
      for (const message of kept) listener(message);
    });
    return this.#channel.onDidReceiveSpeech(listener);
  };

  get onDidClose(): SpeechChannel["onDidClose"] {
    return this.#channel.onDidClose;
  }

  postSpeech: SpeechChannel["postSpeech"] = (message) => this.#channel.postSpeech(message);
  show: SpeechChannel["show"] = () => this.#channel.show();
}
