// The one AudioContext of the view. VS Code lets a webview make sound only in a context that a click or key inside the
// view has started: it is made when the view is idle and started by the first of either, wherever it falls; between
// readings it is suspended, which it may leave again by itself.

import { type FromWorklet, processorName, type ToWorklet } from "./workletMessage.ts";

/** The service's rate: the browser brings it to that of the loudspeaker. */
const sampleRate = 24_000;
/** How long a context may take to start before it counts as locked, in ms. */
const startTimeoutMs = 250;
const idleMs = 3000;

export interface AudioEngineOptions {
  /** Address of the bundled worklet. */
  readonly workletUri: string;
  readonly onMessage: (message: FromWorklet) => void;
  /** Called when a click or key has started a context that was locked. */
  readonly onUnlock: () => void;
  readonly onError: (error: unknown) => void;
}

/** Sound, locked until a person has touched the view. Messages sent before that are kept and played from the start. */
export class AudioEngine {
  readonly #options: AudioEngineOptions;

  #context: AudioContext | undefined;
  #gain: GainNode | undefined;
  #ready: AudioWorkletNode | undefined;
  #waiting: ToWorklet[] = [];
  #volume = 1;
  #unlocked = false;
  #idleTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(options: AudioEngineOptions) {
    this.#options = options;
  }

  /**
   * Starts listening for the first click or key, and makes ready what the first sound would have to wait for; with
   * `onDemand` nothing is made before something is to be heard.
   */
  listen(page: Document, onDemand = false): void {
    if (!onDemand) requestIdleCallback(() => this.#warm());
    const unlock = () => {
      if (!onDemand || this.#context) void this.#unlock();
    };
    for (const name of ["pointerdown", "pointerup", "keydown", "click"] as const) {
      page.addEventListener(name, unlock, { capture: true, passive: true });
    }
  }

  /** Something is about to be heard. Called while a click or key is handled, which starts the context. */
  expect(): void {
    void this.#unlock();
  }

  /** Whether sound can be made now; makes the context if there is none. False after a short wait means: locked. */
  async start(): Promise<boolean> {
    clearTimeout(this.#idleTimer);
    const context = this.#ensureContext();
    if (context.state === "running") return true;
    // A locked context neither resumes nor refuses: its promise stays open.
    const timeout = new Promise<false>((resolve) => setTimeout(() => resolve(false), startTimeoutMs));
    return Promise.race([resume(context), timeout]);
  }

  /**
   * Plays `samples` of 24 kHz beside whatever the audio thread plays; calls `onEnd` when they are over. Resolves to what
   * silences them, or to undefined when no sound can be made now.
   */
  async playOnce(samples: Int16Array, onEnd: () => void): Promise<(() => void) | undefined> {
    if (!(await this.start())) return undefined;
    const context = this.#ensureContext();
    const buffer = context.createBuffer(1, samples.length, sampleRate);
    buffer.copyToChannel(
      Float32Array.from(samples, (sample) => sample / 0x8000),
      0,
    );
    const source = new AudioBufferSourceNode(context, { buffer });
    source.connect(new GainNode(context, { gain: this.#volume })).connect(context.destination);
    source.onended = onEnd;
    source.start();
    return () => source.stop();
  }

  /** Lets the loudspeaker go when nothing is played for a while. */
  rest(): void {
    clearTimeout(this.#idleTimer);
    this.#idleTimer = setTimeout(() => void this.#context?.suspend(), idleMs);
  }

  /** In order; kept until the audio thread is up. */
  send(message: ToWorklet): void {
    if (this.#ready) this.#ready.port.postMessage(message);
    else this.#waiting.push(message);
    this.#ensureContext();
  }

  /** 0 to 1. */
  setVolume(volume: number): void {
    this.#volume = volume;
    if (this.#gain && this.#context) this.#gain.gain.setTargetAtTime(volume, this.#context.currentTime, 0.01);
  }

  /** The context and the audio thread's module; silent, and without holding the loudspeaker. */
  #warm(): void {
    if (this.#context || this.#options.workletUri === "") return;
    this.#ensureContext()
      .suspend()
      .catch(() => {});
  }

  async #unlock(): Promise<void> {
    const context = this.#ensureContext();
    if (context.state === "running" || this.#unlocked) return;
    if (!(await resume(context))) return;
    this.#unlocked = true;
    this.rest();
    this.#options.onUnlock();
  }

  #ensureContext(): AudioContext {
    if (this.#context) return this.#context;
    const context = new AudioContext({ sampleRate, latencyHint: "interactive" });
    this.#context = context;
    this.#createNode(context).catch((error: unknown) => {
      // The next sound tries again; without one, nobody misses anything yet.
      this.#context = undefined;
      context.close().catch(() => {});
      if (this.#waiting.length > 0) this.#options.onError(error);
    });
    return context;
  }

  async #createNode(context: AudioContext): Promise<void> {
    await context.audioWorklet.addModule(this.#options.workletUri);
    const node = new AudioWorkletNode(context, processorName, { numberOfInputs: 0, outputChannelCount: [1] });
    this.#gain = new GainNode(context, { gain: this.#volume });
    node.connect(this.#gain).connect(context.destination);
    node.port.onmessage = (event: MessageEvent<FromWorklet>) => this.#options.onMessage(event.data);
    node.onprocessorerror = this.#options.onError;
    this.#ready = node;
    for (const message of this.#waiting.splice(0)) node.port.postMessage(message);
  }
}

/** Whether the context runs afterwards. */
function resume(context: AudioContext): Promise<boolean> {
  return context.resume().then(
    () => context.state === "running",
    () => false,
  );
}
