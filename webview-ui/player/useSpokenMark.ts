// Marks the sentence that is being read in the message it comes from.

import { computed, effect } from "@preact/signals";
import { useEffect, useMemo } from "preact/hooks";
import { type ChatApp, useApp } from "../app.ts";
import { showMarks } from "../find/marks.ts";
import type { SpeechPlayer } from "./audio/speechPlayer.ts";
import { SpokenPlace } from "./spokenPlace.ts";

/** How often a sentence that was not found is looked for again, in ms. */
const lookAgainMs = 1000;

/** Nothing is marked where the sentence is not found: what is said is not always what is written. */
export function useSpokenMark(player: SpeechPlayer): void {
  const app = useApp();
  const place = useMemo(() => new SpokenPlace(), []);
  useEffect(() => followSpoken(player, (id) => messageOf(app, id), place), [app, player, place]);
}

/** Marks what `player` says in the message that `messageOf` gives. Returns what stops that. */
export function followSpoken(
  player: Pick<SpeechPlayer, "session" | "messageId" | "report" | "parts">,
  messageOf: (id: string) => HTMLElement | undefined,
  place: SpokenPlace,
): () => void {
  // Reports come many times a second; only where the reading has got to counts.
  const id = computed(() => (player.session.value === undefined ? undefined : player.messageId.value));
  const part = computed(() => player.report.value.part);
  const sentence = computed(() =>
    player.report.value.status === "finished" ? undefined : player.parts.value[part.value],
  );
  return effect(() => {
    const [shown, at, words] = [id.value, part.value, sentence.value];
    if (shown === undefined || words === undefined) {
      showMarks("spoken", []);
      return undefined;
    }
    const look = () => {
      const message = messageOf(shown);
      const range = message && place.find(message, at, words);
      showMarks("spoken", range ? [range] : []);
    };
    look();
    // A reply may still be growing, or be drawn anew: what was not there a moment ago may be now.
    const timer = setInterval(look, lookAgainMs);
    return () => clearInterval(timer);
  });
}

function messageOf({ goTo }: ChatApp, id: string): HTMLElement | undefined {
  return goTo.list?.querySelector<HTMLElement>(`[data-id="${CSS.escape(id)}"]`) ?? undefined;
}
