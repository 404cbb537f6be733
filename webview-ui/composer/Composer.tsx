// Where the person writes, and the controls that go with it.

import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import type { ChatEnvironment } from "../../src/protocol/snapshot.ts";
import { useApp } from "../app.ts";
import { ErrorBoundary } from "../ui/ErrorBoundary.tsx";
import { AgentModePicker } from "./AgentModePicker.tsx";
import { AgentStrips } from "./AgentStrips.tsx";
import { AttachButton } from "./AttachButton.tsx";
import { pasteFiles } from "./attachFiles.ts";
import { ContextNotices } from "./ContextNotices.tsx";
import { ContextRow } from "./ContextRow.tsx";
import { ChangeStart } from "./changeStart.ts";
import { useContextDrop } from "./contextDrop.ts";
import { useEnterKey } from "./enterKey.ts";
import { LazyAttachments } from "./LazyAttachments.tsx";
import { ModelPicker } from "./ModelPicker.tsx";
import { handleContextKey, lookForMention } from "./mentionKeys.ts";
import { Queue } from "./Queue.tsx";
import { SendButton } from "./SendButton.tsx";
import { SuggestionMenu, useMenuRole } from "./SuggestionMenu.tsx";
import { ThinkingToggle, WebSearchToggle } from "./toggles.tsx";

/** The text box and one row of controls below it. */
export function Composer({ environment }: { readonly environment: ChatEnvironment }) {
  const app = useApp();
  const t = app.words.strings;
  const box = useRef<HTMLTextAreaElement>(null);
  const text = app.draft.text.value;
  const send = () => void app.draft.send();
  const enter = useEnterKey(send);
  const [change] = useState(() => new ChangeStart());

  const focus = app.composerFocus.value;
  // Before the next key, which is for the text.
  useLayoutEffect(() => {
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
      <ErrorBoundary fallback={null} retry={app.store.changes.value}>
        <AgentStrips />
      </ErrorBoundary>
      <ErrorBoundary fallback={null} retry={app.store.queue.value}>
        <Queue />
      </ErrorBoundary>
      <ErrorBoundary fallback={null} retry={context.state.value}>
        <ContextNotices />
      </ErrorBoundary>
      <SendRefusal />
      <ErrorBoundary fallback={null} retry={context.candidates.value}>
        <SuggestionMenu box={box} />
      </ErrorBoundary>
      <div class={drop.over.value ? "composer-box dropping" : "composer-box"} {...drop.handlers}>
        <ErrorBoundary fallback={null} retry={context.state.value}>
          <ContextRow box={box} />
        </ErrorBoundary>
        <ErrorBoundary fallback={null} retry={environment}>
          <LazyAttachments environment={environment} />
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
          onBeforeInput={(event) => change.expect(event as InputEvent)}
          onInput={(event) => {
            app.draft.edit(event.currentTarget.value, change.take());
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
            <AgentModePicker environment={environment} />
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
