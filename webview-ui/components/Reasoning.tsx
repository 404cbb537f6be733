// What the model thought: open while it thinks, one line once it answers, and after that as the person wants it.

import { type ReadonlySignal, useSignal } from "@preact/signals";
import { useRef } from "preact/hooks";
import { useApp } from "../app.ts";
import { hasSelection } from "../selection.ts";
import type { TextLog } from "../state/textLog.ts";
import { fill, type Words } from "../words.ts";
import { GrowingText } from "./GrowingText.tsx";
import { Icon } from "./IconButton.tsx";

interface Props {
  readonly text: ReadonlySignal<TextLog>;
  /** Whether it is still growing. */
  readonly thinking: boolean;
  readonly milliseconds: number | undefined;
}

/** A piece of reasoning of one reply. */
export function Reasoning({ text, thinking, milliseconds }: Props) {
  const { words, follow } = useApp();
  const root = useRef<HTMLDetailsElement>(null);
  // What the person chose by hand wins.
  const chosen = useSignal<boolean | undefined>(undefined);
  const grows = thinking && milliseconds === undefined;
  const grew = useRef(grows);
  const isRead = useRef(false);
  // It does not fold under the eyes of one who reads it.
  if (grew.current && !grows)
    isRead.current = !follow.atEnd.peek() || (root.current !== null && hasSelection(root.current));
  grew.current = grows;
  const open = chosen.value ?? (grows || isRead.current);
  const shown = useRef(open);
  shown.current = open;
  return (
    <details
      ref={root}
      class="reasoning"
      data-testid="reasoning"
      open={open}
      onToggle={(event) => {
        // Opened by other means than the line below, such as finding text in the page.
        const now = event.currentTarget.open;
        if (now !== shown.current) chosen.value = now;
      }}
    >
      {/* biome-ignore lint/a11y/noStaticElementInteractions: a summary is a button */}
      <summary
        onClick={(event) => {
          event.preventDefault();
          chosen.value = !open;
        }}
      >
        <Icon name={open ? "chevron-down" : "chevron-right"} />
        <span>{headline(words, thinking, milliseconds)}</span>
      </summary>
      <GrowingText text={text} growing={thinking} class="reasoning-text" testId="reasoning-text" />
    </details>
  );
}

function headline({ strings }: Words, thinking: boolean, milliseconds: number | undefined): string {
  if (milliseconds === undefined) return thinking ? strings.thinkingNow : strings.thought;
  const seconds = Math.max(1, Math.round(milliseconds / 1000));
  if (seconds < 60) return fill(strings.thoughtFor, seconds);
  return fill(strings.thoughtForMinutes, Math.floor(seconds / 60), seconds % 60);
}
