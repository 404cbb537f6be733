// A person who looks, or does not, and hears what is told.

import type { Announce } from "../../../../../src/core/agent/watching/waysToTell.ts";
import { Emitter } from "../../../../../src/core/util/emitter.ts";
import type { Telling } from "../../../../../src/vscode/agent/watching/tellPerson.ts";
import { t } from "../../chat/runChats.ts";

export interface PersonOptions {
  readonly isVisible?: boolean;
  readonly isFocused?: boolean;
  readonly how?: Announce;
  /** `false` for a voice that cannot be heard, or an error. */
  readonly voice?: false | Error;
  /** Whether buttons are pressed. */
  readonly presses?: boolean;
}

/** What is told stands in `told`, in order. */
export function person({ isVisible = false, isFocused = true, how = "notification", voice, presses }: PersonOptions) {
  const told: string[] = [];
  const visible = new Emitter<void>();
  const focus = new Emitter<void>();
  /** Sentences wait for it before they sound. */
  let mouth: Promise<void> = Promise.resolve();
  const place = {
    isVisible,
    onDidChangeVisible: visible.event,
    open: () => void told.push("opened"),
  };
  const by = {
    announce: () => how,
    isFocused,
    onDidChangeFocus: focus.event,
    notify: async (text: string, button: string) => {
      told.push(text);
      if (presses) told.push(`pressed ${button}`);
      return presses ?? false;
    },
    say: async (text: string, signal: AbortSignal) => {
      await mouth;
      if (signal.aborted) return false;
      if (voice instanceof Error) throw voice;
      if (voice === false) return false;
      told.push(`said: ${text}`);
      return true;
    },
    status: (text: string) => void told.push(`status: ${text}`),
    t,
    onError: () => {},
  } satisfies Telling;
  return {
    told,
    place,
    by,
    /** The person comes to see it, or goes away. */
    look: (isSeen: boolean) => {
      place.isVisible = isSeen;
      by.isFocused = isSeen || by.isFocused;
      visible.fire();
      focus.fire();
    },
    /** What is said from now on sounds when that is called. */
    holdBreath: () => {
      const { promise, resolve } = Promise.withResolvers<void>();
      mouth = promise;
      return resolve;
    },
  };
}
