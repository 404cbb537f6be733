// What a branch is compared with, for each way in which it can have come about.

import { expect, test } from "vitest";
import type { GitRepository } from "../../../../src/vscode/edit/gitApi.ts";
import { branchBaseOf } from "../../../../src/vscode/review/branchBase.ts";

interface Known {
  readonly HEAD?: GitRepository["state"]["HEAD"];
  /** Names of commits; what is not among them makes Git fail, as it does for what it does not know. */
  readonly refs?: readonly string[];
  /** Names that have nothing in common with this branch. */
  readonly strangers?: readonly string[];
  readonly made?: { readonly name?: string; readonly remote?: string } | Error;
}

function repositoryOf({ HEAD, refs = [], strangers = [], made }: Known): GitRepository {
  return {
    state: { HEAD },
    getMergeBase: async (head: string, name: string) => {
      if (strangers.includes(name)) return undefined;
      if (head !== "HEAD" || !refs.includes(name)) throw new Error(`fatal: not a valid object name ${name}`);
      return `base of ${name}`;
    },
    ...(made && {
      getBranchBase: async () => {
        if (made instanceof Error) throw made;
        return made;
      },
    }),
  } as unknown as GitRepository;
}

const feature = { name: "feature", commit: "1" };
const tracked = { ...feature, upstream: { remote: "origin", name: "feature" } };

test.each<[string, Known, string | undefined]>([
  [
    "a local branch it was made from",
    { HEAD: feature, refs: ["develop", "origin/main", "main"], made: { name: "develop" } },
    "develop",
  ],
  [
    "a remote branch it was made from",
    { HEAD: feature, refs: ["origin/develop", "main"], made: { name: "develop", remote: "origin" } },
    "origin/develop",
  ],
  [
    "the main branch, where the one it was made from is gone",
    { HEAD: feature, refs: ["main"], made: { name: "develop", remote: "origin" } },
    "main",
  ],
  ["the main branch, where that is not known", { HEAD: feature, refs: ["main"], made: {} }, "main"],
  ["the main branch, where Git cannot say", { HEAD: feature, refs: ["main"], made: new Error("fatal") }, "main"],
  ["the main branch, in a version of Git's extension that cannot say", { HEAD: feature, refs: ["main"] }, "main"],
  [
    "not itself, of which Git may say that it was made",
    { HEAD: feature, refs: ["feature", "main"], made: feature },
    "main",
  ],
  [
    "the project's own main branch before a fork's",
    { HEAD: feature, refs: ["origin/main", "upstream/main"] },
    "upstream/main",
  ],
  ["a remote main branch before the local one", { HEAD: feature, refs: ["main", "origin/main"] }, "origin/main"],
  ["a main branch of the older name", { HEAD: feature, refs: ["master"] }, "master"],
  [
    "the next one, where one has nothing in common with it",
    { HEAD: feature, refs: ["main"], strangers: ["origin/main"] },
    "main",
  ],
  ["the main branch before its own upstream", { HEAD: tracked, refs: ["origin/feature", "main"] }, "main"],
  ["its own upstream, where there is no main branch", { HEAD: tracked, refs: ["origin/feature"] }, "origin/feature"],
  [
    "on the main branch: its upstream, and no other",
    { HEAD: { name: "main", upstream: { remote: "fork", name: "main" } }, refs: ["fork/main", "origin/main"] },
    "fork/main",
  ],
  [
    "on the main branch of the older name: its upstream",
    { HEAD: { name: "master", upstream: { remote: "origin", name: "master" } }, refs: ["origin/master", "main"] },
    "origin/master",
  ],
  [
    "on the main branch without an upstream: nothing",
    { HEAD: { name: "main" }, refs: ["main", "origin/main"] },
    undefined,
  ],
  ["without a branch: the main one", { HEAD: { commit: "1" }, refs: ["main"], made: { name: "develop" } }, "main"],
  ["in a repository without commits or branches: nothing", { HEAD: { name: "trunk" } }, undefined],
  ["before Git looked: nothing", {}, undefined],
])("%s", async (_what, known, name) => {
  const expected = name === undefined ? undefined : { name, commit: `base of ${name}` };
  expect(await branchBaseOf(repositoryOf(known))).toEqual(expected);
});
