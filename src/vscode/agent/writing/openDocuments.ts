// The documents that a person sees or has typed into: what they hold is the file, for people and models. Of others the disk
// counts: the editor has them in memory for extensions and reads them again when the file changes.

import * as vscode from "vscode";
import { realPathOf } from "../../../core/access/linkWalk.ts";
import type { Place } from "../../../core/agent/writing/writingPorts.ts";
import { diskLinks, pathStyle } from "../../access/diskLinks.ts";
import { uriOf } from "../workspaceFolders.ts";

/** Finds the document of one file that is shown or unsaved, whatever name of the file it was opened by. */
export type DocumentFinder = () => vscode.TextDocument | undefined;

/** The finder for `place`; the file's real path is looked up once. */
export async function documentFinder(place: Place): Promise<DocumentFinder> {
  const uri = uriOf(place);
  const paths = new Set<string>();
  if (uri.scheme === "file") {
    paths.add(plain(uri.fsPath, place));
    const real = await realPathOf(uri.fsPath, diskLinks, pathStyle);
    if (real) paths.add(plain(real.path, place));
  }
  const key = uri.toString();
  const isIt = (document: vscode.TextDocument) =>
    !document.isClosed &&
    (document.isDirty || isShown(document)) &&
    (document.uri.toString() === key ||
      (document.uri.scheme === "file" && paths.has(plain(document.uri.fsPath, place))));
  return () => vscode.workspace.textDocuments.find(isIt);
}

/** Whether `document` is in a tab, or in view without one. */
export function isShown(document: vscode.TextDocument): boolean {
  if (vscode.window.visibleTextEditors.some((editor) => editor.document === document)) return true;
  const key = document.uri.toString();
  return vscode.window.tabGroups.all.some(({ tabs }) => tabs.some(({ input }) => shownIn(input).includes(key)));
}

function shownIn(input: unknown): readonly string[] {
  if (input instanceof vscode.TabInputText) return [input.uri.toString()];
  if (input instanceof vscode.TabInputTextDiff) return [input.original.toString(), input.modified.toString()];
  return [];
}

/** Those with unsaved changes at or below `place`. */
export function unsavedAt(place: Place): readonly vscode.TextDocument[] {
  const uri = uriOf(place);
  const { path } = uri;
  return vscode.workspace.textDocuments.filter(
    (document) =>
      document.isDirty &&
      document.uri.scheme === uri.scheme &&
      (document.uri.path === path || document.uri.path.startsWith(`${path}/`)),
  );
}

/** Whether an editor that shows no text document holds unsaved changes of `uri`. */
export function isHeldElsewhere(uri: vscode.Uri): boolean {
  const key = uri.toString();
  if (vscode.workspace.notebookDocuments.some((notebook) => notebook.isDirty && notebook.uri.toString() === key))
    return true;
  const tabs = vscode.window.tabGroups.all.flatMap(({ tabs: all }) => all);
  return tabs.some(
    ({ input, isDirty }) => isDirty && input instanceof vscode.TabInputCustom && input.uri.toString() === key,
  );
}

/**
 * Waits until `document`, which has no unsaved changes, shows what the disk holds: a command may have written the file a
 * moment ago, and the editor is told late. False when it does not come to that.
 */
export async function isInStep(document: vscode.TextDocument, waitMs = 5_000): Promise<boolean> {
  const end = Date.now() + waitMs;
  for (;;) {
    if (document.isClosed) return false;
    if (document.isDirty) return true;
    const { encoding } = document;
    const bytes = await vscode.workspace.fs.readFile(document.uri);
    const text = await vscode.workspace.decode(bytes, { encoding });
    if (plainText(text) === plainText(document.getText())) return true;
    const left = end - Date.now();
    if (left <= 0) return false;
    await nextChange(document, Math.min(left, 200));
  }
}

function nextChange(document: vscode.TextDocument, waitMs: number): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const listener = vscode.workspace.onDidChangeTextDocument((event) => {
    if (event.document === document) resolve();
  });
  const timer = setTimeout(resolve, waitMs);
  return promise.finally(() => {
    clearTimeout(timer);
    listener.dispose();
  });
}

const plainText = (text: string) => text.replace(/^\ufeff/, "").replace(/\r\n?/g, "\n");
const plain = (path: string, { folder }: Place) => (folder.foldsCase ? path.normalize("NFC").toLowerCase() : path);
