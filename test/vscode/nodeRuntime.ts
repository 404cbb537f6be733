// Finds a Node.js of a given major version, which each VS Code server insists on, or fetches one through npm.
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { installOnce } from "./installOnce.ts";
import { npmInstall } from "./npm.ts";
import { cacheDir, root } from "./paths.ts";

/** The path of a Node.js executable of that major version: this process's own, the project's, or one fetched into the cache. */
export async function nodeRuntime(major: 22 | 24): Promise<string> {
  if (process.versions.node.startsWith(`${major}.`)) return process.execPath;
  const own = join(root, "node_modules", "node", "bin", process.platform === "win32" ? "node.exe" : "node");
  if (existsSync(own) && execFileSync(own, ["--version"], { encoding: "utf8" }).startsWith(`v${major}.`)) return own;

  const folder = join(cacheDir, `node-${major}`);
  await installOnce(folder, `node ${major}, recipe 1`, async () => {
    console.log(`Fetching Node.js ${major} …`);
    // A range, since not every release is published for every platform.
    await npmInstall(folder, [`${platformPackage()}@${major}.x`]);
  });
  const packageDir = join(folder, "node_modules", platformPackage());
  const { bin } = JSON.parse(readFileSync(join(packageDir, "package.json"), "utf8")) as { bin: { node: string } };
  return join(packageDir, bin.node);
}

/** The package that carries the executable itself; the package `node` would fetch the same one from an install script. */
function platformPackage(): string {
  const platform = process.platform === "win32" ? "win" : process.platform;
  const prefix = platform === "darwin" && process.arch === "arm64" ? "node-bin" : "node";
  return `${prefix}-${platform}-${process.arch}`;
}
