// The player's state: what the host sends and the person does goes in, what is shown comes out. The sound itself is the
// audio thread's affair.

import { computed, signal } from "@preact/signals";
import type { PlayerState, SpeechToHost, SpeechToWebview } from "../../../src/protocol/speech.ts";
import { AudioEngine } from "./audioEngine.ts";
import { type PlaybackReport, silence } from "./playback.ts";
import { type PartLength, playingTime } from "./playingTime.ts";
import { partAt, progressOf } from "./progress.ts";
import { SentenceSound } from "./sentenceSound.ts";
import type { FromWorklet } from "./workletMessage.ts";

/** What was chosen last, kept over a reload of the view. */
export interface PlayerChoice {
  readonly speed: number;
  readonly volume: number;
}

export interface SpeechPlayerOptions {
  readonly workletUri: string;
  readonly post: (message: SpeechToHost) => void;
  readonly choice: PlayerChoice;
  readonly saveChoice: (choice: PlayerChoice) => void;
  readonly onError: (error: unknown) => void;
}

/** The error to show, and its button. */
export interface PlayerError {
  readonly part: number;
  readonly text: string;
  readonly action: string;
}

/** The range of speeds, and the buttons' step. */
export const speeds = { min: 0.5, max: 3, step: 0.25 } as const;

export class SpeechPlayer {
  readonly #options: SpeechPlayerOptions;

