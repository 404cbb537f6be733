// Readings one at a time: starts them, hears what the player says, ends them. What there is to read is others' affair.

import * as vscode from "vscode";
import { Narration } from "../../core/speech/narration.ts";
import type { SpeechCache } from "../../core/speech/speechCache.ts";
import { SpeechError } from "../../core/speech/speechError.ts";
import type { SpeechModel, SpeechRequest } from "../../core/speech/speechModel.ts";
import type { SpeechPart } from "../../core/speech/text/speakable.ts";
import { type Voice, voiceFor } from "../../core/speech/voices.ts";
import { type Disposable, DisposableStore } from "../../core/util/disposable.ts";
import { Emitter } from "../../core/util/emitter.ts";
import type { PlayerState, SpeechToHost } from "../../protocol/speech.ts";
import type { SpeechAction, SpeechDescription } from "../errors/describeSpeechError.ts";
import type { SpeechSettings } from "../settings/speechSettings.ts";
import { Reading } from "./reading.ts";
import type { ReadingHighlight } from "./readingHighlight.ts";
import type { SpeechChannel } from "./speechChannel.ts";
import type { VoiceStore } from "./voiceStore.ts";

export interface SpeechControllerDeps {
  readonly channel: SpeechChannel;
  readonly speech: SpeechModel;
  readonly cache: SpeechCache;
  readonly voices: VoiceStore;
  readonly settings: () => SpeechSettings;
  readonly describe: (error: unknown, model?: string) => SpeechDescription;
  readonly carryOut: (action: Exclude<SpeechAction, "retry">) => Promise<unknown>;
  readonly onError: (error: unknown) => void;
  readonly onRead: (messageId: string) => void;
  readonly onSave: () => void;
}

export interface ReadingOptions {
  readonly title: string;
  /** The message of a chat that is read: it is heard, and marked, where that is shown. */
  readonly messageId?: string;
  readonly highlight?: ReadingHighlight;
  readonly onStop?: () => void;
  /** A voice to read with in place of the setting's. */
  readonly voice?: Voice;
  /** false leaves the view as it is: a reply is read where it is shown. */
  readonly reveal?: boolean;
}

/** What was read last, for saving. */
export interface ReadText {
  readonly title: string;
  readonly parts: readonly SpeechPart[];
  readonly requestFor: (part: SpeechPart) => SpeechRequest;
}

/** The context key that shows the commands for a reading in progress. */
const contextKey = "mimo.reading";

export class SpeechController implements Disposable {
  readonly #deps: SpeechControllerDeps;

  readonly #disposables = new DisposableStore();
  readonly #changed = this.#disposables.add(new Emitter<void>());
  /** `isSounding` may be another. */
  readonly onDidChange = this.#changed.event;
  #reading: Reading | undefined;
  #last: ReadText | undefined;

  constructor(deps: SpeechControllerDeps) {
    this.#deps = deps;

    this.#disposables.add(deps.channel.onDidReceiveSpeech((message) => void this.#receive(message)));
    this.#disposables.add(deps.channel.onDidClose(() => this.#end()));
  }

  /** The reading in progress, paused or ended but not stopped. */
  get current(): Reading | undefined {
    return this.#reading;
  }

  /** Something is being read, or is just about to be. */
  get isSounding(): boolean {
    return this.#reading?.state === "playing" || this.#reading?.state === "loading";
  }

  get lastRead(): ReadText | undefined {
    return this.#last;
  }

  /** Starts a reading in place of the one before; parts are added to what it returns. */
  async start(options: ReadingOptions): Promise<Reading> {
    await this.#deps.voices.load();
    this.#end();
    const requestFor = (part: SpeechPart) => this.#requestFor(part, options.voice);
    const narration = new Narration({
      speech: this.#deps.speech,
      cache: this.#deps.cache,
      requestFor,
    });
    const reading = new Reading({
      id: crypto.randomUUID(),
      title: options.title,
      messageId: options.messageId,
      narration,
      post: (message) => this.#deps.channel.postSpeech(message),
      describe: (error, model) => {
        this.#deps.onError(error);
        return this.#deps.describe(error, model);
      },
      highlight: options.highlight,
      onStop: options.onStop,
    });
    this.#reading = reading;
    this.#last = {
      title: options.title,
      get parts() {
        return reading.parts;
      },
      requestFor,
    };
    this.#setContext(true);
    this.#changed.fire();
    // Not awaited: fetching begins while the view opens.
    if (options.reveal ?? true) void this.#deps.channel.show();
    return reading;
  }

  /** Plays or pauses. */
  toggle(): void {
    this.#reading?.control("toggle");
  }

  /** Silences the player and cancels the requests. */
  stop(): void {
    this.#reading?.control("stop");
    this.#end();
  }

  dispose(): void {
    this.#end();
    this.#disposables.dispose();
  }

  /** How `part` is spoken with the voice of the settings, beside any reading. Rejects with a SpeechError. */
  async requestFor(part: Pick<SpeechPart, "text" | "language">): Promise<SpeechRequest> {
    await this.#deps.voices.load();
    return { ...this.#requestFor(part, undefined), singing: false };
  }

  #requestFor(part: Pick<SpeechPart, "text" | "language">, chosen: Voice | undefined): SpeechRequest {
    const { voice: name, style, singing, model } = this.#deps.settings();
    const voice = chosen ?? voiceFor(name, part.language, this.#deps.voices.all);
    if (!voice) throw new SpeechError("unknown-voice", `There is no voice ${name}.`);
    return { text: part.text, voice, style, singing, model };
  }

  #end(): void {
    if (!this.#reading) return;
    this.#reading.dispose();
    this.#reading = undefined;
    this.#setContext(false);
    this.#changed.fire();
  }

  async #receive(message: SpeechToHost): Promise<void> {
    if (message.type === "readMessage") return this.#deps.onRead(message.messageId);
    const reading = this.#reading;
    if (!reading || message.session !== reading.id) return;
    switch (message.type) {
      case "speechPosition":
        return reading.moved(message);
      case "speechState":
        return this.#setState(reading, message.state);
      case "speechStop":
        return this.#end();
      case "speechSave":
        return this.#deps.onSave();
      case "speechErrorAction":
        return this.#pressError(reading);
    }
  }

  #setState(reading: Reading, state: PlayerState): void {
    reading.state = state;
    if (state === "idle") reading.highlight?.show(-1);
    this.#changed.fire();
  }

  /** Whatever the button did, the reading goes on where it failed. */
  async #pressError(reading: Reading): Promise<void> {
    const action = reading.failure?.action;
    if (action === undefined) return;
    if (action !== "retry") await this.#deps.carryOut(action);
    if (this.#reading === reading) reading.retry();
  }

  #setContext(isReading: boolean): void {
    void vscode.commands.executeCommand("setContext", contextKey, isReading);
  }
}
