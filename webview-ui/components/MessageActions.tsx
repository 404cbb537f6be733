// What can be done with a turn. The row keeps its place, so nothing moves when it shows.

import { useSignal } from "@preact/signals";
import { useApp } from "../app.ts";
import type { MessageEntry } from "../state/chatStore.ts";
import { IconButton } from "./IconButton.tsx";
import { UsageView } from "./UsageView.tsx";
import { VersionSwitch } from "./VersionSwitch.tsx";

interface Props {
  readonly entry: MessageEntry;
  /** Given for a question: makes it editable. */
  readonly onEdit?: () => void;
}

/** The buttons below a turn, seen on hover and on focus. Nothing that changes the conversation while a reply grows. */
export function MessageActions({ entry, onEdit }: Props) {
  const { words, store, post } = useApp();
  const t = words.strings;
  const meta = entry.meta.value;
  const busy = store.streaming.value;
  const messageId = entry.id;
  return (
    <div class="actions">
      {meta.state !== "streaming" && (
        <>
          <CopyButton messageId={messageId} />
          <IconButton
            icon="unmute"
            label={t.readMessage}
            testId="read-message"
            onPress={() => post({ type: "readMessage", messageId })}
          />
          {onEdit && !busy && <IconButton icon="edit" label={t.editMessage} testId="edit-message" onPress={onEdit} />}
          {meta.role === "assistant" && !busy && (
            <IconButton
              icon="refresh"
              label={t.regenerate}
              testId="regenerate"
              onPress={() => post({ type: "regenerate", messageId })}
            />
          )}
          {meta.version && <VersionSwitch messageId={messageId} version={meta.version} busy={busy} />}
          {meta.usage && <UsageView usage={meta.usage} cost={meta.cost} model={meta.model} />}
        </>
      )}
    </div>
  );
}

function CopyButton({ messageId }: { readonly messageId: string }) {
  const app = useApp();
  const { copy, copied } = app.words.strings;
  const done = useSignal(false);
  const press = () => {
    app.post({ type: "copyMessage", messageId });
    app.announce(copied);
    done.value = true;
    setTimeout(() => {
      done.value = false;
    }, 1500);
  };
  return (
    <IconButton
      icon={done.value ? "check" : "copy"}
      label={done.value ? copied : copy}
      testId="copy-message"
      onPress={press}
    />
  );
}
