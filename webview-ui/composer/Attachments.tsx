// The files of the draft above its text, what was not taken, and whether the model can take the rest.

import type { ChatEnvironment, MediaKind } from "../../src/protocol/snapshot.ts";
import { useApp } from "../app.ts";
import { AttachmentItem } from "./AttachmentItem.tsx";
import { AttachmentProblem, AttachmentRefusal } from "./attachmentNotices.tsx";
import type { DraftItem } from "./draftAttachments.ts";

/** Everything about the draft's files; nothing when there are none. */
export function Attachments({ environment }: { readonly environment: ChatEnvironment }) {
  const { attachments, words } = useApp();
  const items = attachments.items.value;
  const problems = attachments.problems.value;
  const refused = refusedKind(items, environment);
  if (items.length === 0 && problems.length === 0) return null;
  return (
    <div class="attachments">
      {items.length > 0 && (
        // biome-ignore lint/a11y/noRedundantRoles: without its bullets a list is none to WebKit's readers
        <ul role="list" class="attachment-list" aria-label={words.strings.attachments}>
          {items.map((item) => (
            <AttachmentItem key={item.id} item={item} />
          ))}
        </ul>
      )}
      {refused && <AttachmentRefusal kind={refused} environment={environment} />}
      {problems.map((problem) => (
        <AttachmentProblem key={problem.id} problem={problem} />
      ))}
    </div>
  );
}

function refusedKind(items: readonly DraftItem[], { mediaRefusals = {} }: ChatEnvironment): MediaKind | undefined {
  return items.map(({ attachment }) => attachment?.kind).find((kind) => kind !== undefined && mediaRefusals[kind]);
}
