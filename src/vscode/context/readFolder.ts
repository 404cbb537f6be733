// A folder as one text: the list of its files, then what is in them as far as it goes.

import type * as vscode from "vscode";
import type { ReadGate } from "../../core/access/readGate.ts";
import { visibleName } from "../../core/util/plainText.ts";
import type { WorkspaceFiles } from "./workspaceFiles.ts";

/** Names in the list. */
const maxNames = 1000;
/** Characters of contents: about 100,000 tokens. */
const maxContents = 400_000;

/** Files that are opened at all, and the room below which none is worth opening. */
const maxRead = 2000;
const smallestRoom = 200;

/** What was read, how many files there are, and how many of them were named but left out. */
export interface FolderText {
  readonly text: string;
  readonly count: number;
  readonly leftOut: number;
}

/** Reads the files below `folder` that may be read and sent. Any other is named and not read out. */
export async function readFolder(
  folder: vscode.Uri,
  files: WorkspaceFiles,
  gate: ReadGate,
  chat: string,
): Promise<FolderText> {
  const listed = await files.below(folder);
  const contents: string[] = [];
  const names: string[] = [];
  let length = 0;
  let leftOut = 0;
  for (const { uri, path: named } of listed) {
    // A line break in a name would begin a line of its own, and name what is not there.
    const path = visibleName(named);
    const open = contents.length + leftOut < maxRead && maxContents - length >= smallestRoom;
    const text = open ? await readOne(uri, gate, chat) : undefined;
    const fits = text !== undefined && length + text.length <= maxContents;
    if (fits) {
      contents.push(`--- ${path}\n${text}\n`);
      length += text.length;
    } else {
      leftOut++;
    }
    if (names.length < maxNames) names.push(fits ? path : `${path} [not included]`);
  }
  const more = listed.length > names.length ? `[${listed.length - names.length} more files]\n` : "";
  return { text: `${names.join("\n")}\n${more}\n${contents.join("\n")}`, count: listed.length, leftOut };
}

async function readOne(uri: vscode.Uri, gate: ReadGate, chat: string): Promise<string | undefined> {
  const decision = await gate.read(uri.toString(), { chat });
  return decision.type === "admitted" ? decision.text : undefined;
}
