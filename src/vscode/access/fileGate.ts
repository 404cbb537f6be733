// The one way to a file for whatever goes to the model unasked-for: inside the workspace, links followed, not ignored,
// not excluded, not too large, and text.

import * as vscode from "vscode";
import { looksBinary, maxFileBytes, type Refusal } from "../../core/context/contextReader.ts";
import { type IgnoredFiles, isExcluded } from "./ignoredFiles.ts";
import { isInsideWorkspace } from "./isInsideWorkspace.ts";

/** A file or folder that may be read. */
export interface Admitted {
  readonly uri: vscode.Uri;
  /** As a person would name it. */
  readonly path: string;
  readonly isFolder: boolean;
}

/** Decides what may be read. */
export class FileGate {
  readonly #ignored: IgnoredFiles;

  constructor(ignored: IgnoredFiles) {
    this.#ignored = ignored;
  }

  /** Whether `uri` may be read; a folder only if `folder` is asked for. */
  async admit(uri: vscode.Uri, kind: "file" | "folder"): Promise<Admitted | Refusal> {
    const path = vscode.workspace.asRelativePath(uri);
    const open = vscode.workspace.textDocuments.some((document) => document.uri.toString() === uri.toString());
    if (uri.scheme === "untitled") return open ? { uri, path: uri.path, isFolder: false } : "missing";
    const folder = vscode.workspace.getWorkspaceFolder(uri);
    if (!folder) {
      // Without any folder, what is open is all there is.
      const single = open && vscode.workspace.workspaceFolders === undefined;
      return single ? { uri, path, isFolder: false } : "outside";
    }
    const stat = await Promise.resolve(vscode.workspace.fs.stat(uri)).catch(() => undefined);
    if (!stat) return "missing";
    const isFolder = (stat.type & vscode.FileType.Directory) !== 0;
    if (isFolder !== (kind === "folder")) return "missing";
    if (!(await isInsideWorkspace(uri))) return "outside";
    const relative = uri.path.slice(folder.uri.path.replace(/\/$/, "").length + 1);
    if (isExcluded(folder, relative)) return "excluded";
    const rules = await this.#ignored.rulesOf(folder);
    if (rules.ignores(isFolder ? `${relative.replace(/\/?$/, "")}/` : relative)) return "ignored";
    if (!isFolder && stat.size > maxFileBytes) return "too-large";
    return { uri, path, isFolder };
  }

  /** The text of an admitted file: of the editor if it is open there, else of the disk in its encoding. */
  async read(uri: vscode.Uri): Promise<{ text: string; languageId: string } | Refusal> {
    const open = vscode.workspace.textDocuments.find((document) => document.uri.toString() === uri.toString());
    if (open) return { text: open.getText(), languageId: open.languageId };
    try {
      const bytes = await vscode.workspace.fs.readFile(uri);
      if (bytes.length > maxFileBytes) return "too-large";
      if (looksBinary(bytes)) return "binary";
      return { text: await vscode.workspace.decode(bytes, { uri }), languageId: "plaintext" };
    } catch {
      return "binary";
    }
  }
}
