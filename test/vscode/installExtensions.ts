// Extensions as VS Code's own installer leaves them, installed once for each VS Code and set of files and then copied: an
// installation takes a second, and every test file starts a server of its own.
import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { cpSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import type { VsCodeInstall } from "./fetchVsCode.ts";
import { installOnce } from "./installOnce.ts";
import { cacheDir } from "./paths.ts";

const dayMs = 24 * 60 * 60 * 1000;

/** Puts the extensions in those files into the server data folder `dataDir`; rejects with what the installer said. */
export async function installExtensions(
  install: VsCodeInstall,
  vsix: readonly string[],
  dataDir: string,
  env: NodeJS.ProcessEnv,
): Promise<void> {
  const hash = createHash("sha256");
  for (const file of vsix) hash.update(readFileSync(file));
  const name = `${install.version}-${hash.digest("hex").slice(0, 16)}`;
  const all = join(cacheDir, "extensions");
  const installed = join(all, name);
  await installOnce(installed, `extensions ${name}, recipe 1`, async () => {
    deleteOld(all);
    const args = ["--accept-server-license-terms", "--server-data-dir", installed, "--disable-telemetry"];
    for (const file of vsix) args.push("--install-extension", file);
    await promisify(execFile)(install.nodePath, [install.serverMain, ...args], { env });
  });
  const target = join(dataDir, "extensions");
  cpSync(join(installed, "extensions"), target, { recursive: true });
  // The list names every extension's folder with its whole path.
  const list = join(target, "extensions.json");
  writeFileSync(list, readFileSync(list, "utf8").replaceAll(installed, dataDir));
}

/** A package that was made anew leaves nobody who asks for the one before. */
function deleteOld(folder: string): void {
  for (const entry of readdirSync(folder)) {
    const path = join(folder, entry);
    // A lock that another process held may be gone by now.
    const made = statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? Date.now();
    if (Date.now() - made > dayMs) rmSync(path, { recursive: true, force: true });
  }
}
