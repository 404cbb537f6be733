// The packaged extension: what a user installs is what every test in a real VS Code runs.
import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { root } from "./paths.ts";

/** Where `npm run package` puts the extension. */
export const packagedVsix = join(root, "dist", "mimo-assistant.vsix");

/** The extension to test: the packaged one, or the one that MIMO_TEST_VSIX names; throws a sentence if it is missing. */
export function vsixPath(): string {
  const path = process.env.MIMO_TEST_VSIX ?? packagedVsix;
  if (!existsSync(path)) throw new Error(`${path} is missing: run \`npm run package\` first.`);
  return path;
}

/**
 * Packages the extension in `folder` as it is: bundles hold all dependencies, so none is added. Resolves to the
 * packager's warnings; rejects with all it said if it fails.
 */
export async function createVsix(folder: string, file: string, options: string[] = []): Promise<string[]> {
  // Its own process, since the packager as a library prints every file it packs.
  const cli = join(root, "node_modules", "@vscode", "vsce", "vsce");
  // Links stay as they are: without a repository's address there is nothing to make them absolute with.
  const links = ["--allow-missing-repository", "--no-rewrite-relative-links"];
  const args = [cli, "package", "--no-dependencies", ...links, "--out", file, ...options];
  const { stdout, stderr } = await promisify(execFile)(process.execPath, args, { cwd: folder }).catch((error) => {
    throw new Error(`Packaging failed:\n${error.stdout}${error.stderr}`.trim());
  });
  return `${stdout}${stderr}`.split("\n").filter((line) => /WARNING/.test(line));
}
