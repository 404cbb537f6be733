// The files that answers name: which of the names are files of the workspace, and opening one. The names come from a
// model: what lies outside, by its name or through a link, is none, and nothing is read before a person opens it.

import * as vscode from "vscode";
import { plainName } from "../../core/util/plainText.ts";
import type { FileTarget } from "../../protocol/toHost.ts";
import type { FoundFile } from "../../protocol/toWebview.ts";
import { isInsideWorkspace } from "../access/isInsideWorkspace.ts";
import { findFileAt } from "../codeBlocks/workspaceFile.ts";
import type { WorkspaceFiles } from "../context/workspaceFiles.ts";

/** Names looked at on the disk at once. */
const atOnce = 8;

/** Knows the files of the window. */
export class AnswerFiles {
  readonly #files: Pick<WorkspaceFiles, "endingIn" | "isListed">;

  constructor(files: Pick<WorkspaceFiles, "endingIn" | "isListed">) {
    this.#files = files;
  }

  /** Those of `names` that are files, each with its place as a person names it. Never rejects. */
  async find(names: readonly string[]): Promise<readonly FoundFile[]> {
    // Words like Node.js are no reason to list a workspace: only a path is one.
    const mayList = (missing: readonly string[]) => this.#files.isListed || missing.some((name) => /[/\\]/.test(name));
    const found = await this.#resolve(names, mayList).catch(() => new Map<string, vscode.Uri>());
    return [...found].map(([name, uri]) => ({ name, path: uri.scheme === "file" ? uri.fsPath : uri.path }));
  }

  /** Opens it at its line; false when there is no such file, or no longer. Lines behind its end are its last. */
  async open({ name, line, column = 1, endLine }: FileTarget): Promise<boolean> {
    const uri = (await this.#resolve([name], () => true)).get(name);
    if (!uri) return false;
    const start = line === undefined ? undefined : new vscode.Position(line - 1, column - 1);
    const end = start && endLine !== undefined && endLine > start.line ? new vscode.Position(endLine, 0) : start;
    await vscode.commands.executeCommand("vscode.open", uri, {
      preview: true,
      // A chat in a tab stays where it is.
      viewColumn: (vscode.window.activeTextEditor ?? vscode.window.visibleTextEditors[0])?.viewColumn,
      ...(start && end ? { selection: new vscode.Range(start, end) } : {}),
    } satisfies vscode.TextDocumentShowOptions);
    return true;
  }

  /** `mayList` says whether to look for names that are nowhere as written at the ends of all paths. */
  async #resolve(
    names: readonly string[],
    mayList: (missing: readonly string[]) => boolean,
  ): Promise<ReadonlyMap<string, vscode.Uri>> {
    const found = new Map<string, vscode.Uri>();
    const missing: string[] = [];
    for (let at = 0; at < names.length; at += atOnce) {
      const look = async (name: string) => {
        const named = await findFileAt(name);
        if (named.type === "file") found.set(name, named.uri);
        else if (named.type === "missing" && isRelative(name)) missing.push(name);
      };
      await Promise.all(names.slice(at, at + atOnce).map(look));
    }
    if (missing.length === 0 || !mayList(missing.map(normal))) return found;
    const ends = await this.#files.endingIn(missing.map(normal));
    for (const name of missing) {
      const uri = ends.get(normal(name));
      if (uri && (await isInsideWorkspace(uri)) && (await isFile(uri))) found.set(name, uri);
    }
    return found;
  }
}

/** The words for a file that was there when its name became a link. */
export function goneWords(name: string): string {
  return vscode.l10n.t("{0} does not exist any more.", plainName(name));
}

function normal(name: string): string {
  return name.replaceAll("\\", "/").replace(/^(?:\.\/)+/, "");
}

function isRelative(name: string): boolean {
  return !/^(?:[/\\]|[A-Za-z]:)|(?:^|[/\\])\.\.(?:[/\\]|$)/.test(name);
}

async function isFile(uri: vscode.Uri): Promise<boolean> {
  try {
    return ((await vscode.workspace.fs.stat(uri)).type & vscode.FileType.File) !== 0;
  } catch {
    return false;
  }
}
