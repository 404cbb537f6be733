// `search_text`: lines of files that the gate admits, as they are in the editor where they were not saved.

import * as vscode from "vscode";
import { type Hit, hitsText, maxHits } from "../../../core/tools/foundText.ts";
import { includeOf } from "../../../core/tools/includeOf.ts";
import { shownPath, type WorkspaceFolder } from "../../../core/tools/placeOf.ts";
import { consentText } from "../../../core/tools/readWords.ts";
import { innerFolders } from "../../../core/tools/scopeOf.ts";
import { searchText } from "../../../core/tools/searchText.ts";
import { type Tool, textResult, tool } from "../../../core/tools/toolRun.ts";
import { visibleName } from "../../../core/util/plainText.ts";
import type { TextQuery } from "../../search/ripgrepArguments.ts";
import type { TextFound } from "../../search/textSearch.ts";
import { openFolder, uriOf, workspaceFolders } from "../workspaceFolders.ts";
import { admittedLines } from "./admittedLines.ts";
import type { ReadingDeps } from "./readingDeps.ts";
import { someAtATime, stopping } from "./stoppable.ts";

/** Hits that are counted in one folder; with more, it is only said that there are. */
const maxFound = 5_000;
/** Documents with unsaved text that are looked into. */
const maxDirty = 50;

/** The hits of one file. */
interface FileHits {
  readonly address: string;
  readonly path: string;
  readonly hits: Hit[];
}

/**
 * Searches all folders. What the gate does not admit is left out without a word: were it told that something was found there,
 * a query at a time would find out what.
 */
export function createSearchText(deps: ReadingDeps): Tool {
  return tool(
    searchText,
    stopping(async ({ query, is_regex = false, include = "", case_sensitive = false }, { scope: { chat }, signal }) => {
      const folders = workspaceFolders();
      if (folders.length === 0) return textResult("No folder is open: there are no files.", undefined, "failed");
      if (query === "") return textResult("`query` is empty.", undefined, "failed");
      const wanted = { text: query, isRegex: is_regex, isCaseSensitive: case_sensitive };
      const files = new Map<string, FileHits>();
      const finding = await Promise.all(
        folders.map((folder) => searchFolder(deps, { folder, folders, include, query: wanted, chat, signal }, files)),
      );
      const problem = finding.find((found) => found.type === "problem");
      if (problem) return textResult(`The query is no valid expression: ${problem.text}`, undefined, "failed");
      const closed = finding.flatMap((found) => (found.type === "closed" ? [found.text] : []));
      if (closed.length === folders.length) return textResult(closed.join("\n"), undefined, "failed");
      const isAll = finding.every((found) => found.type !== "found" || found.isAll);
      const sorted = [...files.values()].toSorted((a, b) => (a.path < b.path ? -1 : 1));
      const looked = await someAtATime(
        sorted,
        ({ address, hits }) => admittedLines(deps.gate, address, hits, chat),
        // One more than is told says that there are more.
        (made) => made.reduce((sum, { length }) => sum + length, 0) > maxHits,
      );
      const lines = looked.flat();
      // An early end may be due to what is not told: then nothing is said of it.
      const isWhole = isAll || lines.length < sorted.reduce((sum, { hits }) => sum + hits.length, 0);
      const text = [hitsText(lines.slice(0, maxHits), isWhole && lines.length <= maxHits), ...closed].join("\n");
      return textResult(text, { query, hits: lines.length, files: new Set(lines.map((each) => each.path)).size });
    }),
  );
}

/** What is looked for in one folder. */
interface FolderSearch {
  readonly folder: WorkspaceFolder;
  readonly folders: readonly WorkspaceFolder[];
  readonly include: string;
  readonly query: TextQuery;
  readonly chat: string;
  readonly signal: AbortSignal;
}

/** Puts the hits of one folder into `into`, by address. */
async function searchFolder(
  { texts, gate }: ReadingDeps,
  { folder, folders, include, query, chat, signal }: FolderSearch,
  into: Map<string, FileHits>,
): Promise<TextFound | { readonly type: "closed"; readonly text: string }> {
  const open = openFolder(folder);
  const filter = includeOf(include, folder, folders);
  if (!open || !filter) return { type: "found", hits: [], isAll: true };
  const { below } = filter;
  if (below !== "") {
    const place = await gate.admit(uriOf({ folder, relative: below }).toString(), "folder", chat);
    if (place.type === "refused") return { type: "found", hits: [], isAll: true };
    const shown = shownPath(folder, below, folders);
    if (place.type === "consent") return { type: "closed", text: consentText(shown, place.reasons, "searched") };
  }
  const isInner = innerFolders(folder, folders);
  const byName = new Map<string, boolean>();
  const isNamed = (path: string) => {
    const asks = byName.get(path) ?? gate.asksByName(uriOf({ folder, relative: path }).toString(), chat);
    byName.set(path, asks);
    return asks;
  };
  // Those do not count either: enough of them would end the search of the rest.
  const accepts = (path: string) => filter.matches(path) && !isInner(path) && !isNamed(path);
  const dirty = dirtyIn(open, accepts);
  const add = (path: string, hit: Hit) => {
    const address = uriOf({ folder, relative: path }).toString();
    const shown = visibleName(shownPath(folder, path, folders));
    const file = into.get(address) ?? { address, path: shown, hits: [] };
    into.set(address, file);
    file.hits.push({ ...hit, path: shown });
  };
  const onDisk = await texts.files({
    folder: open,
    query,
    below,
    unwanted: filter.unwanted,
    accepts: (path) => accepts(path) && !dirty.has(path),
    maxHits: maxFound,
    signal,
  });
  if (onDisk.type === "problem") return onDisk;
  for (const hit of onDisk.hits) add(hit.path, hit);
  let { isAll } = onDisk;
  for (const [path, document] of dirty) {
    const found = await texts.text(query, document.getText(), maxHits, signal);
    if (found.type === "problem") return found;
    isAll &&= found.isAll;
    for (const hit of found.hits) add(path, hit);
  }
  return { type: "found", hits: [], isAll };
}

/** What was typed and not saved, by its path in the folder. */
function dirtyIn(
  folder: vscode.WorkspaceFolder,
  accepts: (path: string) => boolean,
): ReadonlyMap<string, vscode.TextDocument> {
  const found = new Map<string, vscode.TextDocument>();
  const start = folder.uri.path.replace(/\/$/, "").length + 1;
  for (const document of vscode.workspace.textDocuments) {
    if (!document.isDirty || found.size >= maxDirty || document.uri.scheme !== folder.uri.scheme) continue;
    const owner = vscode.workspace.getWorkspaceFolder(document.uri);
    if (owner?.uri.toString() !== folder.uri.toString()) continue;
    const path = document.uri.path.slice(start);
    if (accepts(path)) found.set(path, document);
  }
  return found;
}
