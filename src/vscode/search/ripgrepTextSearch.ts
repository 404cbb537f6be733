// Looks for text through VS Code's ripgrep, whose expressions take linear time.

import { tmpdir } from "node:os";
import * as vscode from "vscode";
import { HitReader } from "../../core/tools/hitReader.ts";
import { maxTextBytes } from "../../core/tools/readLimits.ts";
import { rootOf } from "../access/gitOnDisk.ts";
import { excludedPatterns, type IgnoredFiles, neverListedNames } from "../access/ignoredFiles.ts";
import { encodingLabel } from "./encodingLabel.ts";
import { gitRulesAround } from "./listWithRipgrep.ts";
import { type ListRules, searchArguments, type TextQuery } from "./ripgrepArguments.ts";
import type { RipgrepRun, RunRipgrep } from "./runRipgrep.ts";
import type { TextFound, TextSearch, TextSearching } from "./textSearch.ts";

const noRules: ListRules = {
  isInRepository: false,
  globalFile: undefined,
  foldsCase: false,
  neverListed: [],
  excluded: [],
};

/** For folders of the disk. */
export class RipgrepTextSearch implements TextSearch {
  readonly #run: RunRipgrep;
  readonly #ignored: IgnoredFiles;

  constructor(run: RunRipgrep, ignored: IgnoredFiles) {
    this.#run = run;
    this.#ignored = ignored;
  }

  async files({ folder, query, below, unwanted, accepts, maxHits, signal }: TextSearching): Promise<TextFound> {
    const cwd = folder.uri.fsPath;
    const root = rootOf(cwd);
    const rules = {
      ...gitRulesAround(root, this.#ignored.onDisk(root)),
      neverListed: neverListedNames,
      excluded: excludedPatterns(folder.uri),
    };
    const encoding = encodingLabel(vscode.workspace.getConfiguration("files", folder.uri).get<string>("encoding"));
    const args = searchArguments(query, { below, unwanted, encoding, maxBytes: maxTextBytes }, rules);
    const found = await this.#search(query, args, new HitReader(accepts, maxHits), { cwd, signal });
    if (found.type === "problem" || found.isAll) return found;
    // Which ones came first was chance: those that are first by their paths are the same each time.
    return this.#search(query, ["--sort=path", ...args], new HitReader(accepts, maxHits), { cwd, signal });
  }

  async text(query: TextQuery, text: string, maxHits: number, signal: AbortSignal): Promise<TextFound> {
    const place = { below: "-", unwanted: [], encoding: undefined, maxBytes: maxTextBytes };
    const args = searchArguments(query, place, noRules);
    return this.#search(query, args, new HitReader(() => true, maxHits), { cwd: tmpdir(), signal, input: text });
  }

  async #search(
    { isRegex }: TextQuery,
    args: readonly string[],
    reader: HitReader,
    run: Omit<RipgrepRun, "onOutput">,
  ): Promise<TextFound> {
    const { code, complaint } = await this.#run(args, { ...run, onOutput: (bytes) => reader.push(bytes) });
    const { hits, isAll } = reader;
    // It does not speak of files that it may not read: what it says is about the expression, or it did not understand us.
    if (code === 2 && hits.length === 0 && complaint.trim() !== "") {
      if (isRegex) return { type: "problem", text: complaint.trim() };
      throw new Error(`ripgrep ended with ${code}: ${complaint}`);
    }
    if (code === null && isAll) throw new Error("ripgrep was ended");
    return { type: "found", hits, isAll };
  }
}
