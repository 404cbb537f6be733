// The packaged extension: what a user installs is what every test in a real VS Code runs.
import { execFile } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { inflateRawSync } from "node:zlib";
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
 * Packages the extension in `folder` as it is: bundles hold all dependencies, so none is added. With SOURCE_DATE_EPOCH
 * set, the same files give the same bytes on every machine with the same Node. Resolves to the packager's warnings;
 * rejects with all it said if it fails.
 */
export async function createVsix(folder: string, file: string, options: string[] = []): Promise<string[]> {
  // Its own process, since the packager as a library prints every file it packs.
  const cli = join(root, "node_modules", "@vscode", "vsce", "vsce");
  const args = [cli, "package", "--no-dependencies", ...linkOptions(folder), "--out", file, ...options];
  // A zip has local times, and the packager sorts by the language of the machine.
  const env = { ...process.env, TZ: "UTC", LC_ALL: "C" };
  const { stdout, stderr } = await promisify(execFile)(process.execPath, args, { cwd: folder, env }).catch((error) => {
    throw new Error(`Packaging failed:\n${error.stdout}${error.stderr}`.trim());
  });
  writeFileSync(file, withPlainModes(readFileSync(file)));
  return `${stdout}${stderr}`.split("\n").filter((line) => /WARNING/.test(line));
}

/** Links become absolute by the repository's address, on the hosts that the packager knows; others stay as they are. */
function linkOptions(folder: string): string[] {
  const { repository } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  if (/^https:\/\/git(?:hub|lab)\.com\//.test(repository?.url)) return [];
  return ["--allow-missing-repository", "--no-rewrite-relative-links"];
}

/**
 * The files of a package by their names, such as `extension/package.json`, read from the list at the zip's end (APPNOTE
 * 4.3.12): stored as they are, or deflated.
 */
export function readVsix(zip: Buffer): Map<string, Buffer> {
  const files = new Map<string, Buffer>();
  const end = zip.lastIndexOf("PK\x05\x06", undefined, "latin1");
  let at = zip.readUInt32LE(end + 16);
  for (let left = zip.readUInt16LE(end + 10); left > 0; left--) {
    const name = zip.toString("utf8", at + 46, at + 46 + zip.readUInt16LE(at + 28));
    const local = zip.readUInt32LE(at + 42);
    const from = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28);
    const packed = zip.subarray(from, from + zip.readUInt32LE(at + 20));
    files.set(name, zip.readUInt16LE(at + 10) === 0 ? packed : inflateRawSync(packed));
    at += 46 + zip.readUInt16LE(at + 28) + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32);
  }
  return files;
}

/** The zip with every file readable by all and writable by its owner, whatever the umask of the machine was. */
function withPlainModes(zip: Buffer): Buffer {
  const end = zip.lastIndexOf("PK\x05\x06", undefined, "latin1");
  let at = zip.readUInt32LE(end + 16);
  for (let left = zip.readUInt16LE(end + 10); left > 0; left--) {
    zip.writeUInt32LE((0o100644 << 16) >>> 0, at + 38);
    at += 46 + zip.readUInt16LE(at + 28) + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32);
  }
  return zip;
}
