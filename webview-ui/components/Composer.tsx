// Where the person writes, and the controls that go with it.

import { useEffect, useRef } from "preact/hooks";
import type { ChatEnvironment } from "../../src/protocol/snapshot.ts";
import { useApp } from "../app.ts";
import { AttachButton } from "./AttachButton.tsx";
import { Attachments } from "./Attachments.tsx";
import { pasteFiles } from "./attachFiles.ts";
import { useEnterKey } from "./enterKey.ts";
import { ModelPicker } from "./ModelPicker.tsx";
import { SendButton } from "./SendButton.tsx";
import { ThinkingToggle, WebSearchToggle } from "./toggles.tsx";

/** The text box and one row of controls below it. */
export function Composer({ environment }: { readonly environment: ChatEnvironment }) {
  const app = useApp();
  const t = app.words.strings;
  const box = useRef<HTMLTextAreaElement>(null);
  const text = app.draft.text.value;
  const send = () => {
    // While a reply grows the text waits in the box.
    if (!app.store.streaming.peek()) app.draft.send();
  };
  const enter = useEnterKey(send);

  const focus = app.composerFocus.value;
  useEffect(() => {
    const element = box.current;
    if (focus === 0 || !element) return;
    element.focus();
    element.setSelectionRange(element.value.length, element.value.length);
    element.scrollTop = element.scrollHeight;
  }, [focus]);

  return (
    <footer class="composer">
      <div class="composer-box">
        <Attachments environment={environment} />
        <textarea
          ref={box}
          class="composer-text"
          data-testid="composer"
          rows={1}
          aria-label={t.composerLabel}
          placeholder={t.composerPlaceholder}
          value={text}
          onInput={(event) => app.draft.edit(event.currentTarget.value)}
          onCompositionEnd={enter.onCompositionEnd}
          onKeyDown={enter.onKeyDown}
          onPaste={(event) => pasteFiles(event, app)}
        />
        <div class="controls">
          <AttachButton />
          <ModelPicker environment={environment} />
          <ThinkingToggle environment={environment} />
          <WebSearchToggle environment={environment} />
          <span class="spacer" />
          <SendButton canSend={app.draft.canSend.value} onSend={send} />
        </div>
      </div>
    </footer>
  );
}
