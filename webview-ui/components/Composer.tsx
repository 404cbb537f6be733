// Where the person writes, and the controls that go with it.

import { useEffect, useRef } from "preact/hooks";
import type { ChatEnvironment } from "../../src/protocol/snapshot.ts";
import { useApp } from "../app.ts";
import { AttachButton } from "./AttachButton.tsx";
import { Attachments } from "./Attachments.tsx";
import { pasteFiles } from "./attachFiles.ts";
import { ContextNotices } from "./ContextNotices.tsx";
import { ContextRow } from "./ContextRow.tsx";
import { useContextDrop } from "./contextDrop.ts";
import { ErrorBoundary } from "./ErrorBoundary.tsx";
import { useEnterKey } from "./enterKey.ts";
import { MentionMenu, useMenuRole } from "./MentionMenu.tsx";
import { ModelPicker } from "./ModelPicker.tsx";
import { handleContextKey, lookForMention } from "./mentionKeys.ts";
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

  const { context, draft } = app;
  // A box that goes away in mid-composition tells nobody.
  useEffect(() => () => draft.compositionEnded(), [draft]);
  useEffect(() => context.textChanged(text), [context, text]);
  useMenuRole(box);
  const drop = useContextDrop(box);

  return (
    <footer class="composer">
      {/* Whatever comes from the host, one can write and send. */}
      <ErrorBoundary fallback={null} retry={context.state.value}>
        <ContextNotices />
      </ErrorBoundary>
      <SendRefusal />
      <ErrorBoundary fallback={null} retry={context.candidates.value}>
        <MentionMenu box={box} />
      </ErrorBoundary>
      <div class={drop.over.value ? "composer-box dropping" : "composer-box"} {...drop.handlers}>
        <ErrorBoundary fallback={null} retry={context.state.value}>
          <ContextRow box={box} />
        </ErrorBoundary>
        <ErrorBoundary fallback={null} retry={environment}>
          <Attachments environment={environment} />
        </ErrorBoundary>
        <textarea
          ref={box}
          class="composer-text"
          data-testid="composer"
          dir="auto"
          rows={1}
          aria-label={t.composerLabel}
          placeholder={t.composerPlaceholder}
          value={text}
          onInput={(event) => {
            app.draft.edit(event.currentTarget.value);
            // What an input method is still composing is no query yet.
            if (!event.isComposing) lookForMention(context, event.currentTarget);
          }}
          onSelect={(event) => {
            if (context.isOpen.peek()) lookForMention(context, event.currentTarget);
          }}
          onBlur={() => context.close()}
          onCompositionStart={() => app.draft.compositionStarted()}
          onCompositionEnd={(event) => {
            enter.onCompositionEnd();
            app.draft.compositionEnded(event.currentTarget.value);
            lookForMention(context, event.currentTarget);
          }}
          onKeyDown={(event) => {
            if (!handleContextKey(event, app, event.currentTarget)) enter.onKeyDown(event);
          }}
          onPaste={(event) => pasteFiles(event, app)}
        />
        <div class="controls">
          <AttachButton />
          <ErrorBoundary fallback={null} retry={environment}>
            <ModelPicker environment={environment} />
            <ThinkingToggle environment={environment} />
            <WebSearchToggle environment={environment} />
          </ErrorBoundary>
          <span class="spacer" />
          <SendButton canSend={app.draft.canSend.value} onSend={send} />
        </div>
      </div>
    </footer>
  );
}

/** Why the question is still in the box. */
function SendRefusal() {
  const { refusal } = useApp().draft;
  if (refusal.value === undefined) return null;
  return (
    <p class="refusal" role="alert" data-testid="send-refusal">
      {refusal.value}
    </p>
  );
}
