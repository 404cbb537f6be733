// One file of the draft: what it is, what was done to it, and the button that takes it out.

import { useEffect, useRef } from "preact/hooks";
import { type ChatApp, useApp } from "../app.ts";
import { IconButton } from "../ui/IconButton.tsx";
import { fill } from "../words.ts";
import { AttachmentPreview } from "./AttachmentPreview.tsx";
import { changesOf, detailsOf, labelOf, separatorOf } from "./attachments/describe.ts";
import type { DraftItem } from "./draftAttachments.ts";

/** A file, also while it is still being read. Delete and Backspace in it take it out. */
export function AttachmentItem({ item }: { readonly item: DraftItem }) {
  const app = useApp();
  const { words } = app;
  const t = words.strings;
  const { attachment, name } = item;
  const root = useRef<HTMLLIElement>(null);
  const ready = attachment !== undefined;
  // What the draft already had when the view was built is no news.
  const wasReady = useRef(ready);
  useEffect(() => {
    if (ready && !wasReady.current) app.announce(fill(t.attachmentAdded, name));
    wasReady.current = ready;
  }, [ready, name, app, t]);
  const remove = () => removeItem(item, root.current, app);
  return (
    <li
      ref={root}
      class="attachment"
      data-testid="attachment"
      data-state={ready ? "ready" : "adding"}
      aria-label={attachment ? labelOf(attachment, words) : `${name}${separatorOf(words.locale)}${t.attachmentAdding}`}
      onKeyDown={(event) => {
        if (event.key !== "Delete" && event.key !== "Backspace") return;
        event.preventDefault();
        remove();
      }}
    >
      <AttachmentPreview attachment={attachment} />
      <span class="attachment-text">
        <span class="attachment-name" title={name}>
          {name}
        </span>
        <span class="attachment-details">{attachment ? detailsOf(attachment, words) : t.attachmentAdding}</span>
        {attachment && <span class="attachment-details">{changesOf(item, words)}</span>}
      </span>
      <IconButton icon="close" label={fill(t.attachmentRemove, name)} testId="attachment-remove" onPress={remove} />
    </li>
  );
}

/** The focus goes to the next file, or back to the text. */
function removeItem(item: DraftItem, element: HTMLElement | null, app: ChatApp): void {
  const next = element?.nextElementSibling ?? element?.previousElementSibling;
  app.attachments.remove(item.id);
  app.announce(fill(app.words.strings.attachmentRemoved, item.name));
  const button = next?.querySelector<HTMLElement>("button");
  if (button) button.focus();
  else app.composerFocus.value += 1;
}
