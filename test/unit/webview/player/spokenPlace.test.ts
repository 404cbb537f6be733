// @vitest-environment jsdom
import { signal } from "@preact/signals";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { silence } from "../../../../webview-ui/player/audio/playback.ts";
import { SpokenPlace } from "../../../../webview-ui/player/spokenPlace.ts";
import { followSpoken } from "../../../../webview-ui/player/useSpokenMark.ts";

let message: HTMLElement;
beforeEach(() => {
  message = document.createElement("article");
  message.className = "message";
  message.innerHTML = `<div class="content"><p>First <b>of</b> all. Call sumPaid(items) then.</p><ul><li>Yes.</li><li>Yes.</li></ul></div>
    <div class="actions"><button>Read Aloud</button></div>`;
  document.body.replaceChildren(message);
});

it("finds what runs over elements, whatever its marks", () => {
  expect(String(new SpokenPlace().find(message, 0, "First of all,"))).toBe("First of all");
});

it("finds a call that is said as words", () => {
  expect(String(new SpokenPlace().find(message, 1, "Call sum paid items then."))).toBe("Call sumPaid(items) then");
});

it("of two that are alike finds the one whose turn it is", () => {
  const place = new SpokenPlace();
  const first = place.find(message, 2, "Yes.");
  const second = place.find(message, 3, "Yes.");
  expect(first?.startContainer).not.toBe(second?.startContainer);
  expect(place.find(message, 2, "Yes.")?.startContainer).toBe(first?.startContainer);
});

it("finds nothing where nothing is: other words, the name of a button, a sentence without letters", () => {
  const place = new SpokenPlace();
  expect(place.find(message, 0, "Something else.")).toBeUndefined();
  expect(place.find(message, 0, "Read aloud")).toBeUndefined();
  expect(place.find(message, 0, "…")).toBeUndefined();
});

/** How often the whole message was read. */
const readings = () => vi.spyOn(document, "createTreeWalker");
afterEach(() => {
  vi.restoreAllMocks();
  vi.useRealTimers();
});

it("what is not there is looked for again only when the message has changed", () => {
  const walks = readings();
  const place = new SpokenPlace();
  for (let time = 0; time < 5; time++) expect(place.find(message, 0, "Something else.")).toBeUndefined();
  expect(walks).toHaveBeenCalledTimes(1);
  message.querySelector("p")?.append(" Something else.");
  expect(String(place.find(message, 0, "Something else."))).toBe("Something else");
  expect(walks).toHaveBeenCalledTimes(2);
});

it("the reports of the player look for nothing, a new part does, and what grows is looked at once a second", () => {
  vi.useFakeTimers();
  const player = {
    session: signal<string | undefined>("s"),
    messageId: signal<string | undefined>("m"),
    parts: signal<readonly string[]>(["First of all,", "Nowhere."]),
    report: signal(silence),
  };
  const place = new SpokenPlace();
  const find = vi.spyOn(place, "find");
  const stop = followSpoken(player, () => message, place);
  const report = (part: number) => {
    player.report.value = { ...silence, part, status: "playing", played: Math.random() };
  };
  for (let time = 0; time < 50; time++) report(0);
  expect(find).toHaveBeenCalledTimes(1);
  for (let time = 0; time < 50; time++) report(1);
  player.parts.value = [...player.parts.value, "Another."];
  expect(find).toHaveBeenCalledTimes(2);
  vi.advanceTimersByTime(3000);
  expect(find).toHaveBeenCalledTimes(5);
  stop();
  vi.advanceTimersByTime(3000);
  expect(find).toHaveBeenCalledTimes(5);
});
