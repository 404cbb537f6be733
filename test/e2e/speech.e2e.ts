// Speech in the real player: every sample once, in order, without gaps, and never against VS Code's rules of sound.
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, expect, it } from "vitest";
import { preciseNow } from "../emulator/options.ts";
import { pcmBytes, wavBytes } from "../emulator/speech/formats.ts";
import { synthesize } from "../emulator/speech/synthesize.ts";
import { waitFor } from "../vscode/waitFor.ts";
import {
  listenAtTheOutput,
  PlayerDriver,
  selectAll,
  soundOf,
  soundOfRequests,
  speechRequests,
  stopAndListen,
  textOf,
} from "./speechSuite.ts";
import { useVsCode } from "./vsCodeFixture.ts";

const notes = [
  "# Notes",
  "",
  "The first sentence is about `getUserById` (in the store).",
  "The second sentence follows it at once.",
  "",
  "这是第三句话，用中文写成。",
].join("\n");
const spoken = [
  { text: "Notes", voice: "Mia" },
  { text: "The first sentence is about get user by id, in the store.", voice: "Mia" },
  { text: "The second sentence follows it at once.", voice: "Mia" },
  { text: "这是第三句话，用中文写成。", voice: "冰糖" },
];
const other = "Another text is read here for the pause. It has two sentences, and each of them has its own sound.";
const broken = "This sentence breaks off in the middle of its sound. The one after it is whole.";
const long = Array.from({ length: 12 }, (_, i) => `Sentence number ${i + 1} of a long text is read now.`).join(" ");
const short = Array.from({ length: 6 }, (_, i) => `This is short sentence ${i + 1} of six.`).join(" ");
const big = "These words make up a long text. ".repeat(32_000);
const source = [
  "// Doubles,",
  "// whatever it is.",
  "export function twice(value: number): number {",
  "",
  "  return value + value;",
  "}",
  "",
  "export const other = 1;",
].join("\n");
const vscode = useVsCode({
  openChat: false,
  changesSettings: true,
  files: {
    "notes.md": notes,
    "other.md": other,
    "broken.md": broken,
    "long.md": long,
    "short.md": short,
    "marks.md": "*** --- ((( \n",
    "big.md": big,
    "twice.ts": source,
  },
});

/**
 * Runs in every new frame: the desktop's rule for sound. Chromium holds it against frames of another origin, and in the
 * browser-served VS Code the view has the workbench's own, so the flag alone does not lock it.
 */
const lockSound = `{
  const Free = AudioContext;
  globalThis.AudioContext = class extends Free {
    constructor(options) {
      super(options);
      this.isLocked = !navigator.userActivation.isActive;
      if (this.isLocked) super.suspend();
    }
    get state() {
      return this.isLocked ? "suspended" : super.state;
    }
    resume() {
      if (this.isLocked && !navigator.userActivation.isActive) {
        console.log("sound was asked for and is locked");
        return new Promise(() => {});
      }
      this.isLocked = false;
      return super.resume();
    }
  };
}`;

const player = () => new PlayerDriver(vscode.window);
beforeEach(() => player().leaveBehind());
const read = async (file: string) => {
  await selectAll(vscode.window, file);
  await vscode.window.runCommand("MiMo: Read Selection Aloud");
};

it("is blocked until a click in the view, then plays from the start: every sample once, in order, without gaps", async () => {
  await vscode.window.page.addInitScript(listenAtTheOutput);
  await vscode.window.page.addInitScript(lockSound);
  await read("notes.md");
  // Looking into the view counts as a gesture there, so nobody looks until it has found itself locked.
  await waitFor("the view to ask for sound", () =>
    vscode.window.record.consoleLines.some((line) => line.includes("sound was asked for and is locked")),
  );
  await new Promise((resolve) => setTimeout(resolve, 2000));
  const blocked = await player().until("blocked");
  expect(blocked.playedMs).toBe(0);
  await player().press("player-unlock");
  const end = await player().untilEnd();
  expect(speechRequests(vscode.emulator.requests).map(({ speech }) => textOf(speech))).toEqual(
    spoken.map(({ text }) => text),
  );
  expect(speechRequests(vscode.emulator.requests).map(({ speech }) => speech.audio?.voice)).toEqual(
    spoken.map(({ voice }) => voice),
  );
  const sound = soundOf(spoken);
  expect(end.playedMs).toBeCloseTo(sound.ms, 2);
  expect(end.checksum).toBe(sound.checksum);
  expect(end.peak).toBeGreaterThan(0.3);
  expect(end.longestGapMs).toBeLessThanOrEqual(20);
});

