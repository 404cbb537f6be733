// What the menu behind `@` offers for a few letters. It hands out ids; only what was handed out can be picked.

import * as vscode from "vscode";
import type { Mention } from "../../core/context/mention.ts";
import { PathRanker } from "../../core/context/rankPaths.ts";
import { scorePath } from "../../core/context/scorePath.ts";
import type { MentionCandidate } from "../../protocol/context.ts";
import { outlineOf } from "../edit/editTarget.ts";
import { pathOf } from "../edit/readSubject.ts";
import type { ActiveEditor } from "./activeEditor.ts";
import { openFiles } from "./openEditors.ts";
import { flatten, searchSymbols } from "./symbols.ts";
import { terminalSelection } from "./terminalSelection.ts";
import type { ListedFile, WorkspaceFiles } from "./workspaceFiles.ts";

/** What one line of the menu stands for; asked when it is picked, because a selection may have moved on. */
interface Candidate {
  readonly shown: Omit<MentionCandidate, "id">;
  readonly resolve: () => Promise<readonly Mention[]> | readonly Mention[];
}

const maxFiles = 30;
const maxFolders = 8;
const maxOutline = 12;
/** Letters from which on symbols of the whole workspace are looked for. */
const lettersForSymbols = 2;
/** Ids that stay good: those of some menus back. */
const maxKnown = 2000;

/** Searches, and remembers what it offered. */
export class MentionSearch {
  readonly #files: WorkspaceFiles;
  readonly #editor: ActiveEditor;

  readonly #known = new Map<string, Candidate>();
  readonly #fileRanker = new PathRanker(pause);
  readonly #folderRanker = new PathRanker(pause);
  #running = new AbortController();
  #counter = 0;

  constructor(files: WorkspaceFiles, editor: ActiveEditor) {
    this.#files = files;
    this.#editor = editor;
  }

