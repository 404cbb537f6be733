import * as vscode from "vscode";
import type { JudgedFile } from "../../core/access/judgeDiff.ts";
import type { Ask } from "../../core/access/readDecision.ts";

/** What to ask before the text of a file of a diff is sent; undefined: nothing. `root` is the repository's. */
export function askAboutDiff({ paths, reasons }: JudgedFile, root: vscode.Uri): Ask | undefined {
  if (reasons.length === 0) return undefined;
  // What is no file by itself is no folder either: a yes to the repository's folder is none to this.
  if (paths.length === 0) return { address: root.with({ fragment: "diff" }).toString(), path: "git diff", reasons };
  const uri = vscode.Uri.joinPath(root, paths.at(-1) ?? "");
  return { address: uri.toString(), path: vscode.workspace.asRelativePath(uri), reasons };
}
