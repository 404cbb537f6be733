import * as vscode from "vscode";
import { innerFolders } from "../../../core/tools/scopeOf.ts";
import { openFolder, uriOf, workspaceFolders } from "../workspaceFolders.ts";
import { readForModel } from "./readFileTool.ts";
import type { ReadingDeps } from "./readingDeps.ts";

/** Files that are told and looked at, and hits that are looked for. */
const maxFiles = 4;
const maxLooked = 16;
const maxFound = 400;

/**
 * Admitted files in which `word` stands, those first that seem to define it. They are opened, without a tab. Rejects when
 * `signal` aborts.
 */
export async function filesWithWord(
  { texts, gate }: ReadingDeps,
  word: string,
  chat: string,
  signal: AbortSignal,
): Promise<readonly vscode.Uri[]> {
  const folders = workspaceFolders();
  const escaped = word.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&");
  const query = { text: `(?:^|[^\\w$])${escaped}(?:[^\\w$]|$)`, isRegex: true, isCaseSensitive: true };
  const weights = new Map<string, number>();
  for (const folder of folders) {
    const open = openFolder(folder);
    const isInner = innerFolders(folder, folders);
    const isNamed = (path: string) => gate.asksByName(uriOf({ folder, relative: path }).toString(), chat);
    const accepts = (path: string) => !isInner(path) && !isNamed(path);
    if (!open) continue;
    const found = await texts.files({
      folder: open,
      query,
      below: "",
      unwanted: [],
      accepts,
      maxHits: maxFound,
      signal,
    });
    if (found.type === "problem") continue;
    for (const { path, text } of found.hits) {
      const address = uriOf({ folder, relative: path }).toString();
      weights.set(address, Math.max(weights.get(address) ?? 0, defines.test(text) ? 2 : 1));
    }
  }
  const best = [...weights].toSorted(([, a], [, b]) => b - a).slice(0, maxLooked);
  const admitted: vscode.Uri[] = [];
  for (const [address] of best) {
    if (admitted.length === maxFiles) break;
    if ((await readForModel(gate, address, chat)).type === "admitted") admitted.push(vscode.Uri.parse(address, true));
  }
  return admitted;
}

/** Words that begin definitions in many languages. */
const defines =
  /\b(?:class|interface|struct|enum|trait|type|record|object|function|func|fn|def|fun|sub|proc|module|namespace|package|macro|define|const|let|var|val|static)\b/;
