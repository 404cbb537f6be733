import * as vscode from "vscode";
import type { GitApi, GitRepository } from "./gitApi.ts";

/**
 * The repository that is meant: whose title was pressed (`argument`), else that of the active editor, else the only one,
 * else the one that the person picks under `title`. Undefined when there is none, or they pick none.
 */
export async function chooseRepository(
  git: GitApi,
  argument: unknown,
  title: string,
): Promise<GitRepository | undefined> {
  const root = (argument as { rootUri?: unknown } | undefined)?.rootUri;
  const uri = root instanceof vscode.Uri ? root : vscode.window.activeTextEditor?.document.uri;
  const found = (uri && git.getRepository(uri)) ?? (git.repositories.length === 1 ? git.repositories[0] : undefined);
  if (found || git.repositories.length === 0) return found;
  const items = git.repositories.map((repository) => ({ label: repository.rootUri.fsPath, repository }));
  return (await vscode.window.showQuickPick(items, { title }))?.repository;
}
