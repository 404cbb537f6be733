// Fetches a complete VS Code (Microsoft's server and web workbench, built) through npm: the package code-server
// carries it, one release for each VS Code version. Cached in .vscode-test/, as @vscode/test-electron does.
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { installOnce } from "./installOnce.ts";
import { nodeRuntime } from "./nodeRuntime.ts";
import { npmInstall } from "./npm.ts";
import { cacheDir } from "./paths.ts";

/** The VS Code versions under test: the newest, and the oldest that package.json's `engines.vscode` admits. */
export const vsCodeVersions = ["1.139", "1.106"] as const;
export type VsCodeVersion = (typeof vsCodeVersions)[number];

/** A VS Code on disk: `nodePath` runs `serverMain`, Microsoft's server-main.js. */
export interface VsCodeInstall {
  version: VsCodeVersion;
  nodePath: string;
  serverMain: string;
}

/** 1.106 is served by Node.js 22 alone: under 24 its extension host never finishes activating. */
const releases = {
  "1.139": { package: "4.139.1", node: 24 },
  "1.106": { package: "4.106.3", node: 22 },
} as const;

/** Reads a version as a person types it on the command line; throws a sentence on anything we do not test. */
export function parseVsCodeVersion(text: string): VsCodeVersion {
  const found = vsCodeVersions.find((version) => version === text);
  if (!found) throw new Error(`VS Code ${text} is not one of ${vsCodeVersions.join(", ")}.`);
  return found;
}

/** Fetches that VS Code unless the cache has it (about 600 MB on disk, under a minute); concurrent calls share one install. */
export async function fetchVsCode(version: VsCodeVersion): Promise<VsCodeInstall> {
  const release = releases[version];
  const folder = join(cacheDir, `code-server-${release.package}`);
  const vscodeDir = join(folder, "node_modules", "code-server", "lib", "vscode");
  const nodePath = await nodeRuntime(release.node);
  await installOnce(folder, `code-server ${release.package}, recipe 1`, async () => {
    console.log(`Fetching VS Code ${version} …`);
    await npmInstall(folder, [`code-server@${release.package}`]);
    replaceGitDependency(vscodeDir);
    await npmInstall(vscodeDir, [], ["--omit=dev"]);
    await npmInstall(join(vscodeDir, "extensions"), [], ["--omit=dev"]);
  });
  return { version, nodePath, serverMain: join(vscodeDir, "out", "server-main.js") };
}

/** 1.106 names @parcel/watcher by a Git address, also in its lock file; npm has the same code as a published package. */
function replaceGitDependency(vscodeDir: string): void {
  const file = join(vscodeDir, "package.json");
  const manifest = JSON.parse(readFileSync(file, "utf8")) as { dependencies: Record<string, string> };
  if (!manifest.dependencies["@parcel/watcher"]?.includes("/")) return;
  manifest.dependencies["@parcel/watcher"] = "^2.5.1";
  writeFileSync(file, JSON.stringify(manifest, null, 2));
  rmSync(join(vscodeDir, "npm-shrinkwrap.json"), { force: true });
}
