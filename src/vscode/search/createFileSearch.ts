// The search of this VS Code.

import * as vscode from "vscode";
import type { IgnoredFiles } from "../access/ignoredFiles.ts";
import type { FileListing, FileSearch } from "./fileSearch.ts";
import { FindFilesSearch } from "./findFilesSearch.ts";
import { findRipgrep, ripgrepPlaces } from "./findRipgrep.ts";
import { RipgrepSearch } from "./ripgrepSearch.ts";
import { ripgrepAt } from "./runRipgrep.ts";

/** Looks for ripgrep, below VS Code's root, when something is first searched for. `warn` hears why it was not used. */
export function createFileSearch(
  ignored: IgnoredFiles,
  warn: (message: string) => void,
  appRoot = vscode.env.appRoot,
): FileSearch {
  const others = new FindFilesSearch(ignored);
  let found: Promise<FileSearch | undefined> | undefined;
  const find = async () => {
    const path = await findRipgrep(ripgrepPlaces(appRoot, process.platform, process.arch));
    if (path === undefined) warn(`no ripgrep below ${appRoot}: files are found through VS Code`);
    return path === undefined ? undefined : new RipgrepSearch(ripgrepAt(path), ignored);
  };
  return {
    async files(listing: FileListing) {
      found ??= find();
      const ripgrep = listing.folder.uri.scheme === "file" ? await found : undefined;
      if (!ripgrep) return others.files(listing);
      try {
        return await ripgrep.files(listing);
      } catch (error) {
        if (listing.signal.aborted) throw error;
        warn(`files are found through VS Code: ${String(error)}`);
        return others.files(listing);
      }
    },
  };
}
