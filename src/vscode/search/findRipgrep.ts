// Where VS Code keeps its ripgrep: it has moved between versions, and the desktop unpacks it beside an archive.

import { access, constants } from "node:fs/promises";
import { join } from "node:path";

/** Where it may lie below `appRoot` (`vscode.env.appRoot`), the newest place first. */
export function ripgrepPlaces(appRoot: string, platform: string, arch: string): readonly string[] {
  const name = platform === "win32" ? "rg.exe" : "rg";
  const packages = [
    join("@vscode", "ripgrep-universal", "bin", `${platform}-${arch}`, name),
    join("@vscode", `ripgrep-${platform}-${arch}`, "bin", name),
    join("@vscode", "ripgrep", "bin", name),
  ];
  return packages.flatMap((place) =>
    ["node_modules.asar.unpacked", "node_modules"].map((modules) => join(appRoot, modules, place)),
  );
}

/** The first of `places` that can be run; undefined when VS Code came without. */
export async function findRipgrep(places: readonly string[]): Promise<string | undefined> {
  for (const place of places) {
    try {
      await access(place, constants.X_OK);
      return place;
    } catch {
      // not there
    }
  }
  return undefined;
}
