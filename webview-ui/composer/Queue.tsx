// What waits for the reply in progress, above the box, in the order it will be asked.

import { useComputed } from "@preact/signals";
import { useEffect, useLayoutEffect, useRef } from "preact/hooks";
import type { QueuedSnapshot, QueueSnapshot } from "../../src/protocol/queue.ts";
import { useApp } from "../app.ts";
import { MessageEditor } from "../conversation/MessageEditor.tsx";
import { Icon, IconButton } from "../ui/IconButton.tsx";

/** Nothing while nothing waits. */
export function Queue() {
  const queue = useApp().store.queue.value;
  return queue ? <ShownQueue queue={queue} /> : null;
}

function ShownQueue({ queue: { items, hold } }: { readonly queue: QueueSnapshot }) {
  const app = useApp();
  const { edits, words, post } = app;
  const t = words.strings;
  const list = useRef<HTMLOListElement>(null);
  const holds = { stopped: t.queueStopped, error: t.queueFailed, incomplete: t.queueIncomplete, kept: t.queueKept };
  const held = hold && holds[hold];

  // The host asks none whose words are being changed here; told anew by a page that was built anew.
  const edited = useComputed(() => edits.all.value.map(({ messageId }) => messageId)).value;
  const ids = items.map(({ id }) => id).filter((id) => edited.includes(id));
  const key = ids.join(" ");
  useEffect(() => post({ type: "queueEditing", ids: key === "" ? [] : key.split(" ") }), [key, post]);

  useEffect(() => {
    if (held) app.announce(held);
  }, [app, held]);

  const remove = (id: string) => {
    // The focus goes to the neighbour; when there is none, it is put into the text.
    const others = [...(list.current?.querySelectorAll<HTMLElement>("[data-testid=queued-remove]") ?? [])];
    const index = items.findIndex((item) => item.id === id);
    (others[index + 1] ?? others[index - 1])?.focus();
    post({ type: "queueRemove", id });
  };
  return (
    <div class="queue">
      <ol class="queue-list" ref={list} aria-label={t.queue}>
        {items.map((item) => (
          <Queued key={item.id} item={item} onRemove={() => remove(item.id)} />
        ))}
      </ol>
      {held && (
        <div class="queue-hold" data-testid="queue-hold" data-hold={hold}>
          <span>{held}</span>
          <button type="button" class="button" data-testid="queue-send" onClick={() => post({ type: "queueSend" })}>
            {t.send}
          </button>
        </div>
      )}
    </div>
  );
}

/** One question that waits; its words are changed in its place. */
function Queued({ item, onRemove }: { readonly item: QueuedSnapshot; readonly onRemove: () => void }) {
  const { edits, words } = useApp();
  const t = words.strings;
  const row = useRef<HTMLLIElement>(null);
  const edit = useComputed(() => edits.of(item.id)).value;
  const isEdited = edit !== undefined;
  const wasEdited = useRef(isEdited);
  useLayoutEffect(() => {
    const left = wasEdited.current && !isEdited;
    wasEdited.current = isEdited;
    if (left && document.activeElement === document.body) row.current?.querySelector("button")?.focus();
  }, [isEdited]);
  const along = [...(item.references ?? []), ...(item.attachments ?? [])];
  return (
    <li class="queued" ref={row} data-testid="queued">
      {edit ? (
        <MessageEditor edit={edit} save={t.save} />
      ) : (
        <>
          <span class="queued-text" dir="auto" title={[item.text, ...along].join("\n")}>
            {item.text === "" ? along.join(", ") : item.text}
          </span>
          {along.length > 0 && item.text !== "" && (
            <span class="queued-along" role="img" aria-label={along.join(", ")} title={along.join("\n")}>
              <Icon name="attach" />
              {along.length}
            </span>
          )}
          <IconButton
            icon="edit"
            label={t.editMessage}
            testId="queued-edit"
            onPress={() => edits.begin(item.id, item.text)}
          />
          <IconButton icon="close" label={t.queueRemove} testId="queued-remove" onPress={onRemove} />
        </>
      )}
    </li>
  );
}