  readonly state = signal<PlayerState>("idle");
  /** Undefined when nothing has been read since the last stop. */
  readonly session = signal<string | undefined>(undefined);
  readonly title = signal("");
  readonly parts = signal<readonly string[]>([]);
  readonly report = signal<PlaybackReport>(silence);
  readonly error = signal<PlayerError | undefined>(undefined);
  readonly speed = signal(1);
  readonly volume = signal(1);
  /** Time from the arrival of the first samples to their sound, in ms. */
  readonly firstSoundMs = signal<number | undefined>(undefined);
  /** 0 to 1, each part by the length of its text. */
  readonly progress = computed(() => progressOf(this.report.value, this.#lengths));
  readonly #known = signal<readonly PartLength[]>([]);
  readonly #closed = signal(false);
  /** Where it is and how long it is, as far as that is known. */
  readonly time = computed(() => playingTime(this.report.value, this.#known.value, this.#closed.value));
  /** The message of the chat that is read, if it is one. */
  readonly messageId = signal<string | undefined>(undefined);
  readonly #engine: AudioEngine;
  readonly #sentence: SentenceSound;
  #epoch = 0;
  #turn = 0;
  #wantsPlay = false;
  #blocked = false;
  #firstSamplesAt: number | undefined;
  #lengths: number[] = [];
  #toldPart = -1;

  constructor(options: SpeechPlayerOptions) {
    this.#options = options;

    this.#engine = new AudioEngine({
      workletUri: options.workletUri,
      onMessage: (message) => this.#takeReport(message),
      onUnlock: () => {
        if (this.#wantsPlay) void this.#play();
      },
      onError: options.onError,
    });
    this.#sentence = new SentenceSound({
      engine: this.#engine,
      post: options.post,
      isReading: () => this.#wantsPlay,
      isMuted: () => this.volume.peek() === 0,
    });
    this.speed.value = options.choice.speed;
    this.volume.value = options.choice.volume;
    this.#engine.setVolume(options.choice.volume);
  }

  /** The first click or key in `page` unlocks the sound; with `onDemand` only once there is something to hear. */
  listen(page: Document, onDemand = false): void {
    this.#engine.listen(page, onDemand);
  }

  /** A press has asked for a reading. */
  expect(): void {
    this.#engine.expect();
  }

  /** Takes one message of the host. */
  receive(message: SpeechToWebview): void {
    if (message.type === "say") void this.#sentence.say(message.session, message.samples).catch(this.#options.onError);
    else if (message.type === "sayStop") this.#sentence.stop(message.session);
    else if (message.type === "speechOpen") this.#open(message);
    else if (message.session === this.session.peek()) this.#take(message);
  }

  #take(message: Exclude<SpeechToWebview, { type: "speechOpen" | "say" | "sayStop" }>): void {
    switch (message.type) {
      case "speechParts":
        this.parts.value = [...this.parts.peek(), ...message.texts];
        this.#lengths.push(...message.texts.map((text) => text.length));
        this.#known.value = [
          ...this.#known.peek(),
          ...message.texts.map(({ length }) => ({ characters: length, samples: 0, complete: false })),
        ];
        if (message.closed) this.#closed.value = true;
        if (message.closed) this.#engine.send({ type: "close", count: this.parts.peek().length });
        return;
      case "speechSamples":
        if (message.epoch !== this.#epoch) return;
        this.#firstSamplesAt ??= performance.now();
        if (this.error.peek()?.part === message.part) this.error.value = undefined;
        this.#engine.send({ type: "samples", part: message.part, samples: message.samples });
        this.#learn(message.part, ({ complete, samples, ...rest }) => ({
          ...rest,
          // What comes again, after it was let go, counts from its start.
          samples: (complete ? 0 : samples) + message.samples.length,
          complete: false,
        }));
        return;
      case "speechEnd":
        if (message.epoch !== this.#epoch) return;
        this.#engine.send({ type: "end", part: message.part });
        this.#learn(message.part, (known) => ({ ...known, complete: true }));
        return;
      case "speechDrop":
        if (message.epoch !== this.#epoch) return;
        this.#engine.send({ type: "drop", part: message.part });
        this.#learn(message.part, (known) => ({ ...known, samples: 0, complete: false }));
        return;
      case "speechError":
        // Parts fetched ahead fail as well; the first one is where it stops.
        if (message.part <= (this.error.peek()?.part ?? message.part)) {
          this.error.value = { part: message.part, text: message.text, action: message.action };
        }
        this.#settle();
        return;
      case "speechControl":
        if (message.control === "toggle") this.toggle();
        else this.stop();
        return;
      case "speechSeek":
        this.seek(message.part);
        return;
    }
  }

  /** Plays or pauses; a reading that has ended starts again. */
  toggle(): void {
    if (this.session.peek() === undefined) return;
    if (this.report.peek().status === "finished") this.seek(0);
    else if (this.#wantsPlay) this.#pause();
    else void this.#play();
  }

  /** Silent at once; the host cancels its requests. */
  stop(): void {
    const session = this.session.peek();
    if (session === undefined) return;
    this.#wantsPlay = false;
    this.#engine.send({ type: "reset", turn: ++this.#turn });
    this.#engine.rest();
    this.session.value = undefined;
    this.error.value = undefined;
    this.#setState("idle", session);
    this.#options.post({ type: "speechStop", session });
  }

  /** To the start of a part and on from there. */
  seek(part: number): void {
    const last = Math.max(0, this.parts.peek().length - 1);
    const target = Math.min(Math.max(0, part), last);
    this.#toldPart = -1;
    this.report.value = { ...this.report.peek(), part: target, offset: 0, length: 0, status: "starved" };
    this.#engine.send({ type: "seek", turn: ++this.#turn, part: target });
    void this.#play();
  }

  /** To the start of the part at `fraction` of the whole, 0 to 1. */
  seekTo(fraction: number): void {
    this.seek(partAt(fraction, this.#lengths));
  }

  /** One sentence on or back; back from within a sentence is to its start. */
  step(delta: 1 | -1): void {
    const { part, offset } = this.report.peek();
    this.seek(delta === -1 && offset > 24_000 ? part : part + delta);
  }

  setSpeed(speed: number): void {
    this.speed.value = Math.min(speeds.max, Math.max(speeds.min, speed));
    this.#engine.send({ type: "speed", speed: this.speed.peek() });
    this.#saveChoice();
  }

  setVolume(volume: number): void {
    this.volume.value = Math.min(1, Math.max(0, volume));
    this.#engine.setVolume(this.volume.peek());
    this.#saveChoice();
  }

  save(): void {
    const session = this.session.peek();
    if (session !== undefined) this.#options.post({ type: "speechSave", session });
  }

  pressErrorAction(): void {
    const session = this.session.peek();
    if (session === undefined) return;
    this.error.value = undefined;
    this.#options.post({ type: "speechErrorAction", session });
    void this.#play();
  }

  #learn(part: number, change: (known: PartLength) => PartLength): void {
    const known = this.#known.peek();
    const before = known[part];
    if (before) this.#known.value = known.with(part, change(before));
  }

  #open({ session, title, messageId }: Extract<SpeechToWebview, { type: "speechOpen" }>): void {
    this.#engine.send({ type: "reset", turn: ++this.#turn });
    this.#engine.send({ type: "speed", speed: this.speed.peek() });
    this.#engine.setVolume(this.volume.peek());
    this.#epoch = 0;
    this.#lengths = [];
    this.#toldPart = -1;
    this.#firstSamplesAt = undefined;
    this.firstSoundMs.value = undefined;
    this.#known.value = [];
    this.#closed.value = false;
    this.messageId.value = messageId;
    this.session.value = session;
    this.title.value = title;
    this.parts.value = [];
    this.report.value = silence;
    this.error.value = undefined;
    void this.#play();
  }

  async #play(): Promise<void> {
    this.#wantsPlay = true;
    this.#sentence.stop();
    // Queued first: a context that is unlocked later plays without another word.
    this.#engine.send({ type: "play" });
    this.#settle();
    const started = await this.#engine.start();
    this.#blocked = !started;
    this.#settle();
  }

  #pause(): void {
    this.#wantsPlay = false;
    this.#engine.send({ type: "pause" });
    this.#engine.rest();
    this.#settle();
  }

  #takeReport(message: FromWorklet): void {
    const session = this.session.peek();
    // What was on its way when the listener went elsewhere says nothing of where that is.
    if (session === undefined || message.turn !== this.#turn) return;
    if (message.type === "missing") {
      this.#epoch += 1;
      // What came since of the old epoch is in pieces.
      this.#engine.send({ type: "clear" });
      this.#known.value = this.#known.peek().map((known) => (known.complete ? known : { ...known, samples: 0 }));
      this.#toldPart = message.part;
      this.#options.post({ type: "speechPosition", session, part: message.part, epoch: this.#epoch, reset: true });
      return;
    }
    const { report } = message;
    // The audio thread answers messages when it is locked, but it plays nothing then.
    if (report.played > this.report.peek().played) this.#blocked = false;
    this.report.value = report;
    if (report.played > 0 && this.firstSoundMs.peek() === undefined && this.#firstSamplesAt !== undefined) {
      this.firstSoundMs.value = performance.now() - this.#firstSamplesAt;
    }
    if (report.part !== this.#toldPart) {
      this.#toldPart = report.part;
      this.#options.post({ type: "speechPosition", session, part: report.part, epoch: this.#epoch, reset: false });
    }
    if (report.status === "finished" && this.#wantsPlay) {
      this.#wantsPlay = false;
      this.#engine.rest();
    }
    this.#settle();
  }

  /** The state that follows from everything else. */
  #settle(): void {
    const session = this.session.peek();
    if (session === undefined) return;
    const { status, part } = this.report.peek();
    const failed = this.error.peek();
    if (status === "finished") this.#setState("idle", session);
    else if (failed && (status === "starved" || !this.#wantsPlay) && part >= failed.part)
      this.#setState("error", session);
    else if (!this.#wantsPlay) this.#setState("paused", session);
    else if (this.#blocked) this.#setState("blocked", session);
    else this.#setState(status === "playing" ? "playing" : "loading", session);
  }

  #setState(state: PlayerState, session: string): void {
    if (this.state.peek() === state) return;
    this.state.value = state;
    this.#options.post({ type: "speechState", session, state });
  }

  #saveChoice(): void {
    this.#options.saveChoice({ speed: this.speed.peek(), volume: this.volume.peek() });
  }
}
