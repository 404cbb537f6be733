// Export Chat and Import Chat: Markdown for people, JSON for coming back.

import * as vscode from "vscode";
import type { Conversation } from "../../core/conversation/conversation.ts";
import { exportJson, importJson } from "../../core/conversation/conversationFile.ts";
import { exportMarkdown } from "../../core/conversation/exportMarkdown.ts";
import type { CallPart } from "../../core/conversation/message.ts";
import { titleOf } from "../../core/conversation/titleOf.ts";
import { mediaFormats } from "../../protocol/media.ts";
import { callLine } from "../agent/callLine.ts";
import type { FileAttachmentStore } from "../attachments/fileAttachmentStore.ts";
import { readAttachedFiles, storeAttachedFiles } from "../attachments/transfer.ts";
import { showError, showInformation } from "../messages/messages.ts";

/** Bytes; an export with all of its files is smaller. */
const largestImport = 256 * 1024 * 1024;

/** Asks for form and place, then writes the file. */
export async function exportChat(conversation: Conversation, files: FileAttachmentStore): Promise<void> {
  const { t } = vscode.l10n;
  if (conversation.isEmpty) {
    void showInformation(t("There is nothing to export yet."));
    return;
  }
  const forms = [
    { label: "Markdown", description: t("what is shown, for reading"), extension: "md" },
    { label: "JSON", description: t("complete, with all versions, for importing"), extension: "json" },
  ];
  const form = await vscode.window.showQuickPick(forms, { title: t("Export Chat") });
  if (!form) return;
  const name = `${fileName(titleOf(conversation))}.${form.extension}`;
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  const target = await vscode.window.showSaveDialog({
    title: t("Export Chat"),
    filters: { [form.label]: [form.extension] },
    ...(folder && { defaultUri: vscode.Uri.joinPath(folder, name) }),
  });
  if (!target) return;
  try {
    const text =
      form.extension === "json"
        ? exportJson(conversation, await readAttachedFiles(conversation, files))
        : exportMarkdown(conversation, words());
    await vscode.workspace.fs.writeFile(target, Buffer.from(text));
  } catch (error) {
    const pressed = await showError(t("The chat could not be exported: {0}", (error as Error).message), t("Try Again"));
    if (pressed) await exportChat(conversation, files);
    return;
  }
  const open = t("Open File");
  const pressed = await showInformation(t("Chat exported as {0}.", vscode.workspace.asRelativePath(target)), open);
  if (pressed) await vscode.window.showTextDocument(target);
}

/**
 * Asks for a file; the conversation in it under new ids, its files stored, or undefined when there is none or nothing was
 * picked.
 */
export async function pickImport(files: FileAttachmentStore): Promise<Conversation | undefined> {
  const { t } = vscode.l10n;
  const [source] =
    (await vscode.window.showOpenDialog({
      title: t("Import Chat"),
      filters: { JSON: ["json"] },
      canSelectMany: false,
    })) ?? [];
  if (!source) return undefined;
  const isTooLarge = (await vscode.workspace.fs.stat(source)).size > largestImport;
  const imported = isTooLarge
    ? undefined
    : importJson(
        Buffer.from(await vscode.workspace.fs.readFile(source)).toString("utf8"),
        () => crypto.randomUUID(),
        isStorable,
      );
  if (imported) {
    await storeAttachedFiles(imported.files, files);
    return imported.conversation;
  }
  const again = t("Choose Another File");
  const said = isTooLarge
    ? t("This file is too large to be imported.")
    : t("This file is no chat that was exported as JSON.");
  return (await showError(said, again)) ? pickImport(files) : undefined;
}

function isStorable(mimeType: string): boolean {
  return mediaFormats.some((format) => format.mimeType === mimeType);
}

function words() {
  const { t } = vscode.l10n;
  const format = new Intl.DateTimeFormat(vscode.env.language, { dateStyle: "long", timeStyle: "short" });
  return {
    you: t("You"),
    reasoning: t("Thought"),
    sources: t("Sources"),
    attached: (names: string) => t("Attached: {0}", names),
    call: (call: CallPart) => callLine(call, true, t).line,
    date: (at: number) => format.format(at),
  };
}

/** The title as the name of a file on every system. */
function fileName(title: string): string {
  return (
    title
      .replaceAll(/[^\p{L}\p{N}]+/gu, "-")
      .replaceAll(/^-|-$/g, "")
      .slice(0, 60) || "chat"
  );
}
