// Files that come in by paste, by drop or from the picker.

import { mediaFormats } from "../../src/protocol/media.ts";
import type { ChatApp } from "../app.ts";

/** What the picker offers, as a file input's `accept`: types, and extensions for systems that know no types. */
export const acceptedFiles = mediaFormats
  .flatMap(({ mimeType, extensions }) => [mimeType, ...extensions.map((extension) => `.${extension}`)])
  .join(",");

/**
 * Attaches what the clipboard holds as files. A word processor puts a picture of the text beside the text: with words
 * that are formatted, the words are meant. A file manager puts the file's name there, plain.
 */
export function pasteFiles(event: ClipboardEvent, app: ChatApp): void {
  const { clipboardData } = event;
  const files = [...(clipboardData?.files ?? [])];
  const hasWords = /\S/.test(clipboardData?.getData("text/plain") ?? "") && clipboardData?.types.includes("text/html");
  if (files.length === 0 || hasWords) return;
  event.preventDefault();
  attachFiles(files, app);
}

/** Whether a drag carries files of the system. */
export function carriesFiles(event: DragEvent): boolean {
  return event.dataTransfer?.types.includes("Files") ?? false;
}

/** Attaches files and brings the cursor back to the text. */
export function attachFiles(files: Iterable<File>, app: ChatApp): void {
  app.attachments.add(files).catch(app.failures.report);
  app.composerFocus.value += 1;
}
