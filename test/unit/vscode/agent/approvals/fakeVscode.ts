// What the adapters of the approvals ask VS Code for: the folders of the workspace, whether it is trusted, and addresses.

import { readdirSync, statSync } from "node:fs";
import { posix } from "node:path";

/** What a test says of the window. */
export const theWindow = { isTrusted: true, folders: [] as string[] };

export class Uri {
  readonly scheme: string;
  readonly authority = "";
  readonly path: string;

  constructor(scheme: string, path: string) {
    this.scheme = scheme;
    this.path = path;
  }

  get fsPath(): string {
    return this.path;
  }

  static file(path: string): Uri {
    return new Uri("file", path);
  }

  static parse(address: string): Uri {
    const [, scheme = "", path = ""] = /^([a-z-]+):\/\/(.*)$/s.exec(address) ?? [];
    return new Uri(scheme, decodeURIComponent(path));
  }

  static joinPath(uri: Uri, ...names: string[]): Uri {
    return new Uri(uri.scheme, posix.join(uri.path, ...names));
  }

  toString(): string {
    return `${this.scheme}://${this.path.split("/").map(encodeURIComponent).join("/")}`;
  }
}

export const FileType = { File: 1, Directory: 2 };
export const FilePermission = { Readonly: 1 };

const folders = () =>
  theWindow.folders.map((path, index) => ({ index, name: posix.basename(path), uri: Uri.file(path) }));
const holds = (folder: string, path: string) => path === folder || path.startsWith(`${folder}/`);

export const workspace = {
  get isTrusted() {
    return theWindow.isTrusted;
  },
  get workspaceFolders() {
    return folders();
  },
  getWorkspaceFolder: ({ path }: Uri) => folders().find(({ uri }) => holds(uri.path, path)),
  asRelativePath: ({ path }: Uri) => {
    const folder = theWindow.folders.find((each) => holds(each, path));
    return folder === undefined ? path : path.slice(folder.length + 1);
  },
  getConfiguration: () => ({ get: (_: string, fallback: unknown) => fallback }),
  fs: {
    isWritableFileSystem: () => true,
    readDirectory: async ({ path }: Uri) =>
      readdirSync(path, { withFileTypes: true }).map((entry) => [
        entry.name,
        entry.isDirectory() ? FileType.Directory : FileType.File,
      ]),
    stat: async ({ path }: Uri) => ({
      type: statSync(path).isDirectory() ? FileType.Directory : FileType.File,
      size: 1,
    }),
  },
};
