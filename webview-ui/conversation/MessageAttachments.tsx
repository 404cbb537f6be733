// The files that went with a question, above its bubble. Pressed, one opens in the editor.

import type { Attachment } from "../../src/protocol/snapshot.ts";
import { useApp } from "../app.ts";
import { AttachmentPreview } from "../composer/AttachmentPreview.tsx";
import { detailsOf, labelOf } from "../composer/attachments/describe.ts";
import { fill } from "../words.ts";

interface Props {
  readonly messageId: string;
  readonly attachments: readonly Attachment[];
}

/** A row of previews. */
export function MessageAttachments({ messageId, attachments }: Props) {
  const { words, post } = useApp();
  const t = words.strings;
  return (
    // biome-ignore lint/a11y/noRedundantRoles: without its bullets a list is none to WebKit's readers
    <ul role="list" class="message-attachments" aria-label={t.attachments}>
      {attachments.map((attachment, index) => (
        <li key={attachment.hash}>
          <button
            type="button"
            class={`attachment sent ${attachment.kind}`}
            data-testid="message-attachment"
            title={labelOf(attachment, words)}
            // Elsewhere what is seen is its name.
            aria-label={attachment.kind === "image" ? fill(t.attachmentOpen, labelOf(attachment, words)) : undefined}
            onClick={() => post({ type: "openAttachment", messageId, index })}
          >
            <AttachmentPreview attachment={attachment} />
            {attachment.kind !== "image" && (
              <span class="attachment-text">
                <span class="attachment-name">{attachment.name}</span>
                <span class="attachment-details">{detailsOf(attachment, words)}</span>
              </span>
            )}
          </button>
        </li>
      ))}
    </ul>
  );
}
