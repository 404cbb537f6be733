// The files of the workspace for the tools that change them: what is shown is changed in its document and saved, the rest
// on the disk. No tab opens for it, and no focus moves.

import * as vscode from "vscode";
import { isAgreed } from "../../../core/agent/approvals/agreedWrites.ts";
import { BrokenWrite, writeWhole } from "../../../core/agent/writing/writeWhole.ts";
import type {
  ActAt,
  ActEnd,
  ActWith,
  FoundFile,
  FoundText,
  Place,
  WriteEnd,
  WritingFiles,
} from "../../../core/agent/writing/writingPorts.ts";
import { encodingProblem } from "../../access/encodingFit.ts";
import {
  type ActOn,
  actAsModel,
  deleteEntry,
  editAndSave,
  judgeAsModel,
  type ModelActEnd,
  renameEntry,
  sentenceOf,
  writeClosed,
} from "../../access/modelWrites.ts";
import { uriOf } from "../workspaceFolders.ts";
import { filesBelow } from "./filesBelow.ts";
import { findFile, type Stamp, statOf } from "./findFile.ts";
import { lineReplacements } from "./lineReplacements.ts";
import { documentFinder, unsavedAt } from "./openDocuments.ts";

/** The port on VS Code. */
export class EditorFiles implements WritingFiles {
  addressOf(place: Place): string {
    return uriOf(place).toString();
  }

  find(place: Place): Promise<FoundFile> {
    return findFile(place);
  }

  async kindOf(place: Place): Promise<"file" | "folder" | "missing"> {
    const stat = await statOf(uriOf(place));
    if (!stat) return (await isDangling(uriOf(place))) ? "file" : "missing";
    const isFolder = stat.type & vscode.FileType.Directory && !(stat.type & vscode.FileType.SymbolicLink);
    return isFolder ? "folder" : "file";
  }

  judge(act: ActAt): Promise<ReturnType<typeof judgeAsModel> extends Promise<infer V> ? V : never> {
    return judgeAsModel(actOn(act));
  }

  async put(
    place: Place,
    found: FoundText | { readonly type: "missing" },
    text: string,
    how: ActWith,
  ): Promise<WriteEnd> {
    if (!text.isWellFormed()) return { type: "refused", reason: "unwritable" };
    if (found.type === "missing") return this.#make(place, text, how);
    const stamp = found.stamp as Stamp;
    return stamp.in === "document"
      ? this.#edit(place, { ...stamp, before: found.text }, text, how)
      : this.#rewrite(place, stamp, text, how);
  }

  async move(from: Place, to: Place, how: ActWith): Promise<ActEnd> {
    for (const document of unsavedAt(from)) {
      if (how.signal.aborted) return { type: "stopped" };
      const isSaved = (await document.save()) || !document.isDirty;
      if (!isSaved) return { type: "failed", why: "It has unsaved changes that could not be saved.", isWhole: true };
    }
    return this.#act({ kind: "rename", place: from, to }, how, () => renameEntry(uriOf(from), uriOf(to)));
  }

  delete(place: Place, how: ActWith): Promise<ActEnd> {
    return this.#act({ kind: "delete", place }, how, () => deleteEntry(uriOf(place), this.hasTrash));
  }

  filesBelow(place: Place): Promise<{ readonly files: readonly string[]; readonly isAll: boolean }> {
    return filesBelow(uriOf(place));
  }

  hasUnsaved(place: Place): boolean {
    return unsavedAt(place).length > 0;
  }

  /** Only the machine with the screen has one. */
  get hasTrash(): boolean {
    return vscode.env.uiKind === vscode.UIKind.Desktop && vscode.env.remoteName === undefined;
  }