  /**
   * Calls `show` with the first candidates, again when more files came to be known, and again with symbols of the
   * workspace behind them when they are found. A search that another one follows shows nothing any more.
   */
  async search(query: string, show: (candidates: readonly MentionCandidate[], done: boolean) => void): Promise<void> {
    this.#running.abort();
    this.#running = new AbortController();
    const { signal } = this.#running;
    const [{ settled, whenSettled }, outline] = await Promise.all([
      this.#files.catchUp(query === ""),
      this.#searchOutline(query),
    ]);
    const hasSymbols = query.length >= lettersForSymbols;
    const symbols = hasSymbols && !signal.aborted ? this.#searchSymbols(query, outline) : [];
    const first = await this.#offerAll(query, outline, signal);
    if (!first) return;
    show(first, settled && !hasSymbols);
    let offered = first;
    if (!settled) {
      await whenSettled;
      const all = await this.#offerAll(query, outline, signal);
      if (!all) return;
      offered = all;
      show(offered, !hasSymbols);
    }
    if (!hasSymbols) return;
    const more = await symbols;
    if (!signal.aborted) show([...offered, ...more.map((candidate) => this.#offer(candidate))], true);
  }

  /** What the candidate `id` stands for now; empty for an id that was never offered. */
  async resolve(id: string): Promise<readonly Mention[]> {
    return (await this.#known.get(id)?.resolve()) ?? [];
  }

  /** Everything that is found at once; undefined when nobody waits for it any more. */
  async #offerAll(
    query: string,
    outline: readonly Candidate[],
    signal: AbortSignal,
  ): Promise<readonly MentionCandidate[] | undefined> {
    const files = await this.#files.find(query, "files", maxFiles, this.#fileRanker, signal);
    const folders =
      query === "" ? [] : await this.#files.find(query, "folders", maxFolders, this.#folderRanker, signal);
    if (!files || !folders || signal.aborted) return undefined;
    const candidates = [
      ...this.#things(query),
      ...(query === "" ? openFirst(files) : files).map(({ uri, path }) => toFile("file", uri, path)),
      ...folders.map(({ uri, path }) => toFile("folder", uri, `${path}/`)),
      ...outline,
    ];
    return candidates.map((candidate) => this.#offer(candidate));
  }

  /** Symbols of the workspace that the outline has not. */
  async #searchSymbols(query: string, outline: readonly Candidate[]): Promise<readonly Candidate[]> {
    const seen = new Set(outline.map(({ shown }) => `${shown.label} ${shown.detail}`));
    return (await searchSymbols(query).catch(() => []))
      .map((symbol) => toSymbol(symbol.name, symbol.uri, symbol.lines))
      .filter(({ shown }) => !seen.has(`${shown.label} ${shown.detail}`));
  }

  /** What is no file: offered while its name, in either language, goes with the letters. */
  #things(query: string): readonly Candidate[] {
    const { t } = vscode.l10n;
    const selection = this.#editor.selection();
    const thing = (
      kind: Candidate["shown"]["kind"],
      label: string,
      english: string,
      detail: string,
      resolve: Candidate["resolve"],
    ) => ({ shown: { kind, label, detail, insert: label.toLowerCase().replaceAll(" ", "-") }, resolve, english });
    const all = [
      ...(selection
        ? [
            thing("selection", t("Selection"), "selection", selection.label, () => [
              this.#editor.selection() ?? selection,
            ]),
          ]
        : []),
      thing("problems", t("Problems"), "problems", t("errors and warnings of the workspace"), () => [
        { kind: "problems", label: t("Problems") },
      ]),
      thing("changes", t("Changes"), "changes git", t("Git, not staged"), () => [
        { kind: "changes", label: t("Changes") },
      ]),
      thing("staged", t("Staged Changes"), "staged changes git", t("Git, for the next commit"), () => [
        { kind: "staged", label: t("Staged Changes") },
      ]),
      thing("terminal", t("Terminal Selection"), "terminal", t("what is selected in the terminal"), readTerminal),
      thing("editors", t("Open Editors"), "open editors tabs", t("every open file"), () =>
        openFiles().map(({ uri, path }) => ({ kind: "file", label: path, uri: uri.toString() })),
      ),
    ];
    const wanted = query.toLowerCase();
    return all.filter(
      ({ english, shown }) =>
        wanted === "" || [english, shown.label.toLowerCase(), shown.insert].some((name) => name.includes(wanted)),
    );
  }

  /** Symbols of the file in front, which need no index. */
  async #searchOutline(query: string): Promise<readonly Candidate[]> {
    const document = this.#editor.document();
    if (!document || query === "") return [];
    const wanted = query.toLowerCase();
    return flatten(await outlineOf(document))
      .map((symbol) => ({ symbol, score: scorePath(wanted, symbol.name.toLowerCase()) ?? 0 }))
      .filter(({ score }) => score >= 1)
      .sort((a, b) => b.score - a.score)
      .slice(0, maxOutline)
      .map(({ symbol }) => toSymbol(symbol.name.replace(/\(\)$/, ""), document.uri, symbol.range));
  }

  #offer(candidate: Candidate): MentionCandidate {
    const id = `c${++this.#counter}`;
    this.#known.set(id, candidate);
    for (const old of this.#known.keys()) {
      if (this.#known.size <= maxKnown) break;
      this.#known.delete(old);
    }
    return { id, ...candidate.shown };
  }
}

/** What is open comes before `files`. */
function openFirst(files: readonly ListedFile[]): readonly ListedFile[] {
  const open = openFiles();
  const isOpen = new Set(open.map(({ uri }) => uri.toString()));
  return [...open, ...files.filter(({ uri }) => !isOpen.has(uri.toString()))].slice(0, maxFiles);
}

/** Lets what else waits in the extension host have its turn. */
function pause(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

function toFile(kind: "file" | "folder", uri: vscode.Uri, path: string): Candidate {
  const bare = path.replace(/\/$/, "");
  const at = bare.lastIndexOf("/");
  return {
    shown: { kind, label: path.slice(at + 1), detail: bare.slice(0, Math.max(0, at)), insert: path },
    resolve: () => [{ kind, label: path, uri: uri.toString() }],
  };
}

function toSymbol(name: string, uri: vscode.Uri, lines: { start: number; end: number }): Candidate {
  return {
    shown: { kind: "symbol", label: name, detail: pathOf(uri), insert: name },
    resolve: () => [{ kind: "symbol", label: name, name, uri: uri.toString(), lines }],
  };
}

async function readTerminal(): Promise<readonly Mention[]> {
  const text = await terminalSelection();
  const name = vscode.window.activeTerminal?.name;
  const label = name === undefined ? vscode.l10n.t("Terminal Selection") : `${vscode.l10n.t("Terminal")}: ${name}`;
  return [{ kind: "terminal", label, text }];
}