it("does not pay twice: the same text comes from the cache", async () => {
  await read("notes.md");
  const end = await player().untilEnd();
  expect(speechRequests(vscode.emulator.requests)).toEqual([]);
  expect(end.checksum).toBe(soundOf(spoken).checksum);
  expect(end.longestGapMs).toBeLessThanOrEqual(20);
});

it("sounds with the first chunk, before the second is there", async () => {
  vscode.emulator.setOptions({ pieceDelayMs: 5000 });
  await read("other.md");
  // A chunk is 100 ms of sound.
  const { playedMs } = await player().until("loading", (view) => view.playedMs > 0);
  expect(playedMs).toBeLessThanOrEqual(100);
  await vscode.window.runCommand("MiMo: Stop Reading");
});

it("pauses and goes on without loss", async () => {
  await read("other.md");
  const playing = await player().until("playing", ({ playedMs }) => playedMs > 500);
  console.log(`first sound after ${playing.firstSoundMs} ms`);
  await vscode.window.screenshot("speech-player");
  await player().press("player-toggle");
  const paused = await player().until("paused");
  await new Promise((resolve) => setTimeout(resolve, 400));
  const later = await player().view();
  expect(later.playedMs - paused.playedMs).toBeLessThan(60);
  await player().press("player-toggle");
  const end = await player().untilEnd();
  const sound = soundOfRequests(vscode.emulator.requests);
  expect(end.playedMs).toBeCloseTo(sound.ms, 2);
  expect(end.checksum).toBe(sound.checksum);
  console.log(`longest gap ${end.longestGapMs} ms`);
});

it("goes on in a hidden view without a gap, and fetches its next sentences there", async () => {
  // Pieces of 100 ms every 20 ms, two parts at a time.
  vscode.emulator.setOptions({ pieceDelayMs: 20 });
  await read("short.md");
  // With less than a second in hand, the moment in which VS Code rebuilds its layout is heard.
  await player().until("playing", ({ playedMs }) => playedMs > 1500);
  await vscode.window.runCommand("View: Toggle Secondary Side Bar Visibility");
  const hiddenAt = preciseNow();
  await new Promise((resolve) => setTimeout(resolve, 5000));
  expect(speechRequests(vscode.emulator.requests).at(-1)?.startedAt).toBeGreaterThan(hiddenAt);
  await vscode.window.runCommand("View: Toggle Secondary Side Bar Visibility");
  const end = await player().untilEnd();
  const sound = soundOfRequests(vscode.emulator.requests);
  expect(end.playedMs).toBeCloseTo(sound.ms, 2);
  expect(end.checksum).toBe(sound.checksum);
  console.log(`longest gap ${end.longestGapMs} ms`);
  expect(end.longestGapMs).toBeLessThanOrEqual(20);
});

it("says so when a stream breaks off, and repeats nothing when it is asked to go on", async () => {
  vscode.emulator.addFaults({ kind: "error-in-stream", after: 8 });
  await read("broken.md");
  await player().until("error");
  const heard = await player().view();
  expect(heard.playedMs).toBeGreaterThan(0);
  await player().press("error-action");
  const end = await player().untilEnd();
  const sound = soundOf(broken.split(/(?<=\.) /).map((text) => ({ text, voice: "Mia" })));
  expect(end.playedMs).toBeCloseTo(sound.ms, 2);
  expect(end.checksum).toBe(sound.checksum);
});

