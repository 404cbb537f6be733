// A question being asked differently.

import { useSignal } from "@preact/signals";
import { useLayoutEffect, useRef } from "preact/hooks";
import { useApp } from "../app.ts";
import { useEnterKey } from "./enterKey.ts";

interface Props {
  readonly text: string;
  /** Called with a text that is not blank. */
  readonly onSave: (text: string) => void;
  readonly onCancel: () => void;
}

/** The bubble as a text box. Enter sends, Escape leaves it as it was. */
export function MessageEditor({ text, onSave, onCancel }: Props) {
  const { words } = useApp();
  const t = words.strings;
  const box = useRef<HTMLTextAreaElement>(null);
  const draft = useSignal(text);
  const save = () => {
    if (/\S/.test(draft.value)) onSave(draft.value);
  };
  const enter = useEnterKey(save);

  useLayoutEffect(() => {
    box.current?.focus();
    box.current?.setSelectionRange(text.length, text.length);
  }, [text]);

  return (
    <div class="editor">
      <textarea
        ref={box}
        class="editor-text"
        data-testid="edit-text"
        dir="auto"
        aria-label={t.editMessage}
        value={draft.value}
        onInput={(event) => {
          draft.value = event.currentTarget.value;
        }}
        onCompositionEnd={enter.onCompositionEnd}
        onKeyDown={(event) => {
          if (event.key === "Escape" && !event.isComposing) onCancel();
          else enter.onKeyDown(event);
        }}
      />
      <div class="row">
        <button type="button" class="button" data-testid="edit-save" onClick={save}>
          {t.save}
        </button>
        <button type="button" class="button secondary" data-testid="edit-cancel" onClick={onCancel}>
          {t.cancel}
        </button>
      </div>
    </div>
  );
}
