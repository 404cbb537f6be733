import type { ChatEnvironment } from "../../src/protocol/snapshot.ts";
import { useApp } from "../app.ts";
import { useLazyPart } from "../ui/useLazyPart.ts";

/** Everything about the draft's files, once its bundle is there; nothing when there are none. */
export function LazyAttachments({ environment }: { readonly environment: ChatEnvironment }) {
  const { attachments, attachmentsView } = useApp();
  const view = useLazyPart(attachmentsView, !attachments.isEmpty.value || attachments.problems.value.length > 0);
  return view ? <view.Attachments environment={environment} /> : null;
}
