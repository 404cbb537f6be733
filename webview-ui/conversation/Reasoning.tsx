// What the model thought: open while it thinks, one line once it answers, and after that as the person wants it.

import { type ReadonlySignal, useSignal } from "@preact/signals";
import { useLayoutEffect, useRef } from "preact/hooks";
import { useApp } from "../app.ts";
import { Icon } from "../ui/IconButton.tsx";
import { hasSelection } from "../ui/selection.ts";
import { fill, type Words } from "../words.ts";
import { BoldMarkers } from "./boldMarkers.ts";
import { GrowingText } from "./GrowingText.tsx";
import type { TextLog } from "./textLog.ts";

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
  const box = useRef<HTMLDivElement>(null);
  // What the person chose by hand wins.
  const chosen = useSignal<boolean | undefined>(undefined);
  const grows = thinking && milliseconds === undefined;
  const grew = useRef(grows);
  const isRead = useRef(false);
  /** Read in its own box, which keeps its size then. */
  const isReadInside = useRef(false);
  // It does not fold under the eyes of one who reads it.
  if (grew.current && !grows) {
    isReadInside.current = box.current !== null && !isAtEnd(box.current);
    isRead.current =
      isReadInside.current || !follow.atEnd.peek() || (root.current !== null && hasSelection(root.current));
  }
  grew.current = grows;
  const open = chosen.value ?? (grows || isRead.current);
  const shown = useRef(open);
  shown.current = open;
  useLayoutEffect(() => (grows && box.current ? followEnd(box.current) : undefined), [grows]);
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
        data-testid="reasoning-line"
        onClick={(event) => {
          event.preventDefault();
          chosen.value = !open;
        }}
      >
        <Icon name={open ? "chevron-down" : "chevron-right"} />
        <span>{headline(words, thinking, milliseconds)}</span>
      </summary>
      <div class={grows || isReadInside.current ? "reasoning-box growing" : "reasoning-box"} ref={box}>
        <GrowingText text={text} growing={thinking} class="reasoning-text" testId="reasoning-text" filter={newFilter} />
      </div>
    </details>
  );
}

const newFilter = () => new BoldMarkers();

const isAtEnd = ({ scrollHeight, scrollTop, clientHeight }: Element) => scrollHeight - scrollTop - clientHeight <= 8;

/** Keeps the end of what grows in `box` in sight, until somebody scrolls up in it. Returns what stops that. */
function followEnd(box: HTMLElement): () => void {
  const content = box.firstElementChild;
  if (!content || typeof ResizeObserver === "undefined") return () => {};
  let follows = true;
  const onScroll = () => {
    follows = isAtEnd(box);
  };
  box.addEventListener("scroll", onScroll, { passive: true });
  // Called after layout and before paint, so this forces no layout of its own.
  const observer = new ResizeObserver(() => {
    if (follows && !hasSelection(box)) box.scrollTop = box.scrollHeight;
  });
  observer.observe(content);
  return () => {
    observer.disconnect();
    box.removeEventListener("scroll", onScroll);
  };
}

function headline({ strings }: Words, thinking: boolean, milliseconds: number | undefined): string {
  if (milliseconds === undefined) return thinking ? strings.thinkingNow : strings.thought;
  const seconds = Math.max(1, Math.round(milliseconds / 1000));
  if (seconds < 60) return fill(strings.thoughtFor, seconds);
  return fill(strings.thoughtForMinutes, Math.floor(seconds / 60), seconds % 60);
}
