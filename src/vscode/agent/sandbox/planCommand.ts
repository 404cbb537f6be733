// What holds a command now: the workspace and the home as they are, made a plan.

import { lstat, realpath } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { isBelow } from "../../../core/agent/sandbox/bwrapArguments.ts";
import { reservedNames, scratchNames } from "../../../core/agent/sandbox/guardOf.ts";
import { homeSecrets } from "../../../core/agent/sandbox/homeSecrets.ts";
import type { SandboxPlan } from "../../../core/agent/sandbox/sandboxPlan.ts";
import type { SandboxFault } from "../../../core/agent/sandbox/sandboxState.ts";
import { type Ignores, type Survey, surveyWorkspace } from "./surveyWorkspace.ts";

export interface PlanWorld {
  /** The folders of the workspace, real paths. */
  readonly roots: readonly string[];
  /** The person's home. */
  readonly home: string;
  /** Folders of ours and the editor's, whether they are there or not. */
  readonly storage: readonly string[];
  /** Git's rules for a folder of the workspace. */
  readonly ignoresOf: (root: string) => Ignores;
  /** Whether a folder is an empty one that we made. */
  readonly isReserved: (path: string) => boolean;
}

/** The plan but for what is still to be made. */
export interface Planned extends Omit<SandboxPlan, "reserved"> {
  /** The places where nothing stands, or only ours: of names that nothing is to get, and of folders to write to. */
  readonly absent: readonly string[];
  readonly absentScratch: readonly string[];
  readonly surveys: readonly Survey[];
  /** The folders of the workspace that are in no other one. */
  readonly outer: readonly string[];
}

/**
 * Mounts that a command waits for: they cost bubblewrap more than their number (100 take 0.15 s, 500 take 1.4 s). Protected
 * files nearest to the top go first; what a command changes of the others is told.
 */
const most = { kept: 200, secrets: 100, repositories: 30, packages: 6 };

/** Why no command can be held in these folders at all. */
export async function faultOf(
  roots: readonly string[],
  home: string,
  storage: readonly string[],
): Promise<SandboxFault | undefined> {
  const owned = await Promise.all([...storage, ...homeSecrets.map((path) => join(home, path))].map(realOf));
  const realHome = (await realOf(home)) ?? home;
  for (const root of roots) {
    const isSystem = root === "/" || ["/dev", "/proc", "/sys", "/etc", "/usr"].some((folder) => isBelow(root, folder));
    const holds = [realHome, ...storage].some((path) => isBelow(path, root));
    if (isSystem || holds || owned.some((path) => path !== undefined && isBelow(root, path))) {
      return { kind: "place", path: root };
    }
    const link = await firstLink(root);
    if (link) return { kind: "link", path: link };
  }
  return undefined;
}

/** Looks at everything anew. */
export async function planCommand(world: PlanWorld): Promise<Planned | SandboxFault> {
  const { roots, home, storage, ignoresOf, isReserved } = world;
  const outer = roots.filter((root) => !roots.some((other) => other !== root && isBelow(root, other)));
  const surveys = await Promise.all(outer.map((root) => surveyWorkspace(root, ignoresOf(root))));
  const all = (of: keyof Omit<Survey, "isCut">) =>
    [...new Set(surveys.flatMap((each) => each[of]))].filter((path) => !isReserved(path));
  const [kept, emptied, hidden, repositories] = [all("kept"), all("emptied"), all("hidden"), all("repositories")];
  if (
    surveys.some(({ isCut }) => isCut) ||
    emptied.length + hidden.length > most.secrets ||
    repositories.length > most.repositories
  ) {
    return { kind: "large" };
  }
  const absent: string[] = [];
  for (const root of roots) {
    const names = await Promise.all(
      reservedNames.map(async (name) => ((await isFree(join(root, name), isReserved)) ? [name] : [])),
    );
    const free = names.flat();
    // Where there is a repository already, Git looks no further.
    for (const name of free) if (name !== "HEAD" || free.includes(".git")) absent.push(join(root, name));
  }
  const secrets = await secretsOf(home, storage);
  const packages = kept.filter((path) => basename(path) === "node_modules").slice(0, most.packages);
  const scratch = packages.flatMap((path) => scratchNames.map((name) => join(path, name)));
  const isAbsent = await Promise.all(scratch.map((path) => isFree(path, isReserved)));
  const isFolder = await Promise.all(
    scratch.map((path) =>
      lstat(path).then(
        (found) => found.isDirectory(),
        () => false,
      ),
    ),
  );
  return {
    writable: [...roots].sort((a, b) => a.length - b.length),
    pinned: pinsOf([...repositories.map(dirname), ...roots], outer),
    kept: [...repositories, ...kept.slice(0, most.kept)],
    emptied,
    hiddenFiles: secrets.files,
    hiddenFolders: [...secrets.folders, ...hidden],
    scratch: scratch.filter((_, at) => isFolder[at] && !isAbsent[at]),
    absent,
    absentScratch: scratch.filter((_, at) => isAbsent[at]),
    surveys,
    outer,
  };
}

/** The folders from the top down to each of `paths`, without the top itself, which is a mount of its own. */
function pinsOf(paths: readonly string[], roots: readonly string[]): readonly string[] {
  const pins = new Set<string>();
  for (const path of paths) {
    const root = roots.find((each) => isBelow(path, each));
    for (let at = path; root !== undefined && at !== root; at = dirname(at)) pins.add(at);
  }
  return [...pins].sort((a, b) => a.length - b.length);
}

async function firstLink(root: string): Promise<string | undefined> {
  for (const name of reservedNames) {
    const path = join(root, name);
    const found = await lstat(path).catch(() => undefined);
    if (found?.isSymbolicLink()) return path;
  }
  return undefined;
}

async function isFree(path: string, isReserved: PlanWorld["isReserved"]): Promise<boolean> {
  if (isReserved(path)) return true;
  const found = await lstat(path).catch((error: NodeJS.ErrnoException) => error.code);
  return found === "ENOENT";
}

/** What is there of the home's secrets and of `storage`, behind every link. */
async function secretsOf(home: string, storage: readonly string[]) {
  const files = new Set<string>();
  const folders = new Set<string>();
  for (const path of [...storage, ...homeSecrets.map((each) => join(home, each))]) {
    const real = await realOf(path);
    const found = real === undefined ? undefined : await lstat(real).catch(() => undefined);
    if (real !== undefined && found?.isDirectory()) folders.add(real);
    else if (real !== undefined && found?.isFile()) files.add(real);
  }
  const outer = [...folders].filter((path) => ![...folders].some((other) => other !== path && isBelow(path, other)));
  // In one that cannot be opened nothing has to be hidden, and nothing can be mounted.
  return { files: [...files].filter((path) => !outer.some((folder) => isBelow(path, folder))), folders: outer };
}

function realOf(path: string): Promise<string | undefined> {
  return realpath(path).catch(() => undefined);
}
