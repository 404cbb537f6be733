// One button below an answer whose code belongs to several files.

import { useSignal } from "@preact/signals";
import { useLayoutEffect, useRef } from "preact/hooks";
import { useApp } from "../app.ts";
import { readCodeBlock } from "./readCodeBlock.ts";

/** What the host takes at once. */
const maxBlocks = 100;

/** Shown once the answer is there (`ready`) and two of its blocks or more name a file. */
export function ApplyAll({ ready }: { readonly ready: boolean }) {
  const { post, words } = useApp();
  const root = useRef<HTMLDivElement>(null);
  const count = useSignal(0);
  const blocks = () => {
    const message = root.current?.closest("[data-testid=message]");
    const all = [...(message?.querySelectorAll<HTMLElement>(".content .code-block[data-path]") ?? [])];
    return all.slice(0, maxBlocks).map(readCodeBlock);
  };
  useLayoutEffect(() => {
    count.value = ready ? blocks().length : 0;
  });
  const { applyAllCode, applyAllHint } = words.strings;
  return (
    <div class="apply-all" ref={root}>
      {count.value > 1 && (
        <button
          type="button"
          class="button secondary"
          data-testid="code-apply-all"
          title={applyAllHint}
          onClick={() => post({ type: "applyAll", blocks: blocks() })}
        >
          {applyAllCode}
        </button>
      )}
    </div>
  );
}
