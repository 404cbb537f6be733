// What a file holds now: what the person typed and did not save is part of it.

import { lstat, readFile, readlink, realpath } from "node:fs/promises";
import * as vscode from "vscode";
import type { FileContent } from "../../../core/agent/checkpoints/changePorts.ts";
import { checkpointLimits } from "./checkpointStore.ts";
import { ownPlaceOf } from "./filePlaces.ts";

const missing = new Set(["ENOENT", "ENOTDIR", "FileNotFound", "EntryNotFound"]);

/** The content of the file `place` (a URI). Undefined when there is none. Rejects when it cannot be read. */
export async function readFileContent(place: string): Promise<FileContent | undefined> {
  const uri = vscode.Uri.parse(place, true);
  const onDisk = await (uri.scheme === "file" ? readDisk(uri.fsPath) : readOther(uri));
  // What an editor still shows of a file that is gone is no file.
  if (!onDisk || onDisk.kind === "link") return onDisk;
  const document = await dirtyDocument(place);
  if (!document) return onDisk;
  const bytes = await bytesOf(document, onDisk.kind === "bytes" ? onDisk.bytes : undefined);
  return { kind: "bytes", bytes, ...(onDisk.kind === "bytes" && onDisk.executable && { executable: true }) };
}

/** The document with unsaved changes that shows the file `place`, under whatever name. */
export async function dirtyDocument(place: string): Promise<vscode.TextDocument | undefined> {
  const dirty = vscode.workspace.textDocuments.filter(
    ({ isDirty, isUntitled, isClosed }) => isDirty && !isUntitled && !isClosed,
  );
  const named = dirty.find(({ uri }) => uri.toString() === place);
  if (named) return named;
  for (const document of dirty) {
    if (document.uri.scheme === "file" && (await realPlaceOf(document.uri)) === place) return document;
  }
  return undefined;
}

/** A document writes to what its name leads to. */
async function realPlaceOf(uri: vscode.Uri): Promise<string> {
  const found = await lstat(uri.fsPath).catch(() => undefined);
  if (!found?.isSymbolicLink()) return ownPlaceOf(uri);
  return ownPlaceOf(vscode.Uri.file(await realpath(uri.fsPath).catch(() => uri.fsPath)));
}

/** As saving would write it. `onDisk` shows whether the file has a mark. */
async function bytesOf(document: vscode.TextDocument, onDisk: Uint8Array | undefined): Promise<Uint8Array> {
  const { encoding } = document;
  const bytes = await vscode.workspace.encode(document.getText(), { encoding });
  const mark = onDisk && markOf(onDisk);
  return mark && !markOf(bytes) ? Uint8Array.of(...mark, ...bytes) : bytes;
}

function markOf(bytes: Uint8Array): readonly number[] | undefined {
  const marks = [
    [0xef, 0xbb, 0xbf],
    [0xff, 0xfe],
    [0xfe, 0xff],
  ];
  return marks.find((mark) => mark.every((byte, at) => bytes[at] === byte));
}

async function readDisk(path: string): Promise<FileContent | undefined> {
  try {
    const found = await lstat(path);
    if (found.isSymbolicLink()) return { kind: "link", target: await readlink(path) };
    if (!found.isFile()) return undefined;
    if (found.size > checkpointLimits.fileBytes) return { kind: "large", mark: `${found.size}-${found.mtimeMs}` };
    const executable = process.platform !== "win32" && (found.mode & 0o111) !== 0;
    const bytes = await readFile(path);
    return { kind: "bytes", bytes, modifiedAt: found.mtimeMs, ...(executable && { executable }) };
  } catch (error) {
    if (missing.has((error as NodeJS.ErrnoException).code ?? "")) return undefined;
    throw error;
  }
}

async function readOther(uri: vscode.Uri): Promise<FileContent | undefined> {
  try {
    const { size, mtime, type } = await vscode.workspace.fs.stat(uri);
    if ((type & vscode.FileType.File) === 0) return undefined;
    if (size > checkpointLimits.fileBytes) return { kind: "large", mark: `${size}-${mtime}` };
    return { kind: "bytes", bytes: await vscode.workspace.fs.readFile(uri) };
  } catch (error) {
    if (missing.has((error as vscode.FileSystemError).code)) return undefined;
    throw error;
  }
}
