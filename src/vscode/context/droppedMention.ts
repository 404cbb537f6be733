import * as vscode from "vscode";
import type { Mention } from "../../core/context/mention.ts";

/**
 * What an address dropped on the composer means: a file or a folder. Whether it may be read is decided where it is read;
 * an address that makes no sense is a file that will not be found.
 */
export async function droppedMention(address: string): Promise<Mention> {
  const uri = parse(address);
  if (!uri) return { kind: "file", label: address.slice(0, 200), uri: "untitled:none" };
  const inWorkspace = vscode.workspace.getWorkspaceFolder(uri) !== undefined;
  // Nothing outside is looked at, not even for what it is.
  const stat = inWorkspace ? await Promise.resolve(vscode.workspace.fs.stat(uri)).catch(() => undefined) : undefined;
  const isFolder = ((stat?.type ?? 0) & vscode.FileType.Directory) !== 0;
  const path = vscode.workspace.asRelativePath(uri);
  return { kind: isFolder ? "folder" : "file", label: isFolder ? `${path}/` : path, uri: uri.toString() };
}

function parse(address: string): vscode.Uri | undefined {
  try {
    const uri = vscode.Uri.parse(address.trim(), true);
    // The window's name for files of the machine that this extension runs on.
    return uri.scheme === "vscode-remote" ? vscode.Uri.file(uri.path) : uri.with({ fragment: "", query: "" });
  } catch {
    return undefined;
  }
}
