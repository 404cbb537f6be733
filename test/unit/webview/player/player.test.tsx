// @vitest-environment jsdom
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { SpeechToWebview } from "../../../../src/protocol/speech.ts";
import { drawn, open, type View } from "../render.tsx";

/** Sound that never begins. */
class SilentContext {
  readonly state = "suspended";
  readonly currentTime = 0;
  readonly audioWorklet = { addModule: () => new Promise<void>(() => {}) };
  resume = () => new Promise<void>(() => {});
  suspend = async () => {};
}

let view: View;
beforeEach(async () => {
  vi.stubGlobal("AudioContext", SilentContext);
  view = await open([]);
});
afterEach(async () => {
  await view.close();
  vi.unstubAllGlobals();
});

async function tell(...messages: SpeechToWebview[]): Promise<void> {
  for (const message of messages) view.app.receive(message);
  await drawn();
}

it("leaves the thumb of the progress with who holds it", async () => {
  const session = "s";
  await tell(
    { type: "speechOpen", session, title: "notes.md" },
    { type: "speechParts", session, texts: ["One is here.", "Two is here."], closed: true },
  );
  const player = await view.app.player.load();
  const thumb = view.get<HTMLInputElement>("player-progress");
  const move = async (offset: number) => {
    player.report.value = { ...player.report.peek(), length: 1000, complete: true, offset, status: "playing" };
    await drawn();
  };
  await move(500);
  expect(thumb.value).toBe("250");
  thumb.value = "800";
  thumb.dispatchEvent(new InputEvent("input", { bubbles: true }));
  await move(600);
  expect(thumb.value).toBe("800");
  thumb.dispatchEvent(new Event("change", { bubbles: true }));
  await drawn();
  expect(player.report.peek().part).toBe(1);
  expect(thumb.value).toBe("500");
});
