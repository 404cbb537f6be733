// Attached files in one piece, for the composition root.

import { join } from "node:path";
import * as vscode from "vscode";
import { ChatAttachments } from "./chatAttachments.ts";
import { FileAttachmentStore } from "./fileAttachmentStore.ts";

/** The files, and what the chat does with them. */
export interface Attachments {
  readonly store: FileAttachmentStore;
  readonly chat: ChatAttachments;
  /** After a journal was deleted: removes the files that only it needed. `journal` is its text. */
  removeOrphans(journal: string): Promise<void>;
}

/** Attachments below `storage`, the extension's global storage, beside the conversations. */
export function createAttachments(storage: string, log: (message: string) => void): Attachments {
  const store = new FileAttachmentStore(join(storage, "attachments"));
  const sweep = (journal?: string) =>
    store
      .sweep(join(storage, "conversations"), journal)
      .catch((error: unknown) => log(`attachments not tidied: ${String(error)}`));
  const chat = new ChatAttachments({
    store,
    t: vscode.l10n.t,
    open: async (path) => {
      await vscode.commands.executeCommand("vscode.open", vscode.Uri.file(path));
    },
    onFirstStored: () => void sweep(),
    log,
  });
  return { store, chat, removeOrphans: sweep };
}
