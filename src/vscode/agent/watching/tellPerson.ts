// One piece of news on its way to the person: said, shown, or dropped as soon as it is no news any more.

import { type Announce, type News, type Sight, waysToTell } from "../../../core/agent/watching/waysToTell.ts";
import { type Disposable, DisposableStore } from "../../../core/util/disposable.ts";
import type { Event } from "../../../core/util/emitter.ts";
import type { ForeignLabel } from "../../chat/chatAgent.ts";
import type { Translate } from "../../errors/describeError.ts";

/** Where a chat is shown. */
export interface WatchedPlace {
  /** Its page is drawn, whether or not the window has the keyboard. */
  readonly isVisible: boolean;
  readonly onDidChangeVisible: Event<void>;
  /** Brings it to the front. */
  open(): unknown;
}

/** How it is told. */
export interface Telling {
  /** Read at each: the setting `mimo.agent.announce`. */
  announce(): Announce;
  /** The window has the keyboard. */
  readonly isFocused: boolean;
  readonly onDidChangeFocus: Event<void>;
  /** Shows it with a button. Resolves to whether that was pressed. */
  notify(text: string, button: string): Promise<boolean>;
  /** Says one sentence, unless `signal` aborts first. Resolves to whether it could be heard. */
  say(text: string, signal: AbortSignal): Promise<boolean>;
  /** Shows it for a moment in the status bar. */
  status(text: string): void;
  /** The tool of others that a call by this name is to. */
  readonly foreignLabel?: (name: string) => ForeignLabel | undefined;
  readonly t: Translate;
  onError(error: unknown): void;
}

/** What is told, and what its button does. */
export interface Told {
  readonly news: News;
  readonly text: string;
  readonly button: string;
  readonly press: () => unknown;
}

/**
 * Tells it once, in the way that fits. Dispose when it is no news any more: what was not said yet is not said then. What a
 * person comes to see by themselves is not said either; a `place` of undefined is shown nowhere.
 */
export function tellPerson(told: Told, place: WatchedPlace | undefined, by: Telling): Disposable {
  const stop = new AbortController();
  void tell(told, place, by, stop).catch((error) => by.onError(error));
  return { dispose: () => stop.abort() };
}

/** Whether the person looks at it. */
export function isSeen(place: WatchedPlace | undefined, by: Pick<Telling, "isFocused">): boolean {
  return by.isFocused && place?.isVisible === true;
}

async function tell(
  { news, text, button, press }: Told,
  place: WatchedPlace | undefined,
  by: Telling,
  stop: AbortController,
): Promise<void> {
  const sight: Sight = { isVisible: place?.isVisible ?? false, isFocused: by.isFocused };
  const way = waysToTell(news, sight, by.announce()).by;
  if (way === "nothing") return;
  if (way === "status") return by.status(text);
  if (way === "speech" && (await isSaid(text, place, by, stop))) return;
  if (await by.notify(text, button)) await press();
}

/** Whether it was said, or need not be said any more. */
async function isSaid(
  text: string,
  place: WatchedPlace | undefined,
  by: Telling,
  stop: AbortController,
): Promise<boolean> {
  const watching = new DisposableStore();
  const look = () => {
    if (isSeen(place, by)) stop.abort();
  };
  watching.add(by.onDidChangeFocus(look));
  if (place) watching.add(place.onDidChangeVisible(look));
  try {
    return (await by.say(text, stop.signal)) || stop.signal.aborted;
  } catch (error) {
    by.onError(error);
    return stop.signal.aborted;
  } finally {
    watching.dispose();
  }
}
