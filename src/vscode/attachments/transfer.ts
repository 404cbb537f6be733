// Files of a conversation on their way into an exported file and back.

import type { Conversation } from "../../core/conversation/conversation.ts";
import { type AttachedFile, attachmentsOf } from "../../core/conversation/conversationFile.ts";
import { maxMediaBytes, sniffLength, sniffMedia } from "../../protocol/media.ts";
import type { FileAttachmentStore } from "./fileAttachmentStore.ts";

/** What goes into one exported file, in bytes before they are written as text: larger ones few programs open. */
const maxTotal = 100 * 1024 * 1024;

/** The files of all turns as far as they are there and fit; the others are named by their turns alone. */
export async function readAttachedFiles(
  conversation: Conversation,
  store: Pick<FileAttachmentStore, "size" | "read">,
): Promise<readonly AttachedFile[]> {
  const files: AttachedFile[] = [];
  let total = 0;
  for (const { hash, mimeType } of attachmentsOf(conversation)) {
    const size = await store.size(hash, mimeType);
    if (size === undefined || total + size > maxTotal) continue;
    const data = await store.read(hash, mimeType);
    if (data === undefined) continue;
    total += size;
    files.push({ hash, mimeType, data });
  }
  return files;
}

/** Stores what is a file of a kind that can be sent. Under its own hash: one that is not what it claims, nobody finds. */
export async function storeAttachedFiles(
  files: readonly AttachedFile[],
  store: Pick<FileAttachmentStore, "put">,
): Promise<void> {
  for (const { data, mimeType } of files) {
    const bytes = Buffer.from(data, "base64");
    const format = sniffMedia(bytes.subarray(0, sniffLength));
    if (bytes.length > maxMediaBytes || format?.mimeType !== mimeType) continue;
    await store.put(bytes, mimeType);
  }
}
