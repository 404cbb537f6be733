// Places that language services name, with the line that stands there.

import * as vscode from "vscode";
import type { ReadGate } from "../../../core/access/readGate.ts";
import { type Hit, hitsText, maxHits } from "../../../core/tools/foundText.ts";
import { shownPath } from "../../../core/tools/placeOf.ts";
import { visibleName } from "../../../core/util/plainText.ts";
import { openFolder, workspaceFolders } from "../workspaceFolders.ts";
import type { ServicePlace } from "./languageServices.ts";
import { linesToTell } from "./linesToTell.ts";
import { readForModel } from "./readFileTool.ts";
import { someAtATime } from "./stoppable.ts";

/** Files that are opened for their lines, and those of them that are told. */
const maxOpened = 400;
const maxFiles = 100;

/**
 * One line a place, by path; empty for none. What may not be read is left out without a word: whether a name stands there is
 * nothing to be told either. `count` are those that are told.
 */
export async function placesText(
  gate: ReadGate,
  places: readonly ServicePlace[],
  chat: string,
): Promise<{ readonly text: string; readonly count: number }> {
  const byFile = new Map<string, Map<number, string | undefined>>();
  for (const { uri, line, label } of places) {
    const lines = byFile.get(uri.toString()) ?? new Map<number, string | undefined>();
    byFile.set(uri.toString(), lines.set(line, lines.get(line) ?? label));
  }
  const read = await someAtATime(
    [...byFile].slice(0, maxOpened),
    ([address, lines]) => hitsOf(gate, address, lines, chat),
    (made) => made.filter((hits) => hits.length > 0).length > maxFiles,
  );
  const told = read.filter((hits) => hits.length > 0);
  const hits = told.slice(0, maxFiles).flat();
  const isAll = told.length <= maxFiles;
  return { text: hits.length === 0 ? "" : hitsText(hits, isAll), count: Math.min(hits.length, maxHits) };
}

async function hitsOf(
  gate: ReadGate,
  address: string,
  lines: ReadonlyMap<number, string | undefined>,
  chat: string,
): Promise<readonly Hit[]> {
  const decision = await readForModel(gate, address, chat);
  if (decision.type !== "admitted") return [];
  const text = decision.text.split(/\r\n|\r|\n/);
  const path = visibleName(shownAddress(address));
  const told = await linesToTell(gate, address, lines.keys(), text, chat);
  return [...lines].flatMap(([line, label]): readonly Hit[] => {
    if (!told.has(line)) return [];
    const said = label === undefined ? "" : ` (${visibleName(label.slice(0, 100))})`;
    return [{ path, line: line + 1, text: `${(text[line] ?? "").slice(0, maxLine).toWellFormed()}${said}` }];
  });
}

const maxLine = 300;

/** The path of a file as the model may write it again. */
export function shownAddress(address: string): string {
  const uri = vscode.Uri.parse(address, true);
  const owner = vscode.workspace.getWorkspaceFolder(uri);
  const folders = workspaceFolders();
  const folder = owner && folders.find((each) => openFolder(each)?.uri.toString() === owner.uri.toString());
  if (!owner || !folder) return uri.fsPath;
  return shownPath(folder, uri.path.slice(owner.uri.path.replace(/\/$/, "").length + 1), folders);
}
