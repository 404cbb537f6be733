// The search in texts of this VS Code.

import * as vscode from "vscode";
import type { IgnoredFiles } from "../access/ignoredFiles.ts";
import type { FileSearch } from "./fileSearch.ts";
import { findRipgrep, ripgrepPlaces } from "./findRipgrep.ts";
import { RipgrepTextSearch } from "./ripgrepTextSearch.ts";
import { ripgrepAt } from "./runRipgrep.ts";
import { ScanTextSearch } from "./scanTextSearch.ts";
import type { TextFound, TextSearch } from "./textSearch.ts";

/** Looks for ripgrep when something is first searched for; `warn` hears why it was not used. */
export function createTextSearch(
  ignored: IgnoredFiles,
  files: FileSearch,
  warn: (message: string) => void,
  appRoot = vscode.env.appRoot,
): TextSearch {
  const scan = new ScanTextSearch(files);
  let found: Promise<TextSearch | undefined> | undefined;
  const find = async () => {
    const path = await findRipgrep(ripgrepPlaces(appRoot, process.platform, process.arch));
    if (path === undefined) warn(`no ripgrep below ${appRoot}: texts are searched file by file`);
    return path === undefined ? undefined : new RipgrepTextSearch(ripgrepAt(path), ignored);
  };
  const through = async (
    isOnDisk: boolean,
    signal: AbortSignal,
    search: (by: TextSearch) => Promise<TextFound>,
  ): Promise<TextFound> => {
    found ??= find();
    const ripgrep = isOnDisk ? await found : undefined;
    if (!ripgrep) return search(scan);
    try {
      return await search(ripgrep);
    } catch (error) {
      if (signal.aborted) throw error;
      warn(`texts are searched file by file: ${String(error)}`);
      return search(scan);
    }
  };
  return {
    files: (searching) =>
      through(searching.folder.uri.scheme === "file", searching.signal, (by) => by.files(searching)),
    text: (query, text, maxHits, signal) => through(true, signal, (by) => by.text(query, text, maxHits, signal)),
  };
}
