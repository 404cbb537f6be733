// What can be done with a turn: a row below the last reply, which keeps its place while that grows, and over the end of every
// other message while one is at it.

import { useComputed, useSignal } from "@preact/signals";
import { useApp } from "../app.ts";
import { IconButton } from "../ui/IconButton.tsx";
import type { MessageEntry } from "./chatStore.ts";
import { UsageView } from "./UsageView.tsx";
import { VersionSwitch } from "./VersionSwitch.tsx";

interface Props {
  readonly entry: MessageEntry;
  /** Given for a question: makes it editable. */
  readonly onEdit?: () => void;
}

/** The buttons of a turn. Nothing that changes the conversation while a reply grows, here or in another window. */
export function MessageActions({ entry, onEdit }: Props) {
  const { words, store, post, player } = useApp();
  const t = words.strings;
  const meta = entry.meta.value;
  const busy = store.busy.value;
  const messageId = entry.id;
  const isLast = useComputed(() => store.messages.value.at(-1) === entry).value;
  return (
    <div class={isLast && meta.role === "assistant" ? "actions" : "actions floating"}>
      {meta.state !== "streaming" && (
        <>
          <CopyButton messageId={messageId} />
          <IconButton
            icon="unmute"
            label={t.readMessage}
            testId="read-message"
            onPress={() => {
              player.expect();
              post({ type: "readMessage", messageId });
            }}
          />
          {onEdit && !busy && <IconButton icon="edit" label={t.editMessage} testId="edit-message" onPress={onEdit} />}
          {meta.restorable && !busy && (
            <IconButton
              icon="history"
              label={t.restoreCheckpoint}
              testId="restore-checkpoint"
              onPress={() => post({ type: "restoreCheckpoint", messageId })}
            />
          )}
          {meta.role === "assistant" && !busy && (
            <IconButton
              icon="refresh"
              label={t.regenerate}
              testId="regenerate"
              onPress={() => post({ type: "regenerate", messageId })}
            />
          )}
          {meta.version && <VersionSwitch messageId={messageId} version={meta.version} busy={busy} />}
          {meta.usage && <UsageView usage={meta.usage} cost={meta.cost} model={meta.model} steps={meta.steps} />}
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
