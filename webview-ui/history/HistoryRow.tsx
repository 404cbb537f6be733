// One past conversation: pressed, it opens; its buttons appear on hover and focus.

import { type ReadonlySignal, useComputed, useSignal } from "@preact/signals";
import { useLayoutEffect, useRef } from "preact/hooks";
import type { HistoryItem } from "../../src/protocol/history.ts";
import { useApp } from "../app.ts";
import { IconButton } from "../ui/IconButton.tsx";

interface Props {
  readonly item: HistoryItem;
  /** When it was changed, in words. */
  readonly time: string;
  /** The id of the one that the Tab key reaches. */
  readonly activeId: ReadonlySignal<string>;
  readonly onFocus: () => void;
  readonly onDelete: () => void;
}

/** A row of the list. */
export function HistoryRow({ item, time, activeId, onFocus, onDelete }: Props) {
  const { history, words } = useApp();
  const t = words.strings;
  const editing = useSignal(false);
  const button = useRef<HTMLButtonElement>(null);
  const takesFocus = useRef(false);
  useLayoutEffect(() => {
    if (takesFocus.current) button.current?.focus();
    takesFocus.current = false;
  });
  const isActive = useComputed(() => activeId.value === item.id);
  const tabIndex = isActive.value ? 0 : -1;

  if (editing.value) {
    const close = (title: string | undefined, byKey: boolean) => {
      if (!editing.value) return;
      // Leaving the box by a click elsewhere leaves the focus there.
      takesFocus.current = byKey;
      editing.value = false;
      if (title !== undefined) history.rename(item.id, title);
    };
    return (
      <li class="history-item" data-testid="history-item">
        <NameBox title={item.title} onClose={close} />
      </li>
    );
  }
  return (
    <li class="history-item" data-testid="history-item">
      <button
        ref={button}
        type="button"
        class="history-open"
        data-testid="history-open"
        aria-current={item.isOpen ? "true" : undefined}
        tabIndex={tabIndex}
        onFocus={onFocus}
        onClick={() => history.open(item.id)}
        onKeyDown={(event) => {
          if (event.key !== "F2") return;
          event.preventDefault();
          editing.value = true;
        }}
      >
        <span class="history-title" dir="auto" title={item.title}>
          {item.title}
        </span>
        <span class="history-time">{time}</span>
        {item.activity ? (
          <span class="history-activity" data-testid="history-activity" data-activity={item.activity}>
            {item.activity === "waiting" ? t.historyItemWaits : t.historyItemRuns}
          </span>
        ) : null}
        {item.snippet ? (
          <span class="history-snippet" dir="auto">
            {item.snippet.before}
            <mark>{item.snippet.match}</mark>
            {item.snippet.after}
          </span>
        ) : null}
      </button>
      <span class="history-actions">
        <IconButton
          icon="edit"
          label={t.historyRename}
          testId="history-rename"
          tabIndex={tabIndex}
          onPress={() => {
            editing.value = true;
          }}
        />
        <IconButton
          icon="go-to-file"
          label={t.historyOpenInEditor}
          testId="history-open-in-editor"
          tabIndex={tabIndex}
          onPress={() => history.openInEditor(item.id)}
        />
        <IconButton
          icon="trash"
          label={t.historyDelete}
          testId="history-delete"
          tabIndex={tabIndex}
          onPress={onDelete}
        />
      </span>
    </li>
  );
}

type Close = (title: string | undefined, byKey: boolean) => void;

/** The title as a text box. Enter and leaving it keep what is there, Escape does not. */
function NameBox({ title, onClose }: { readonly title: string; readonly onClose: Close }) {
  const { words } = useApp();
  const box = useRef<HTMLInputElement>(null);
  useLayoutEffect(() => {
    box.current?.focus();
    box.current?.select();
  }, []);
  return (
    <input
      ref={box}
      class="history-name"
      data-testid="history-name"
      dir="auto"
      aria-label={words.strings.historyName}
      maxLength={200}
      defaultValue={title}
      onKeyDown={(event) => {
        event.stopPropagation();
        if (event.isComposing || event.keyCode === 229) return;
        if (event.key !== "Enter" && event.key !== "Escape") return;
        // The row takes the focus now, and would take the key for its own.
        event.preventDefault();
        onClose(event.key === "Enter" ? event.currentTarget.value : undefined, true);
      }}
      onBlur={(event) => onClose(event.currentTarget.value, false)}
    />
  );
}
