// A question being asked differently.

import { useLayoutEffect, useRef } from "preact/hooks";
import { useApp } from "../app.ts";
import type { MessageEdit } from "../state/messageEdits.ts";
import { useEnterKey } from "./enterKey.ts";

/** The bubble as a text box. Enter sends, Escape leaves it as it was; refused, it stays and says why. */
export function MessageEditor({ edit }: { readonly edit: MessageEdit }) {
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
          {t.save}
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
