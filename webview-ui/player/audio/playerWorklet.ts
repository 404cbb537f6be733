// The audio thread's entry: a module of its own, loaded by AudioWorklet.addModule.

import { Playback, type PlaybackReport } from "./playback.ts";
import { type FromWorklet, processorName, type ToWorklet } from "./workletMessage.ts";

// The scope of a worklet is not in TypeScript's DOM library.
declare class AudioWorkletProcessor {
  readonly port: MessagePort;
}
declare function registerProcessor(name: string, processor: new () => AudioWorkletProcessor): void;

/** Quanta of 128 samples between two reports: about 50 ms at 24 kHz. */
const reportEvery = 10;

/** What was reported last when nothing was. */
const untold: Pick<PlaybackReport, "part" | "played"> & { readonly status: string } = {
  part: -1,
  status: "",
  played: 0,
};

class SpeechProcessor extends AudioWorkletProcessor {
  readonly #playback = new Playback();
  #turn = 0;
  #quanta = 0;
  #last = untold;

  constructor() {
    super();
    this.port.onmessage = (event: MessageEvent<ToWorklet>) => {
      this.#take(event.data);
      this.#tell(true);
    };
  }

  process(_inputs: Float32Array[][], outputs: Float32Array[][]): boolean {
    const channels = outputs[0] ?? [];
    const [first] = channels;
    if (!first) return true;
    this.#playback.render(first);
    for (const other of channels.slice(1)) other.set(first);
    if (this.#playback.playing) this.#tell(false);
    return true;
  }

  #take(message: ToWorklet): void {
    switch (message.type) {
      case "reset":
        this.#turn = message.turn;
        this.#last = untold;
        this.#playback.playing = false;
        this.#playback.reset();
        return;
      case "samples":
        this.#playback.add(message.part, message.samples);
        return;
      case "end":
        this.#playback.complete(message.part);
        return;
      case "drop":
        this.#playback.drop(message.part);
        return;
      case "clear":
        this.#playback.clear();
        return;
      case "close":
        this.#playback.close(message.count);
        return;
      case "play":
        this.#playback.playing = true;
        return;
      case "pause":
        this.#playback.playing = false;
        return;
      case "seek":
        this.#turn = message.turn;
        this.#last = untold;
        if (!this.#playback.seek(message.part)) this.#send({ type: "missing", turn: this.#turn, part: message.part });
        return;
      case "speed":
        this.#playback.speed = message.speed;
        return;
    }
  }

  /** Reports at once when another part begins, the sound begins or it stops coming; else now and then. */
  #tell(asked: boolean): void {
    const { report } = this.#playback;
    const began = this.#last.played === 0 && report.played > 0;
    const changed = report.part !== this.#last.part || report.status !== this.#last.status || began;
    if (!changed && !asked && ++this.#quanta < reportEvery) return;
    this.#quanta = 0;
    if (asked && !changed && report.played === this.#last.played) return;
    this.#last = report;
    this.#send({ type: "report", turn: this.#turn, report });
  }

  #send(message: FromWorklet): void {
    this.port.postMessage(message);
  }
}

registerProcessor(processorName, SpeechProcessor);
