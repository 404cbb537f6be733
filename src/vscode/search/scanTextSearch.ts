// Looks for text without ripgrep, or where there is no disk: lists the files, and reads them one by one, within bounds.

import * as vscode from "vscode";
import { looksBinary, maxFileBytes } from "../../core/access/fileLimits.ts";
import type { Hit } from "../../core/tools/foundText.ts";
import type { FileSearch } from "./fileSearch.ts";
import type { TextQuery } from "./ripgrepArguments.ts";
import { scanText } from "./scanText.ts";
import type { TextFound, TextSearch, TextSearching } from "./textSearch.ts";

/** What is looked into: files, bytes in all, and ms. */
const maxFiles = 5_000;
const maxBytes = 64 * 1024 * 1024;
const maxMs = 10_000;
/** After so many texts that took too long, the expression is at fault. */
const maxSlow = 3;
const tooSlow = { type: "problem", text: "it takes too long on these files: make it simpler" } as const;

/** For any folder. */
export class ScanTextSearch implements TextSearch {
  readonly #files: FileSearch;

  constructor(files: FileSearch) {
    this.#files = files;
  }

  async files({ folder, query, below, accepts, maxHits, signal }: TextSearching): Promise<TextFound> {
    const until = performance.now() + maxMs;
    const paths = new Set<string>();
    await this.#files.files({
      folder,
      below,
      signal,
      onPaths: (more) => {
        for (const path of more) if (accepts(path)) paths.add(path);
      },
    });
    const hits: Hit[] = [];
    let files = 0;
    let slow = 0;
    let bytes = 0;
    for (const path of [...paths].sort()) {
      signal.throwIfAborted();
      if (files++ >= maxFiles || bytes > maxBytes || performance.now() > until)
        return { type: "found", hits, isAll: false };
      const text = await textOf(vscode.Uri.joinPath(folder.uri, path));
      if (text === undefined) continue;
      bytes += text.length;
      const found = scanText(query, text, maxHits - hits.length + 1);
      if (found.type === "problem") return found;
      if (found.type === "slow") {
        if (++slow >= maxSlow) return tooSlow;
        continue;
      }
      hits.push(...found.hits.map((hit) => ({ ...hit, path })));
      if (hits.length > maxHits) return { type: "found", hits: hits.slice(0, maxHits), isAll: false };
    }
    return slow > 0 && hits.length === 0 ? tooSlow : { type: "found", hits, isAll: slow === 0 };
  }

  async text(query: TextQuery, text: string, maxHits: number): Promise<TextFound> {
    const found = scanText(query, text, maxHits + 1);
    if (found.type === "problem") return found;
    if (found.type === "slow") return tooSlow;
    const hits = found.hits.slice(0, maxHits).map((hit) => ({ ...hit, path: "" }));
    return { type: "found", hits, isAll: found.hits.length <= maxHits };
  }
}

/** Undefined for what is no text, or too much of it. */
async function textOf(uri: vscode.Uri): Promise<string | undefined> {
  try {
    const { type, size } = await vscode.workspace.fs.stat(uri);
    if (type !== vscode.FileType.File || size > maxFileBytes) return undefined;
    const bytes = await vscode.workspace.fs.readFile(uri);
    return looksBinary(bytes) ? undefined : await vscode.workspace.decode(bytes, { uri });
  } catch {
    return undefined;
  }
}
