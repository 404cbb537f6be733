// What a model may do to files, each act judged by the write gate in its turn. A person's own changes go through
// WorkspaceWriter; a model's are saved, ask nobody here (what asks was agreed to before), and move no tab and no focus.

import { lstat } from "node:fs/promises";
import * as vscode from "vscode";
import {
  type AskReason,
  carryOutWrite,
  judgeWrite,
  type RefuseReason,
  type WriteAct,
  type WriteVerdict,
  type WriteWorld,
} from "../../core/access/writeGate.ts";
import type { TextReplacement } from "./workspaceWriter.ts";
import { writePathOf, writeWorldOf } from "./writeWorld.ts";

/** An act by addresses. */
export type ActOn =
  | { readonly kind: Exclude<WriteAct["kind"], "rename">; readonly uri: vscode.Uri }
  | { readonly kind: "rename"; readonly uri: vscode.Uri; readonly to: vscode.Uri };

/** How `actAsModel` ended; `why` is a sentence. */
export type ModelActEnd<T> =
  | { readonly type: "done"; readonly value: T }
  | { readonly type: "declined" }
  | { readonly type: "refused"; readonly reason: RefuseReason }
  | { readonly type: "failed"; readonly why: string };

/** What the write gate says of `act` now. */
export async function judgeAsModel(act: ActOn): Promise<WriteVerdict> {
  if (vscode.workspace.fs.isWritableFileSystem(act.uri.scheme) !== true) {
    return { type: "refused", reason: "read-only", path: writePathOf(act.uri) };
  }
  return judgeWrite({ act: writeActOf(act), by: "model" }, await worldOf(act.uri));
}

/**
 * Carries `act` out by `perform`, which begins the change before it waits for anything. `isAgreed` says whether a person
 * agreed to exactly these reasons.
 */
export async function actAsModel<T>(
  act: ActOn,
  isAgreed: (reasons: readonly AskReason[]) => boolean,
  perform: () => Promise<T>,
): Promise<ModelActEnd<T>> {
  if (vscode.workspace.fs.isWritableFileSystem(act.uri.scheme) !== true)
    return { type: "refused", reason: "read-only" };
  const request = { act: writeActOf(act), by: "model" } as const;
  try {
    const world = await worldOf(act.uri);
    const outcome = await carryOutWrite(request, world, async (reasons) => isAgreed(reasons), perform);
    return outcome.type === "refused" ? { type: "refused", reason: outcome.reason } : outcome;
  } catch (error) {
    return { type: "failed", why: sentenceOf(error) };
  }
}

/** Writes a file that no document shows. Missing folders are made. */
export async function writeClosed(uri: vscode.Uri, bytes: Uint8Array): Promise<void> {
  await vscode.workspace.fs.writeFile(uri, bytes);
}

/** Replaces in an open document, as one undo step, and saves it. `moved-on`: it is another text by now, and nothing was done. */
export async function editAndSave(
  document: vscode.TextDocument,
  replacements: readonly TextReplacement[],
): Promise<"saved" | "unsaved" | "moved-on"> {
  if (replacements.length > 0) {
    const edit = new vscode.WorkspaceEdit();
    for (const { range, text } of replacements) edit.replace(document.uri, range, text);
    if (!(await vscode.workspace.applyEdit(edit))) return "moved-on";
  }
  // It may have been saved by itself meanwhile.
  return (await document.save()) || !document.isDirty ? "saved" : "unsaved";
}

/** Moves a file or folder; open editors go with it. */
export async function renameEntry(from: vscode.Uri, to: vscode.Uri): Promise<void> {
  await vscode.workspace.fs.rename(from, to, { overwrite: false });
}

/** Deletes a file or a folder with all that is in it. */
export async function deleteEntry(uri: vscode.Uri, useTrash: boolean): Promise<void> {
  await vscode.workspace.fs.delete(uri, { recursive: true, useTrash });
}

/** A file that nobody may write is no file of a model's, though VS Code would let a person try. */
async function worldOf(uri: vscode.Uri): Promise<WriteWorld> {
  const world = await writeWorldOf(uri);
  return { ...world, isReadOnly: async (path) => (await world.isReadOnly(path)) || (await isLocked(uri, path)) };
}

async function isLocked({ scheme }: vscode.Uri, path: string): Promise<boolean> {
  if (scheme !== "file") return false;
  try {
    const entry = await lstat(path);
    return entry.isFile() && (entry.mode & 0o222) === 0;
  } catch {
    return false;
  }
}

function writeActOf(act: ActOn): WriteAct {
  const path = writePathOf(act.uri);
  return act.kind === "rename" ? { kind: "rename", path, to: writePathOf(act.to) } : { kind: act.kind, path };
}

/** What went wrong, as a sentence of a result. */
export function sentenceOf(error: unknown): string {
  const message = (error instanceof Error ? error.message : String(error)).replace(/\s+/g, " ").trim().slice(0, 300);
  return /[.!?]$/.test(message) ? message : `${message}.`;
}