it("marks the sentence that is read, and the mark follows", async () => {
  await read("long.md");
  await player().until("playing", ({ playedMs }) => playedMs > 200);
  const mark = vscode.window.page.locator(".view-overlays .cdr[class*=ced-]");
  await expect.poll(() => mark.count()).toBeGreaterThan(0);
  const before = await mark.first().boundingBox();
  await player().press("player-forward");
  await player().until("playing", ({ part }) => part === 1);
  await expect.poll(async () => (await mark.first().boundingBox())?.x).not.toBe(before?.x);
});

it("stops: silent within 50 ms, its requests closed, the mark gone", async () => {
  await player().until("playing");
  const frame = await vscode.window.webview();
  const silentAfter = await frame.evaluate(stopAndListen);
  console.log(`silent ${silentAfter} ms after the stop button`);
  expect(silentAfter).toBeLessThanOrEqual(50);
  await vscode.window.page.locator(".view-overlays .cdr[class*=ced-]").first().waitFor({ state: "detached" });
  await player().until("idle");
  const count = speechRequests(vscode.emulator.requests).length;
  await new Promise((resolve) => setTimeout(resolve, 500));
  expect(speechRequests(vscode.emulator.requests).length).toBe(count);
});

it("reads twice as fast without losing a sample", async () => {
  await vscode.window.runCommand("MiMo: Clear Speech Cache");
  await read("other.md");
  await vscode.window.byTestId("player-speed").selectOption("2");
  const view = await vscode.window.webview();
  /** What was played, and the sound's own clock; both in ms. */
  const look = async (after: number) => {
    await player().until("playing", ({ playedMs }) => playedMs > after);
    return view.evaluate<[number, number]>(
      `[Number(document.querySelector("[data-testid=player]").dataset.playedMs), outputEar.context.currentTime * 1000]`,
    );
  };
  const [playedBefore, before] = await look(1000);
  const [playedLater, later] = await look(5000);
  const end = await player().untilEnd();
  expect(end.playedMs).toBeCloseTo(soundOfRequests(vscode.emulator.requests).ms, 2);
  const speed = (playedLater - playedBefore) / (later - before);
  console.log(`played at a speed of ${speed.toFixed(2)}`);
  // What was played is told every 50 ms.
  expect(Math.abs(speed - 2)).toBeLessThan(0.3);
  await read("other.md");
  await vscode.window.byTestId("player-speed").selectOption("1");
  await vscode.window.runCommand("MiMo: Stop Reading");
});

it("says that there is nothing to read in marks alone", async () => {
  await read("marks.md");
  await vscode.window.notifications.waitFor(/nothing to read here/);
  expect(vscode.emulator.requests.length).toBe(0);
});

it("asks before it reads a megabyte, and says how long that is", async () => {
  await read("big.md");
  await expect.poll(() => vscode.window.dialog.text()).toMatch(/about \d+\.\d hours of speech/);
  await vscode.window.dialog.press("Cancel");
  expect(vscode.emulator.requests.length).toBe(0);
});

it("says that nobody has the voice in the setting", async () => {
  await vscode.changeSettings({ "mimo.speech.voice": "Nobody" });
  await read("other.md");
  await player().until("error");
  expect(await player().element.textContent()).toContain("No voice has the name");
  await vscode.changeSettings({ "mimo.speech.voice": "Dean" });
  await read("other.md");
  await player().until("playing");
  expect(speechRequests(vscode.emulator.requests)[0]?.speech.audio?.voice).toBe("Dean");
  await vscode.changeSettings({ "mimo.speech.voice": "auto" });
});

it("says it in words when the service refuses", async () => {
  await vscode.window.runCommand("MiMo: Clear Speech Cache");
  vscode.emulator.addFaults({ kind: "status", status: 402 });
  await read("other.md");
  await player().until("error");
  expect(await player().element.textContent()).toContain("balance is used up");
  await vscode.window.runCommand("MiMo: Stop Reading");
  await player().until("idle");
});