  /** A file that is not there. Of a deleted one the editor may still hold what the person typed: that is written over. */
  async #make(place: Place, text: string, how: ActWith): Promise<WriteEnd> {
    const uri = uriOf(place);
    const open = await documentFinder(place);
    const document = open();
    if (document) {
      const stamp = { document, version: document.version, before: document.getText() };
      return this.#edit(place, stamp, text, how, "create");
    }
    const eol = vscode.workspace.getConfiguration("files", uri).get("eol");
    const ended = eol === "\r\n" ? text.replace(/\r?\n/g, "\r\n") : text;
    const bytes = await vscode.workspace.encode(ended, { uri });
    if ((await vscode.workspace.decode(bytes, { uri })).replace(/^\ufeff/, "") !== ended) {
      return { type: "refused", reason: "unwritable" };
    }
    const end = await this.#actOn({ kind: "create", place }, how, async () => {
      if (open()) return { type: "moved-on" } as const;
      return written(uri, bytes, undefined, ended);
    });
    return end.type === "refused" && end.reason === "exists" ? { type: "moved-on" } : end;
  }

  async #edit(
    place: Place,
    {
      document,
      version,
      before,
    }: { readonly document: vscode.TextDocument; readonly version: number; readonly before: string },
    text: string,
    how: ActWith,
    kind: "edit" | "create" = "edit",
  ): Promise<WriteEnd> {
    const changes = lineReplacements(before, text);
    const problem = await encodingProblem(
      document,
      changes.map((change) => change.text),
    );
    if (problem === "unwritable") return { type: "refused", reason: "unwritable" };
    return this.#actOn({ kind, place }, how, async () => {
      if (document.isClosed || document.version !== version) return { type: "moved-on" } as const;
      const end = await editAndSave(document, changes);
      return end === "saved" ? ({ type: "done", saved: document.getText() } as const) : ({ type: end } as const);
    });
  }

  async #rewrite(
    place: Place,
    { bytes, encode }: Extract<Stamp, { readonly in: "disk" }>,
    text: string,
    how: ActWith,
  ): Promise<WriteEnd> {
    const uri = uriOf(place);
    const open = await documentFinder(place);
    const fresh = await encode(text);
    if (!fresh) return { type: "refused", reason: "unwritable" };
    if (!(await holds(uri, bytes))) return { type: "moved-on" };
    return this.#actOn({ kind: "edit", place }, how, async () => {
      // Since it is open now, what stands in the editor counts.
      if (open()) return { type: "moved-on" } as const;
      return written(uri, fresh, bytes, text);
    });
  }

  async #act(act: ActAt, how: ActWith, perform: () => Promise<void>): Promise<ActEnd> {
    const end = await this.#actOn(act, how, async () => {
      await perform();
      return { type: "done" } as const;
    });
    return end;
  }

  async #actOn<E extends { readonly type: string }>(
    act: ActAt,
    { agreed, signal }: ActWith,
    perform: () => Promise<E>,
  ): Promise<E | Exclude<ActEnd, { readonly type: "done" }>> {
    const make = async () => (signal.aborted ? ({ type: "stopped" } as const) : perform());
    const end: ModelActEnd<E | { readonly type: "stopped" }> = await actAsModel(
      actOn(act),
      (reasons) => isAgreed(agreed, reasons),
      make,
    );
    if (end.type === "done") return end.value;
    return end.type === "failed" ? { ...end, isWhole: true } : end;
  }
}

/** A file that no document shows. */
async function written(
  uri: vscode.Uri,
  bytes: Uint8Array,
  before: Uint8Array | undefined,
  saved: string,
): Promise<Extract<WriteEnd, { readonly type: "done" | "failed" }>> {
  const file = {
    read: async () => ((await statOf(uri)) ? vscode.workspace.fs.readFile(uri) : undefined),
    write: (each: Uint8Array) => writeClosed(uri, each),
    delete: () => deleteEntry(uri, false),
  };
  try {
    await writeWhole(file, bytes, before);
    return { type: "done", saved };
  } catch (error) {
    return { type: "failed", why: sentenceOf(error), isWhole: error instanceof BrokenWrite && error.isWhole };
  }
}

async function holds(uri: vscode.Uri, bytes: Uint8Array): Promise<boolean> {
  try {
    return Buffer.from(await vscode.workspace.fs.readFile(uri)).equals(bytes);
  } catch {
    return false;
  }
}

/** A link that leads nowhere is there all the same. */
async function isDangling(uri: vscode.Uri): Promise<boolean> {
  try {
    const entries = await vscode.workspace.fs.readDirectory(vscode.Uri.joinPath(uri, ".."));
    const name = uri.path.split("/").at(-1);
    return entries.some(([each]) => each === name);
  } catch {
    return false;
  }
}

function actOn(act: ActAt): ActOn {
  const uri = uriOf(act.place);
  return act.kind === "rename" ? { kind: "rename", uri, to: uriOf(act.to) } : { kind: act.kind, uri };
}
