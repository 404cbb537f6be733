// Says that files may be dropped, while some are held over the view, and takes them.

import { useSignal } from "@preact/signals";
import { useLayoutEffect } from "preact/hooks";
import { useApp } from "../app.ts";
import { Icon } from "../ui/IconButton.tsx";
import { attachFiles, carriesFiles } from "./attachFiles.ts";

/** Covers the view while files are dragged over it. What carries no files passes. */
export function DropOverlay() {
  const app = useApp();
  const over = useSignal(false);
  useLayoutEffect(() => {
    const listening = new AbortController();
    const { signal } = listening;
    const hover = (event: DragEvent) => {
      if (!carriesFiles(event)) return;
      event.preventDefault();
      if (event.dataTransfer) event.dataTransfer.dropEffect = "copy";
      over.value = true;
    };
    document.addEventListener("dragenter", hover, { signal });
    document.addEventListener("dragover", hover, { signal });
    document.addEventListener(
      "dragleave",
      (event) => {
        // Not from one element to the next: out of the view.
        if (event.relatedTarget === null) over.value = false;
      },
      { signal },
    );
    document.addEventListener(
      "drop",
      (event) => {
        over.value = false;
        if (!carriesFiles(event)) return;
        event.preventDefault();
        attachFiles([...(event.dataTransfer?.files ?? [])], app);
      },
      { signal },
    );
    return () => listening.abort();
  }, [app, over]);
  if (!over.value) return null;
  return (
    <div class="drop-overlay" data-testid="drop-overlay" aria-hidden="true">
      <Icon name="attach" />
      {app.words.strings.dropHere}
    </div>
  );
}