it("reads the comment or the symbol at the cursor when nothing is selected", async () => {
  const { page, quickInput } = vscode.window;
  await selectAll(vscode.window, "twice.ts");
  const goTo = async (place: string) => {
    await page.keyboard.press("Control+G");
    await quickInput.widget.waitFor();
    await quickInput.type(`:${place}`);
    await quickInput.accept();
    await quickInput.widget.waitFor({ state: "hidden" });
  };
  const spokenAt = async (place: string) => {
    await goTo(place);
    // Where the cursor is stands in the breadcrumbs as soon as the language knows its symbols.
    if (place !== "1:8")
      await page
        .locator(".breadcrumbs-below-tabs, .breadcrumbs-control")
        .getByText("twice", { exact: true })
        .first()
        .waitFor();
    vscode.emulator.reset();
    await vscode.window.runCommand("MiMo: Read Selection Aloud");
    await player().untilEnd();
    return speechRequests(vscode.emulator.requests)
      .map(({ speech }) => textOf(speech))
      .join(" ");
  };
  expect(await spokenAt("1:8")).toBe("Doubles, whatever it is.");
  const symbol = await spokenAt("5:5");
  expect(symbol).toMatch(/function twice/);
  expect(symbol).toMatch(/return value plus value/);
  expect(symbol).not.toMatch(/other|whatever/);
});

it("lets one hear each voice, sing, and choose a style", async () => {
  const { quickInput } = vscode.window;
  const choose = async (label: string) => {
    await vscode.window.runCommand("MiMo: Select Voice");
    await quickInput.waitUntilShows("Select Voice");
    // The list draws only what fits.
    await quickInput.type(label);
    await quickInput.pick(label);
  };
  const readAndLook = async () => {
    vscode.emulator.reset();
    await read("other.md");
    const request = await vscode.emulator.waitForRequest(({ body }) => body !== undefined);
    await vscode.window.runCommand("MiMo: Stop Reading");
    return (request.body as { messages: { role: string; content: string }[] }).messages;
  };
  await vscode.window.runCommand("MiMo: Clear Speech Cache");
  await vscode.window.runCommand("MiMo: Select Voice");
  await quickInput.waitUntilShows("Select Voice");
  await quickInput.pressButton("Hear a Sample", "Milo");
  await player().untilEnd();
  expect(speechRequests(vscode.emulator.requests).map(({ speech }) => speech.audio?.voice)).toEqual(["Milo"]);
  await quickInput.cancel();
  await choose("Sing");
  await choose("Style…");
  await quickInput.waitUntilShows("Style of Speech");
  await quickInput.pick("Lively and cheerful.");
  const [style, text] = await readAndLook();
  expect(style).toEqual({ role: "user", content: "Lively and cheerful." });
  expect(text?.content).toMatch(/^\(singing\)Another text/);
  await choose("Stop Singing");
  await choose("Style…");
  await quickInput.pick("No Style");
  expect((await readAndLook()).map(({ role }) => role)).toEqual(["assistant"]);
});

it("reads on from the sentence one points at", async () => {
  const { page, quickInput } = vscode.window;
  await read("long.md");
  await player().until("playing");
  await page.locator(".editor-group-container.active .view-lines").first().click();
  await page.keyboard.press("Control+G");
  await quickInput.type(`:1:${long.indexOf("number 4") + 3}`);
  await quickInput.accept();
  await vscode.window.runCommand("Show or Focus Hover");
  await page.locator(".monaco-hover").getByText("Read from Here").first().click();
  await player().until("playing", ({ part }) => part === 3);
  await vscode.window.runCommand("MiMo: Stop Reading");
});

