// Something that has to be seen whole: a command, a diff, a text. It scrolls and is never cut, and what no eye sees in it
// is shown.

import { useLayoutEffect, useRef } from "preact/hooks";
import type { ShownText as Shown } from "../../src/protocol/agent.ts";
import { ChunkedText } from "../markdown/chunkedText.ts";

/** Lines of a diff that are coloured; longer ones are plain text. */
const mostColoured = 2000;

/** Turns the direction of reading, or is nothing to the eye: what a command does must not hide behind it. */
const unseen = /(?!\n|\t|\uFE0F)[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu;

/** `text` with what cannot be seen in it written out: `‹U+202E›`. */
export function visible(text: string): string {
  return text.replace(unseen, (character) => {
    const code = character.codePointAt(0)?.toString(16).toUpperCase().padStart(4, "0");
    return `‹U+${code}›`;
  });
}

/** `shown` in a box of its own. */
export function ShownText({ shown: { kind, text }, label }: { readonly shown: Shown; readonly label: string }) {
  const root = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const element = root.current;
    if (!element) return;
    element.replaceChildren();
    const plain = visible(text.replace(/\r\n/g, "\n"));
    const lines = kind === "diff" ? plain.split("\n") : [];
    if (lines.length === 0 || lines.length > mostColoured) {
      new ChunkedText(element, "div", { size: 16_384, hardSize: 32_768 }).write(plain);
      return;
    }
    for (const line of lines) {
      const row = document.createElement("div");
      row.className = kindOf(line);
      row.textContent = line === "" ? "\n" : line;
      element.append(row);
    }
  }, [kind, text]);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached
    <section class="tool-box shown" data-kind={kind} data-testid="shown" aria-label={label} tabIndex={0}>
      <div class="plain tool-text-block" dir="ltr" ref={root} />
    </section>
  );
}

function kindOf(line: string): string {
  if (line.startsWith("@@")) return "diff-place";
  if (line.startsWith("+")) return "diff-added";
  return line.startsWith("-") ? "diff-removed" : "diff-same";
}
