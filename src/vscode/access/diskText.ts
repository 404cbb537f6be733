// Files of the disk, without a way over VS Code's window, which takes longer than all else together. Their text is what
// VS Code would make of their bytes.

import { statSync } from "node:fs";
import * as vscode from "vscode";
import type { Stat } from "../../core/access/readPorts.ts";
import { bytesOnDisk } from "./diskBytes.ts";

/** What is at `uri`, links followed. Rejects when nothing is there. */
export async function statAt(uri: vscode.Uri): Promise<Pick<Stat, "kind" | "size">> {
  if (uri.scheme === "file") {
    // Names that the system has in memory: to wait for a thread takes longer than to look.
    const found = statSync(uri.fsPath);
    return { kind: found.isDirectory() ? "folder" : found.isFile() ? "file" : "other", size: found.size };
  }
  const { type, size } = await vscode.workspace.fs.stat(uri);
  const kind = type & vscode.FileType.Directory ? "folder" : type & vscode.FileType.File ? "file" : "other";
  return { kind, size };
}

/** The bytes of the file at `uri`. Rejects when it is none. */
export async function bytesAt(uri: vscode.Uri): Promise<Uint8Array> {
  return uri.scheme === "file" ? bytesOnDisk(uri.fsPath) : vscode.workspace.fs.readFile(uri);
}

/** `bytes` of the file at `uri`, which are no binary, as text. */
export async function decodeFor(uri: vscode.Uri, bytes: Uint8Array): Promise<string> {
  if (isPlainlyUtf8(uri, bytes)) {
    try {
      return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    } catch {
      // VS Code knows what becomes of it
    }
  }
  return vscode.workspace.decode(bytes, { uri });
}

/** Whether UTF-8 is what VS Code would take: nothing in the settings or the bytes speaks of another encoding. */
function isPlainlyUtf8(uri: vscode.Uri, bytes: Uint8Array): boolean {
  const [first, second] = bytes;
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)) return false;
  const settings = vscode.workspace.getConfiguration("files", uri);
  if (settings.get<boolean>("autoGuessEncoding") === true) return false;
  const encoding = settings.get<string>("encoding", "utf8");
  if (encoding !== "utf8" && encoding !== "utf8bom") return false;
  // One of a language may hold.
  return (
    settings.inspect("encoding")?.languageIds === undefined &&
    settings.inspect("autoGuessEncoding")?.languageIds === undefined
  );
}
