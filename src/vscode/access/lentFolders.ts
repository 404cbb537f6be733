// Folders outside of the workspace that may be read as if they were in it: those of the skills in the person's home, once
// the person has switched them on. Links that lead out of one, and secrets in it, are asked about as everywhere.

import type * as vscode from "vscode";
import { namesBelow, realPathOf } from "../../core/access/linkWalk.ts";
import type { Place } from "../../core/access/readPorts.ts";
import type { WorkspaceFolder } from "../../core/tools/placeOf.ts";
import { diskLinks, foldsCase, pathStyle } from "./diskLinks.ts";

/** Filled by who lends them; read by the read gate's ports and by `read_file`. */
export class LentFolders {
  #folders: readonly vscode.Uri[] = [];

  /** Lends these and no others. All are folders on the disk. */
  lend(folders: readonly vscode.Uri[]): void {
    this.#folders = folders;
  }

  /** By its name alone. */
  placeOf(uri: vscode.Uri): Place | undefined {
    if (uri.scheme !== "file") return undefined;
    const folder = this.#folders.find(({ path }) => uri.path === path || uri.path.startsWith(`${path}/`));
    return folder && { folder: folder.toString(), path: uri.path.slice(folder.path.length + 1) };
  }

  /** By `path`, a path of the disk without links. */
  async placeOfReal(path: string): Promise<Place | undefined> {
    for (const folder of this.#folders) {
      const root = await realPathOf(folder.fsPath, diskLinks, pathStyle);
      const names = root && namesBelow(path, root.path, pathStyle, await foldsCase(root.path));
      if (names) return { folder: folder.toString(), path: names.join("/") };
    }
    return undefined;
  }

  /** As the tools of the agent know folders. */
  get folders(): readonly WorkspaceFolder[] {
    return this.#folders.map((uri) => ({ name: "", address: uri.toString(), path: uri.fsPath, foldsCase: false }));
  }
}
