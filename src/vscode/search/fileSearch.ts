// The files of a folder, whoever finds them: the one port behind mentions, folders and the tools of the model.

import type * as vscode from "vscode";

/** What to list. */
export interface FileListing {
  readonly folder: vscode.WorkspaceFolder;
  /** A folder below it, relative with `/`; "" for all. One that is hidden itself is listed all the same. */
  readonly below: string;
  readonly signal: AbortSignal;
  /** Called with paths relative to `folder`, with `/`, in no order; a path may come twice. */
  readonly onPaths: (paths: readonly string[]) => void;
}

/**
 * Lists the files that neither Git's rules nor `files.exclude` hide, hidden ones included, without following links.
 * Rejects with an `AbortError` when aborted.
 */
export interface FileSearch {
  files(listing: FileListing): Promise<void>;
}
