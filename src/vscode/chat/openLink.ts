// Opens what a link in an answer names, if it may be opened: web pages in the browser, files of the workspace in the
// editor. The address comes from a model: everything else is dropped.

import * as vscode from "vscode";
import { parseFileLink } from "../../core/context/parseFileLink.ts";
import { findNamedFile } from "../codeBlocks/workspaceFile.ts";

/** Opens `href`; false when it is nothing we open. */
export async function openLink(href: string): Promise<boolean> {
  if (/^https?:\/\//i.test(href)) return openInBrowser(href);
  const target = parseFileLink(href);
  const named = target && (await findNamedFile(target.path));
  if (!target || named?.type !== "file") return false;
  const line = Math.max(0, (target.line ?? 1) - 1);
  await vscode.window.showTextDocument(named.uri, { selection: new vscode.Range(line, 0, line, 0), preview: true });
  return true;
}

/**
 * A `Uri` forgets how its query was written, and `C%2B%2B` would open as `C++`. The API's implementation takes the text as it is, though
 * its types do not say so.
 */
function openInBrowser(href: string): Thenable<boolean> {
  vscode.Uri.parse(href, true);
  return vscode.env.openExternal(href as unknown as vscode.Uri);
}
