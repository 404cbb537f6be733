// Attached files in one piece, for the composition root.

import { join } from "node:path";
import * as vscode from "vscode";
import { ChatAttachments } from "./chatAttachments.ts";
import { FileAttachmentStore } from "./fileAttachmentStore.ts";

/** The files, and what the chat does with them. */
export interface Attachments {
  readonly store: FileAttachmentStore;
  readonly chat: ChatAttachments;
  /**
   * After conversations were deleted for good: removes the files that nobody needs, at once those of `journal`, the
   * text of a deleted one. Never rejects.
   */
  removeOrphans(journal?: string): Promise<void>;
}

/** Attachments below `storage`, the extension's global storage, beside the conversations. */
export function createAttachments(storage: string, log: (message: string) => void): Attachments {
  const store = new FileAttachmentStore(join(storage, "attachments"));
  // What was deleted and can be brought back still needs its files.
  const folders = ["conversations", "deleted-conversations"].map((name) => join(storage, name));
  const sweep = (journal?: string) =>
    store.sweep(folders, journal).catch((error: unknown) => log(`attachments not tidied: ${String(error)}`));
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
