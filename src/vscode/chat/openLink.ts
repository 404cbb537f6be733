// Opens what a link in an answer names, if it may be opened: web pages in the browser, files of the workspace in the
// editor. The address comes from a model: everything else is dropped.

import * as vscode from "vscode";
import { parseFileLink } from "../../core/context/parseFileLink.ts";

/** Opens `href`; false when it is nothing we open. */
export async function openLink(href: string): Promise<boolean> {
  if (/^https?:\/\//i.test(href)) return vscode.env.openExternal(vscode.Uri.parse(href, true));
  const target = parseFileLink(href);
  const uri = target && (await findInWorkspace(target.path));
  if (!target || !uri) return false;
  const line = Math.max(0, (target.line ?? 1) - 1);
  await vscode.window.showTextDocument(uri, { selection: new vscode.Range(line, 0, line, 0), preview: true });
  return true;
}

async function findInWorkspace(path: string): Promise<vscode.Uri | undefined> {
  for (const folder of vscode.workspace.workspaceFolders ?? []) {
    const uri = vscode.Uri.joinPath(folder.uri, path);
    try {
      const stat = await vscode.workspace.fs.stat(uri);
      if (stat.type & vscode.FileType.File) return uri;
    } catch {
      // not in this folder: look in the next
    }
  }
  return undefined;
}
