// Real source files, pinned in sources.json by package, version and hash. What node_modules has in that version is read
// there; the rest comes from the registry once and is kept in .cache.

import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readdir, readFile, rename, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { root } from "../../vscode/paths.ts";

/** A package of the list: `files` maps paths in it to SHA-256 hashes, `integrity` is the registry's for its archive. */
export interface PinnedPackage {
  readonly name: string;
  readonly version: string;
  readonly integrity: string;
  readonly files: Readonly<Record<string, string>>;
}

/** A file as it is on disk. */
export interface SourceFile {
  /** `<package>/<path>` */
  readonly path: string;
  readonly text: string;
}

export const manifestPath = join(import.meta.dirname, "sources.json");
const run = promisify(execFile);

/** The files of the list, each with the content it was pinned with. */
export async function readSources(): Promise<SourceFile[]> {
  const files: SourceFile[] = [];
  for (const pinned of await readManifest()) {
    files.push(...(await readFiles(pinned, (await installed(pinned)) ?? (await fetched(pinned)))));
  }
  return files;
}

/**
 * Those that are in node_modules, in whatever version, and one of our own for each language that has none there: for
 * runs without a network.
 */
export async function readInstalled(): Promise<SourceFile[]> {
  const files: SourceFile[] = [];
  for (const { name, files: pinned } of await readManifest()) {
    for (const path of Object.keys(pinned)) {
      const text = await readFile(join(root, "node_modules", name, path), "utf8").catch(() => undefined);
      if (text !== undefined) files.push({ path: `${name}/${path}`, text });
    }
  }
  const own = join(root, "test", "fixtures", "edits");
  for (const name of (await readdir(own)).sort())
    files.push({ path: `fixtures/${name}`, text: await readFile(join(own, name), "utf8") });
  return files;
}

async function readManifest(): Promise<PinnedPackage[]> {
  return JSON.parse(await readFile(manifestPath, "utf8"));
}

async function readFiles(pinned: PinnedPackage, folder: string): Promise<SourceFile[]> {
  const files: SourceFile[] = [];
  for (const [path, hash] of Object.entries(pinned.files)) {
    const bytes = await readFile(join(folder, path));
    if (createHash("sha256").update(bytes).digest("hex") !== hash)
      throw new Error(`${pinned.name}@${pinned.version}: ${path} is not the pinned file`);
    files.push({ path: `${pinned.name}/${path}`, text: bytes.toString("utf8") });
  }
  return files;
}

/** The folder in node_modules, when it has this version. */
export async function installed({
  name,
  version,
}: Pick<PinnedPackage, "name" | "version">): Promise<string | undefined> {
  const folder = join(root, "node_modules", name);
  try {
    return JSON.parse(await readFile(join(folder, "package.json"), "utf8")).version === version ? folder : undefined;
  } catch {
    return undefined;
  }
}

/** The folder of the unpacked archive, fetched when it is not there yet. */
export async function fetched({
  name,
  version,
  integrity,
}: Pick<PinnedPackage, "name" | "version" | "integrity">): Promise<string> {
  const cache = join(root, ".cache", "bench", "edits");
  const folder = join(cache, `${name.replace("/", "+")}@${version}`);
  if (existsSync(folder)) return join(folder, "package");
  await mkdir(cache, { recursive: true });
  const temporary = await mkdtemp(join(tmpdir(), "mimo-sources-"));
  try {
    const { stdout } = await run("npm", ["pack", `${name}@${version}`, "--silent", "--pack-destination", temporary]);
    const archive = join(temporary, stdout.trim().split("\n").at(-1) ?? "");
    const hash = createHash("sha512").update(await readFile(archive));
    if (`sha512-${hash.digest("base64")}` !== integrity)
      throw new Error(`${name}@${version} is not the pinned archive`);
    const unpacked = await mkdtemp(join(cache, "unpacking-"));
    await run("tar", ["xzf", archive, "-C", unpacked]);
    await rename(unpacked, folder);
  } finally {
    await rm(temporary, { recursive: true, force: true });
  }
  return join(folder, "package");
}
