// A folder as one text: the list of its files, then what is in them as far as it goes.

import type * as vscode from "vscode";
import { findSecret, hasSecretName } from "../../core/access/secretRules.ts";
import type { FileGate } from "../access/fileGate.ts";
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

/** Reads the files below `folder` that may be read. What looks like a secret is named and never read out. */
export async function readFolder(folder: vscode.Uri, files: WorkspaceFiles, gate: FileGate): Promise<FolderText> {
  const listed = await files.below(folder);
  const contents: string[] = [];
  const names: string[] = [];
  let length = 0;
  let leftOut = 0;
  for (const { uri, path } of listed) {
    const open = contents.length + leftOut < maxRead && maxContents - length >= smallestRoom;
    const text = open ? await readOne(uri, path, gate) : undefined;
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

async function readOne(uri: vscode.Uri, path: string, gate: FileGate): Promise<string | undefined> {
  if (hasSecretName(path)) return undefined;
  const admitted = await gate.admit(uri, "file");
  if (typeof admitted === "string") return undefined;
  const read = await gate.read(uri);
  return typeof read === "string" || findSecret(read.text) !== undefined ? undefined : read.text;
}
