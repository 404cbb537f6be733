// The editor and the disk as the read gate of core asks for them. The one place that reads files for the model.

import * as vscode from "vscode";
import { looksBinary } from "../../core/access/fileLimits.ts";
import type { Place, ReadPorts, Stat } from "../../core/access/readPorts.ts";
import type { SecretFinder } from "../../core/access/secretFinder.ts";
import { bytesAt, decodeFor, statAt } from "./diskText.ts";
import { type IgnoredFiles, isExcluded } from "./ignoredFiles.ts";
import { realPlaceOf } from "./isInsideWorkspace.ts";
import type { LentFolders } from "./lentFolders.ts";

/** Ports of this window. */
export function createReadPorts(
  ignored: IgnoredFiles,
  findSecret: SecretFinder,
  lent?: Pick<LentFolders, "placeOf" | "placeOfReal">,
): ReadPorts {
  const placeOf = (uri: vscode.Uri) => placeInWorkspace(uri) ?? lent?.placeOf(uri);
  return {
    pathOf: (address) => {
      const uri = parse(address);
      return uri.scheme === "untitled" ? uri.path : vscode.workspace.asRelativePath(uri);
    },
    stat: (address) => statOf(parse(address)),
    placeOf: (address) => placeOf(fileOf(parse(address))),
    realPlaceOf: async (address) => {
      const uri = fileOf(parse(address));
      if (uri.scheme !== "file") return { path: uri.path, place: placeOf(uri) };
      const real = await realPlaceOf(uri);
      return real && !real.place ? { ...real, place: await lent?.placeOfReal(real.path) } : real;
    },
    isIgnored: async ({ folder, path }, isFolder) => {
      const found = folderAt(folder);
      if (!found || path === "") return false;
      return (await ignored.rulesOf(found)).ignores(isFolder ? `${path}/` : path);
    },
    isExcluded: ({ folder, path }) => {
      const found = folderAt(folder);
      return found !== undefined && isExcluded(found, path);
    },
    load: async (address, saved, maxBytes) => {
      const uri = parse(address);
      const open = saved ? undefined : openAt(uri);
      const isOnlyOpen = vscode.workspace.fs.isWritableFileSystem(uri.scheme) === undefined;
      if (open && (open.isDirty || open.isUntitled || isOnlyOpen)) return textOf(open, open.getText());
      const bytes = await bytesAt(uri);
      // Without unsaved changes the disk counts: the editor is told late of what a command has written.
      if (open) {
        if (bytes.length > maxBytes) return undefined;
        const text = await vscode.workspace.decode(bytes, { encoding: open.encoding });
        return textOf(open, text.replace(/^\ufeff/, ""));
      }
      // It may have grown since it was looked at.
      if (bytes.length > maxBytes || looksBinary(bytes)) return undefined;
      return { text: await decodeFor(uri, bytes), languageId: "plaintext" };
    },
    loadBytes: async (address) => bytesAt(parse(address)),
    findSecret,
  };
}

const textOf = ({ languageId }: vscode.TextDocument, text: string) => ({ text, languageId });

/** A wrong address is that of a file which is not there. */
function parse(address: string): vscode.Uri {
  try {
    return vscode.Uri.parse(address, true);
  } catch {
    return vscode.Uri.from({ scheme: "untitled", path: "none" });
  }
}

async function statOf(uri: vscode.Uri): Promise<Stat | undefined> {
  const open = openAt(uri);
  const file = fileOf(uri);
  const isProvided = vscode.workspace.fs.isWritableFileSystem(file.scheme) === undefined;
  if (file.scheme === "untitled" || isProvided) return open && { kind: "file", size: 0, standsAlone: true };
  const { kind, size } = await statAt(file);
  // Without any folder, what is open is all there is.
  const standsAlone = open !== undefined && vscode.workspace.workspaceFolders === undefined;
  return { kind, size, standsAlone };
}

function placeInWorkspace(uri: vscode.Uri): Place | undefined {
  const folder = vscode.workspace.getWorkspaceFolder(uri);
  if (!folder) return undefined;
  return { folder: folder.uri.toString(), path: uri.path.slice(folder.uri.path.replace(/\/$/, "").length + 1) };
}

function folderAt(address: string): vscode.WorkspaceFolder | undefined {
  return vscode.workspace.workspaceFolders?.find(({ uri }) => uri.toString() === address);
}

function openAt(uri: vscode.Uri): vscode.TextDocument | undefined {
  return vscode.workspace.textDocuments.find((document) => document.uri.toString() === uri.toString());
}

/** The file that holds what `uri` names: of a cell, its notebook. */
function fileOf(uri: vscode.Uri): vscode.Uri {
  if (uri.scheme !== "vscode-notebook-cell") return uri;
  const holds = (notebook: vscode.NotebookDocument) =>
    notebook.getCells().some(({ document }) => document.uri.toString() === uri.toString());
  return vscode.workspace.notebookDocuments.find(holds)?.uri ?? uri;
}