it("designs a voice: hears it, keeps it under a name, reads with it", async () => {
  const { quickInput, notifications } = vscode.window;
  await vscode.window.runCommand("MiMo: Design Voice");
  await quickInput.waitUntilShows("Describe the voice");
  await quickInput.type("An old storyteller with a deep voice");
  await quickInput.accept();
  await notifications.waitFor(/Do you like this voice/);
  const sample = await vscode.emulator.waitForRequest(({ path }) => path.endsWith("/chat/completions"));
  expect(sample.body).toMatchObject({ model: "mimo-v2.5-tts-voicedesign" });
  await notifications.press(/Do you like this voice/, "Keep This Voice");
  await quickInput.waitUntilShows("Name of the Voice");
  await quickInput.type("Storyteller");
  await quickInput.accept();
  await notifications.waitFor(/Storyteller reads from now on/);
  vscode.emulator.reset();
  await read("other.md");
  const end = await player().untilEnd();
  const requests = speechRequests(vscode.emulator.requests);
  expect(new Set(requests.map(({ body }) => (body as { model: string }).model))).toEqual(
    new Set(["mimo-v2.5-tts-voicedesign"]),
  );
  const voice = "An old storyteller with a deep voice";
  expect(end.playedMs).toBeCloseTo(soundOf(requests.map(({ speech }) => ({ text: textOf(speech), voice }))).ms, 2);
  await vscode.changeSettings({ "mimo.speech.voice": "auto" });
});

it("saves what was read, without asking for it again", async () => {
  const { quickInput } = vscode.window;
  await read("notes.md");
  await player().untilEnd();
  const asked = vscode.emulator.requests.length;
  const save = async (name: string) => {
    await player().press("player-save");
    await quickInput.waitUntilShows("Save Speech");
    await quickInput.nameFile(join(vscode.workspace, name), "notes.md");
  };
  const saved = (name: string) =>
    expect.poll(() => existsSync(join(vscode.workspace, name)), { timeout: 20_000 }).toBe(true);
  await save("speech.wav");
  await saved("speech.wav");
  expect(vscode.emulator.requests.length).toBe(asked);
  // MP3 is made by the service: that is said first, and it is kept.
  await save("speech.mp3");
  expect(await vscode.window.dialog.text()).toContain(`Requests for it: ${spoken.length}`);
  await vscode.window.dialog.press("Save as MP3");
  await saved("speech.mp3");
  expect(vscode.emulator.requests.length).toBe(asked + spoken.length);
  await save("again.mp3");
  await saved("again.mp3");
  expect(vscode.emulator.requests.length).toBe(asked + spoken.length);
  const wav = readFileSync(join(vscode.workspace, "speech.wav"));
  expect(((wav.length - 44) / 48_000) * 1000).toBeCloseTo(soundOf(spoken).ms, 2);
  const mp3 = readFileSync(join(vscode.workspace, "speech.mp3"));
  expect([mp3[0], (mp3[1] ?? 0) & 0xe0]).toEqual([0xff, 0xe0]);
  // 96 bytes are 576 samples of 24 kHz.
  expect((mp3.length / 96) * 24).toBeGreaterThanOrEqual(soundOf(spoken).ms);
});

it("plays from wherever one goes, back to what it has let go included", async () => {
  await read("long.md");
  await player().until("playing");
  const forward = await player().step("player-forward", 6);
  expect(forward.to).toBe(forward.from + 6);
  await player().until("playing", ({ part }) => part >= forward.to);
  // Back from within a sentence is to its start first.
  const back = await player().step("player-back", 3);
  expect([back.from - 3, back.from - 2]).toContain(back.to);
  await player().until("playing", ({ part }) => part >= back.to);
  await vscode.window.page.locator(".editor-group-container.active .view-lines").first().click();
  await vscode.window.page.keyboard.press("Control+End");
  await vscode.window.runCommand("MiMo: Read from Here");
  await player().until("playing", ({ part }) => part === 11);
  await vscode.window.runCommand("MiMo: Stop Reading");
});

