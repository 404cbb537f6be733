// What stands in a file now: the open document's text, else the bytes of the disk. Where the settings have a say in the
// encoding, the editor is asked for it, without a tab.

import * as vscode from "vscode";
import type { FoundFile, FoundText, Place, Unfit } from "../../../core/agent/writing/writingPorts.ts";
import { formOf, readBytes, writeBytes } from "../../../core/tools/textBytes.ts";
import { encodingProblem } from "../../access/encodingFit.ts";
import { uriOf } from "../workspaceFolders.ts";
import { documentFinder, isHeldElsewhere, isInStep } from "./openDocuments.ts";

/** Bytes of a file that is edited. */
const mostBytes = 10 * 1024 * 1024;

/** What was found, as it is known again at the act. */
export type Stamp =
  | { readonly in: "document"; readonly document: vscode.TextDocument; readonly version: number }
  | {
      readonly in: "disk";
      readonly bytes: Uint8Array;
      /** The bytes of another text, in the file's encoding and with its mark; undefined when that lacks some letter. */
      readonly encode: (text: string) => Promise<Uint8Array | undefined>;
    };

const unfit = (why: Unfit): FoundFile => ({ type: "unfit", why });

/** The file at `place`, links followed. Rejects when the disk cannot be read. */
export async function findFile(place: Place): Promise<FoundFile> {
  const uri = uriOf(place);
  const stat = await statOf(uri);
  // A link that leads nowhere is a file that is still to be made, there.
  if (!stat || stat.type === vscode.FileType.SymbolicLink) return { type: "missing" };
  if (stat.type & vscode.FileType.Directory) return { type: "folder" };
  if (!(stat.type & vscode.FileType.File)) return unfit("binary");
  if (stat.size > mostBytes) return unfit("too-large");
  const open = (await documentFinder(place))();
  if (open) return inDocument(open);
  if (isHeldElsewhere(uri)) return unfit("other-editor");
  return onDisk(uri, await vscode.workspace.fs.readFile(uri));
}

/** Undefined when nothing is there, or a link that leads nowhere. */
export async function statOf(uri: vscode.Uri): Promise<vscode.FileStat | undefined> {
  try {
    return await vscode.workspace.fs.stat(uri);
  } catch (error) {
    const { code } = error as vscode.FileSystemError;
    if (code === "FileNotFound" || code === "FileNotADirectory") return undefined;
    throw error;
  }
}

async function onDisk(uri: vscode.Uri, bytes: Uint8Array): Promise<FoundFile> {
  if (!formOf(bytes).hasMark && isBySettings(uri)) return bySettings(uri, bytes);
  const read = readBytes(bytes);
  if (read.type !== "text") return unfit(read.type);
  const { text, form } = read;
  const stamp: Stamp = { in: "disk", bytes, encode: async (each) => writeBytes(each, form) };
  return { type: "text", text, isDirty: false, stamp };
}

/** Whether the encoding of a file without a mark is a matter of settings. */
function isBySettings(uri: vscode.Uri): boolean {
  const files = vscode.workspace.getConfiguration("files", uri);
  const isPlain = /^utf8(?:bom)?$/.test(files.get("encoding", "utf8"));
  const byLanguage = files.inspect("encoding")?.languageIds?.length ?? 0;
  return !isPlain || byLanguage > 0 || files.get("autoGuessEncoding", false);
}

/** The editor says the encoding; nothing is shown for it. */
async function bySettings(uri: vscode.Uri, bytes: Uint8Array): Promise<FoundFile> {
  const document = await openDocument(uri);
  if (!document) return unfit("binary");
  const { encoding } = document;
  const decode = async (each: Uint8Array) => vscode.workspace.decode(each, { encoding });
  const encode = async (text: string) => {
    const encoded = await vscode.workspace.encode(text, { encoding });
    return (await decode(encoded)) === text ? encoded : undefined;
  };
  const text = await decode(bytes);
  const again = await encode(text);
  if (!again || !Buffer.from(again).equals(bytes)) return unfit("undecodable");
  const stamp: Stamp = { in: "disk", bytes, encode };
  return { type: "text", text, isDirty: false, stamp };
}

async function openDocument(uri: vscode.Uri): Promise<vscode.TextDocument | undefined> {
  try {
    return await vscode.workspace.openTextDocument(uri);
  } catch {
    return undefined;
  }
}

async function inDocument(document: vscode.TextDocument): Promise<FoundFile> {
  if (!(await isInStep(document))) return unfit("out-of-step");
  if ((await encodingProblem(document, [])) !== undefined) return unfit("undecodable");
  const stamp: Stamp = { in: "document", document, version: document.version };
  const found: FoundText = { type: "text", text: document.getText(), isDirty: document.isDirty, stamp };
  return found;
}
