// Which file or folder of the workspace a path in a call means. The path is the model's: it never leads out of a folder of
// the workspace; where it leads by links is the gates' business.

import { namesInFolder } from "../access/workspacePath.ts";

/** A folder of the workspace. */
export interface WorkspaceFolder {
  /** Its name in the workspace; several may have the same. */
  readonly name: string;
  /** Its address, a URI without a slash at its end. */
  readonly address: string;
  /** Its path, absolute, with the machine's separators. */
  readonly path: string;
  /** Its disk takes upper and lower case for the same. */
  readonly foldsCase: boolean;
}

/** What a path means. */
export type PlaceOf =
  | {
      readonly type: "place";
      readonly folder: WorkspaceFolder;
      /** Below the folder, with `/`; empty for the folder itself. */
      readonly relative: string;
      /**
       * As the model and the person read it, and as a model may write it again: with the folder's name first when there
       * are several, absolute where that name says too little.
       */
      readonly shown: string;
      /** It lies in no folder of the workspace: whatever is said of it, its absence included, is asked about first. */
      readonly isOutside?: true;
    }
  /** `text` tells the model what is wrong. */
  | { readonly type: "problem"; readonly text: string };

type Folders = readonly WorkspaceFolder[];

/**
 * `path` as the model writes it: relative to the workspace, with the name of a folder first when there are several,
 * absolute and inside, or an address of either kind. Empty or `.` is the workspace's only folder.
 */
export function placeOf(path: string, folders: Folders): PlaceOf {
  if (folders.length === 0) return problem("No folder is open: there are no files to work on.");
  const said = quoted(path);
  // Half a character is nothing that an address could hold.
  if (path.includes("\0") || !path.isWellFormed()) return problem(`${said} is no path.`);
  const isAddress = /^[a-z][a-z0-9+.-]+:\/\//i.test(path);
  const wanted = isAddress ? pathOfAddress(path, folders) : path;
  if (wanted === undefined) return problem(`${said} is an address, not a path of the workspace.`);
  if (isAbsolute(wanted)) return inside(wanted, folders) ?? outside(said, folders);
  const [only] = folders;
  if (only && folders.length === 1) return below(wanted, only, folders) ?? outside(said, folders);
  return named(wanted, said, folders);
}

/** `relative` (with `/`) of `folder` as the model and the person read it. */
export function shownPath(folder: WorkspaceFolder, relative: string, folders: Folders): string {
  // What begins as a drive does is read as one.
  if (folders.length <= 1) return relative === "" ? "." : isDriven(relative) ? `./${relative}` : relative;
  const start = isClear(folder, folders) ? folder.name : folder.path.replace(/[/\\]+$/, "");
  return [start, relative].filter((part) => part !== "").join("/") || "/";
}

/** The inner one of folders that lie in each other, as VS Code has it. */
function inside(path: string, folders: Folders): PlaceOf | undefined {
  // `/c:/…` is how an address writes a drive.
  const plain = path.replace(/^[/\\](?=[A-Za-z]:[/\\])/, "");
  const found = folders.flatMap((folder) => {
    const names = namesInFolder(plain, folder.path, folder.foldsCase);
    return names ? [{ folder, names }] : [];
  });
  const [best] = found.toSorted((a, b) => a.names.length - b.names.length);
  return best && place(best.folder, best.names, folders);
}

function below(path: string, folder: WorkspaceFolder, folders: Folders): PlaceOf | undefined {
  const names = namesInFolder(path, folder.path, folder.foldsCase);
  return names && place(folder, names, folders);
}

/** With the name of one of several folders first. */
function named(path: string, said: string, folders: Folders): PlaceOf {
  const plain = path.replaceAll("\\", "/").replace(/^(?:\.?\/+)+/, "");
  const isNamed = ({ name }: WorkspaceFolder) => name !== "" && (plain === name || plain.startsWith(`${name}/`));
  const found = folders.filter(isNamed).toSorted((a, b) => b.name.length - a.name.length);
  const [folder] = found;
  if (folder && isClear(folder, folders)) {
    return below(plain.slice(folder.name.length).replace(/^\/+/, ""), folder, folders) ?? outside(said, folders);
  }
  const starts = folders.map((each) => `\`${shownPath(each, "", folders)}\``).join(", ");
  return problem(`Paths begin with a folder of the workspace: ${starts}. Got ${said}.`);
}

/** Whether its name, first in a path, can mean this folder alone. */
function isClear({ name, address }: WorkspaceFolder, folders: Folders): boolean {
  if (isDriven(name) || name.includes("\\") || name.includes("://")) return false;
  if (name.split("/").some((part) => part === "" || part === "." || part === "..")) return false;
  return folders.every((other) => other.address === address || !`${other.name}/`.startsWith(`${name}/`));
}

/** The path that an address of a file means, decoded; undefined when it is none of the workspace's. */
function pathOfAddress(address: string, folders: Folders): string | undefined {
  const plain = address.replace(/[?#].*$/s, "");
  try {
    const [, host = "", rest = ""] = /^file:\/\/([^/\\]*)(.*)$/is.exec(plain) ?? [];
    if (/^file:/i.test(plain)) {
      if (host === "" || host.toLowerCase() === "localhost") return decodeURIComponent(rest);
      // On a share, or a relative path behind a wrong beginning.
      const share = decodeURIComponent(`//${host}${rest}`);
      return inside(share, folders) ? share : decodeURIComponent(host + rest);
    }
    for (const { address: root, path } of folders) {
      const start = root.endsWith("/") ? root : `${root}/`;
      if (plain === root || plain.startsWith(start)) {
        return `${path}/${decodeURIComponent(plain.slice(start.length))}`;
      }
    }
  } catch {
    // no percent-encoding
  }
  return undefined;
}

function place(folder: WorkspaceFolder, names: readonly string[], folders: Folders): PlaceOf {
  const relative = names.join("/");
  return { type: "place", folder, relative, shown: shownPath(folder, relative, folders) };
}

function isAbsolute(path: string): boolean {
  return /^(?:[/\\]|[A-Za-z]:(?:[/\\]|$))/.test(path);
}

const isDriven = (path: string) => /^[A-Za-z]:/.test(path);

function outside(said: string, folders: Folders): PlaceOf {
  const where = folders.map(({ path: root }) => `\`${root}\``).join(", ");
  return problem(`${said} is outside of the workspace (${where}).`);
}

const quoted = (path: string) => `\`${path.length > 200 ? `${path.slice(0, 200).toWellFormed()}…` : path}\``;
const problem = (text: string): PlaceOf => ({ type: "problem", text });
