// What the speech tests share: the player as shown, and the sound that the emulator sent.
import type { Locator } from "playwright-core";
import type { RecordedRequest } from "../emulator/requestLog.ts";
import { sampleRate, synthesize } from "../emulator/speech/synthesize.ts";
import type { VsCodeWindow } from "../vscode/driver.ts";
import { waitFor } from "../vscode/waitFor.ts";

/** The player's attributes at one moment. */
export interface PlayerView {
  state: string;
  playedMs: number;
  peak: number;
  checksum: number;
  longestGapMs: number;
  firstSoundMs: number;
  part: number;
  /** Which reading it is; undefined once it was stopped. */
  session: string | undefined;
}

/** The DOM's types are not for this side. */
interface ShownElement {
  readonly dataset: Readonly<Record<string, string | undefined>>;
}

/** The player of one window. */
export class PlayerDriver {
  readonly element: Locator;
  readonly #window: VsCodeWindow;

  constructor(window: VsCodeWindow) {
    this.#window = window;
    this.element = window.byTestId("player");
  }

  async view(): Promise<PlayerView> {
    const data = await this.element.evaluate((node) => ({ ...(node as unknown as ShownElement).dataset }));
    const number = (name: string) => Number(data[name] ?? Number.NaN);
    return {
      state: data.state ?? "",
      playedMs: number("playedMs"),
      peak: number("peak"),
      checksum: number("checksum"),
      longestGapMs: number("longestGapMs"),
      firstSoundMs: number("firstSoundMs"),
      part: number("part"),
      session: data.session,
    };
  }

  /** Waits for a state, and for something else if that is asked. */
  async until(
    state: string,
    also: (view: PlayerView) => boolean = () => true,
    timeoutMs = 30_000,
  ): Promise<PlayerView> {
    let last: PlayerView | undefined;
    const fits = async () => {
      last = await this.view();
      return last.state === state && also(last) && last;
    };
    return waitFor(`the player to be ${state}`, fits, timeoutMs).catch((error: Error) => {
      throw new Error(`${error.message}; it is ${JSON.stringify(last)}`);
    });
  }

  /** What the player shows of an earlier reading is not what the next one is waited for with. */
  async leaveBehind(): Promise<void> {
    if ((await this.element.count()) > 0) heard.set(this.#window, (await this.view()).session);
  }

  /** Waits until everything of a reading was read that was not waited for before. */
  async untilEnd(timeoutMs = 45_000): Promise<PlayerView> {
    const earlier = heard.get(this.#window);
    const isNew = ({ session }: PlayerView) => session !== undefined && session !== earlier;
    const view = await this.until("idle", (now) => isNew(now) && now.playedMs > 0, timeoutMs);
    heard.set(this.#window, view.session);
    return view;
  }

  async press(id: string): Promise<void> {
    await this.#window.byTestId(id).click();
  }

  /**
   * Steps `times` times at once, so that no sound passes in between. Resolves to the part that was played before, and the
   * part it went to.
   */
  async step(id: "player-forward" | "player-back", times: number): Promise<{ from: number; to: number }> {
    const frame = await this.#window.webview();
    return frame.evaluate(`(async () => {
      const player = document.querySelector("[data-testid=player]");
      const from = Number(player.dataset.part);
      for (let i = 0; i < ${times}; i++) player.querySelector("[data-testid=${id}]").click();
      await new Promise(requestAnimationFrame);
      return { from, to: Number(player.dataset.part) };
    })()`);
  }
}

/** The last reading of a window that is over. */
const heard = new WeakMap<VsCodeWindow, string | undefined>();

interface SpeechBody {
  audio?: { voice?: string; format?: string };
  messages: { role: string; content: string }[];
}

/** The requests for speech, oldest first. */
export function speechRequests(requests: readonly RecordedRequest[]): (RecordedRequest & { speech: SpeechBody })[] {
  return requests.flatMap((request) => {
    const body = request.body as Partial<SpeechBody> | undefined;
    return body?.audio ? [{ ...request, speech: body as SpeechBody }] : [];
  });
}

/** What a request asks to be spoken. */
export function textOf(body: SpeechBody): string {
  return body.messages.findLast(({ role }) => role === "assistant")?.content ?? "";
}

/** Length and checksum (FNV-1a over the samples) of what the emulator says to these texts in order. */
export function soundOf(spoken: readonly { text: string; voice: string }[]): { ms: number; checksum: number } {
  let count = 0;
  let hash = 0x811c9dc5;
  for (const { text, voice } of spoken) {
    const samples = synthesize(text, voice);
    count += samples.length;
    for (const sample of samples) hash = Math.imul(hash ^ (sample & 0xffff), 0x01000193);
  }
  return { ms: (count / sampleRate) * 1000, checksum: hash >>> 0 };
}

/** The sound of all requests so far. */
export function soundOfRequests(requests: readonly RecordedRequest[]): { ms: number; checksum: number } {
  return soundOf(
    speechRequests(requests).map(({ speech }) => ({ text: textOf(speech), voice: speech.audio?.voice ?? "" })),
  );
}

/** Opens a file of the workspace and selects all of it. */
export async function selectAll(window: VsCodeWindow, file: string): Promise<void> {
  const { page } = window;
  await window.openFile(file);
  await page.locator(".editor-group-container.active .view-lines").first().click();
  await page.keyboard.press("Control+A");
}

/** Runs in every new frame: an ear at whatever goes to the loudspeaker. */
export const listenAtTheOutput = `{
  const connect = AudioNode.prototype.connect;
  AudioNode.prototype.connect = function (to, ...rest) {
    if (to instanceof AudioDestinationNode) {
      globalThis.outputEar = new AnalyserNode(this.context, { fftSize: 128 });
      connect.call(this, globalThis.outputEar);
    }
    return connect.call(this, to, ...rest);
  };
}`;

/** Runs in the view: presses stop while a vowel sounds; the milliseconds of sound that still come, by the sound's clock. */
export const stopAndListen = `new Promise((resolve) => {
  const samples = new Float32Array(128);
  const peak = () => {
    globalThis.outputEar.getFloatTimeDomainData(samples);
    return Math.max(...samples.map(Math.abs));
  };
  const clock = () => globalThis.outputEar.context.currentTime * 1000;
  const press = () => {
    const start = clock();
    let last = start;
    document.querySelector("[data-testid=player-stop]").click();
    const listen = () => {
      const now = clock();
      if (peak() > 0.001) last = now;
      if (now - start < 400) setTimeout(listen, 1);
      else resolve(last - start);
    };
    listen();
  };
  const wait = () => (peak() > 0.1 ? press() : setTimeout(wait, 5));
  wait();
})`;
