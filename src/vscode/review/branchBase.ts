// What a branch is compared with: the commit where it left the branch that it came from.

import type { GitRepository } from "../edit/gitApi.ts";

/** Where the branch at hand began. */
export interface BranchBase {
  /** As a person names it. */
  readonly name: string;
  readonly commit: string;
}

const mainNames = ["upstream/main", "upstream/master", "origin/main", "origin/master", "main", "master"];

/**
 * The merge base with the branch that this one was made from, else with the main branch, else with its own upstream (on the
 * main branch: what was not pushed yet). Undefined where there is none.
 */
export async function branchBaseOf(repository: GitRepository): Promise<BranchBase | undefined> {
  const { HEAD } = repository.state;
  const branch = HEAD?.name;
  const made = branch && (await repository.getBranchBase?.(branch).catch(() => undefined));
  const from = made && made.name !== undefined ? [made.remote ? `${made.remote}/${made.name}` : made.name] : [];
  const upstream = HEAD?.upstream && `${HEAD.upstream.remote}/${HEAD.upstream.name}`;
  const isMain = branch === "main" || branch === "master";
  const candidates = isMain ? [upstream] : [...from, ...mainNames, upstream];
  for (const name of new Set(candidates)) {
    if (!name || name === branch) continue;
    const commit = await repository.getMergeBase("HEAD", name).catch(() => undefined);
    if (commit) return { name, commit };
  }
  return undefined;
}