it("clones a voice: checks the file, asks for consent, and sends the recording", async () => {
  const { quickInput, notifications, dialog } = vscode.window;
  const recording = wavBytes(pcmBytes(synthesize("This is how I sound.", "Milo")));
  writeFileSync(join(vscode.workspace, "me.wav"), recording);
  writeFileSync(join(vscode.workspace, "text.wav"), "This is no sound.");
  const choose = async (name: string) => {
    await vscode.window.runCommand("MiMo: Clone Voice");
    await quickInput.waitUntilShows("Choose a Recording");
    await quickInput.nameFile(join(vscode.workspace, name));
  };
  await choose("text.wav");
  await notifications.waitFor(/neither WAV nor MP3/);
  await choose("me.wav");
  expect(await dialog.text()).toContain("its owner has agreed");
  await dialog.press("I Confirm");
  await quickInput.waitUntilShows("Name of the Voice");
  await quickInput.type("Me");
  await quickInput.accept();
  await notifications.waitFor(/Me reads from now on/);
  await read("other.md");
  const end = await player().untilEnd();
  const [request] = speechRequests(vscode.emulator.requests);
  expect(request?.body).toMatchObject({ model: "mimo-v2.5-tts-voiceclone" });
  expect(request?.speech.audio?.voice).toBe(`data:audio/wav;base64,${recording.toString("base64")}`);
  expect(end.playedMs).toBeGreaterThan(1000);
  await vscode.changeSettings({ "mimo.speech.voice": "auto" });
});

it("deletes a voice and its recording", async () => {
  const { quickInput, dialog } = vscode.window;
  const recordings = () =>
    readdirSync(join(vscode.server.dataDir, "data", "User", "globalStorage"), {
      recursive: true,
      encoding: "utf8",
    }).filter((file) => /voices\/.*\.sample$/.test(file));
  expect(recordings().length).toBe(1);
  await vscode.window.runCommand("MiMo: Select Voice");
  await quickInput.waitUntilShows("Select Voice");
  // The list draws only what fits.
  await quickInput.type("Me");
  await quickInput.pressButton("Delete Voice", "Me");
  expect(await dialog.text()).toContain("Delete the voice Me and its recording?");
  await dialog.press("Delete");
  await quickInput.row("Me").waitFor({ state: "detached" });
  await quickInput.type("Story");
  await quickInput.row("Storyteller").waitFor();
  expect(recordings()).toEqual([]);
  await quickInput.cancel();
});

it("reads an answer through the button of its message", async () => {
  await vscode.chat.open();
  vscode.emulator.setScript({ text: "The answer is **four** (see `twoPlusTwo`)." });
  await vscode.chat.ask("What is two and two?");
  await (await vscode.chat.inLastAssistant("read-message")).click();
  const end = await player().untilEnd();
  const [request] = speechRequests(vscode.emulator.requests);
  expect(request && textOf(request.speech)).toBe("The answer is four, see two plus two.");
  expect(end.playedMs).toBeCloseTo(soundOfRequests(vscode.emulator.requests).ms, 2);
});

it("reads a reply while it is written, without reasoning and code", async () => {
  await vscode.changeSettings({ "mimo.speech.readReplies": true });
  vscode.emulator.setScript({
    reasoning: "Let me think about this.",
    text: "Here is how that is done in one line.\n\n```ts\nconst answer = 42;\n```\n\nThat is all there is to it. Nothing else is needed.",
    delayMs: 400,
  });
  await vscode.chat.send("How is it done?");
  await player().until("playing");
  expect((await vscode.chat.lastAssistant()).state).toBe("streaming");
  const end = await player().untilEnd();
  expect(speechRequests(vscode.emulator.requests).map(({ speech }) => textOf(speech))).toEqual([
    "Here is how that is done in one line.",
    "That is all there is to it.",
    "Nothing else is needed.",
  ]);
  expect(end.playedMs).toBeCloseTo(soundOfRequests(vscode.emulator.requests).ms, 2);
  await vscode.changeSettings({ "mimo.speech.readReplies": false });
});

it("explains aloud: the first sentence sounds while the rest is being written", async () => {
  vscode.emulator.setScript({
    text: "This is the first sentence of it. Here is a second one that takes its time. And a third.",
    delayMs: 600,
    pieceSize: 8,
  });
  await selectAll(vscode.window, "notes.md");
  await vscode.window.runCommand("MiMo: Explain Aloud");
  await player().until("playing", ({ playedMs }) => playedMs > 0);
  const [explanation] = vscode.emulator.requests;
  expect(explanation?.finishedAt).toBeUndefined();
  const end = await player().untilEnd();
  expect(end.playedMs).toBeCloseTo(soundOfRequests(vscode.emulator.requests).ms, 2);
});
