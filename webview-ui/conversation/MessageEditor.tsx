// A question being asked differently.

import { useLayoutEffect, useRef } from "preact/hooks";
import { useApp } from "../app.ts";
import { useEnterKey } from "../composer/enterKey.ts";
import type { MessageEdit } from "./messageEdits.ts";

/** What was asked as a text box, `save` on its button. Enter presses that, Escape leaves it as it was; refused, it stays and says why. */
export function MessageEditor({ edit, save: label }: { readonly edit: MessageEdit; readonly save: string }) {
  const { words, edits } = useApp();
  const t = words.strings;
  const box = useRef<HTMLTextAreaElement>(null);
  const { messageId, text, draftId, refusal } = edit;
  const save = () => edits.save(messageId);
  const enter = useEnterKey(save);

  useLayoutEffect(() => {
    const element = box.current;
    if (!element || !edits.takesFocus(messageId)) return;
    element.focus();
    element.setSelectionRange(element.value.length, element.value.length);
  }, [edits, messageId]);

  return (
    <div class="editor">
      <textarea
        ref={box}
        class="editor-text"
        data-testid="edit-text"
        dir="auto"
        aria-label={t.editMessage}
        value={text}
        readOnly={draftId !== undefined}
        onInput={(event) => edits.change(messageId, event.currentTarget.value)}
        onCompositionEnd={enter.onCompositionEnd}
        onKeyDown={(event) => {
          if (event.key !== "Escape") enter.onKeyDown(event);
          else if (!event.isComposing && event.keyCode !== 229) {
            event.preventDefault();
            event.stopPropagation();
            edits.cancel(messageId);
          }
        }}
      />
      {refusal !== undefined && (
        <p class="refusal" role="alert" data-testid="edit-refusal">
          {refusal}
        </p>
      )}
      <div class="row">
        <button type="button" class="button" data-testid="edit-save" onClick={save}>
          {label}
        </button>
        <button
          type="button"
          class="button secondary"
          data-testid="edit-cancel"
          onClick={() => edits.cancel(messageId)}
        >
          {t.cancel}
        </button>
      </div>
    </div>
  );
}
