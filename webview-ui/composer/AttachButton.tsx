// The button that picks files. The picker is the browser's own: it works on the desktop, over SSH and in the browser
// alike, and always shows the computer one sits at.

import { useLayoutEffect, useRef } from "preact/hooks";
import { useApp } from "../app.ts";
import { Icon } from "../ui/IconButton.tsx";
import { acceptedFiles, attachFiles } from "./attachFiles.ts";

/** Opens the picker; what was picked is attached. */
export function AttachButton() {
  const app = useApp();
  const t = app.words.strings;
  const input = useRef<HTMLInputElement>(null);
  const pick = app.pickFiles.value;
  useLayoutEffect(() => {
    if (pick > 0) input.current?.click();
  }, [pick]);
  return (
    <>
      <button
        type="button"
        class="icon-button"
        data-testid="attach"
        title={t.attachHint}
        aria-label={t.attach}
        onClick={() => input.current?.click()}
      >
        <Icon name="attach" />
      </button>
      <input
        ref={input}
        type="file"
        hidden
        multiple
        accept={acceptedFiles}
        data-testid="attach-input"
        onChange={(event) => {
          attachFiles([...(event.currentTarget.files ?? [])], app);
          // So that the same file can be picked again.
          event.currentTarget.value = "";
        }}
      />
    </>
  );
}
