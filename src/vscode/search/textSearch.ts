// Text in the files of a folder, whoever looks for it: the port behind the search of the model.

import type * as vscode from "vscode";
import type { Hit } from "../../core/tools/foundText.ts";
import type { TextQuery } from "./ripgrepArguments.ts";

/** What to look for, and where. */
export interface TextSearching {
  readonly folder: vscode.WorkspaceFolder;
  readonly query: TextQuery;
  /** A folder below it, relative with `/`; "" for all. */
  readonly below: string;
  /** Globs of files that are not wanted, as Git has them, each with `!` first; the rest is asked of `accepts`. */
  readonly unwanted: readonly string[];
  /** Whether a file is wanted, by its path relative to `folder`, with `/`. */
  readonly accepts: (path: string) => boolean;
  readonly maxHits: number;
  readonly signal: AbortSignal;
}

/** Hits by path and line; `isAll` false when there may be more. Or what is wrong with the query, in words. */
export type TextFound =
  | { readonly type: "found"; readonly hits: readonly Hit[]; readonly isAll: boolean }
  | { readonly type: "problem"; readonly text: string };

/**
 * Looks into the files that neither Git's rules nor `files.exclude` hide (what lies below an ignored `below` may come all the
 * same), as they are on the disk, without following links. The same question finds the same. Rejects with an `AbortError`
 * when aborted.
 */
export interface TextSearch {
  files(searching: TextSearching): Promise<TextFound>;
  /** The same in one text. */
  text(query: TextQuery, text: string, maxHits: number, signal: AbortSignal): Promise<TextFound>;
}
