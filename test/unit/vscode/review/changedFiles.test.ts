// Every changed file is either reviewed or named, with the reason that is true of it.

import { beforeEach, expect, test, vi } from "vitest";

/** Paths that are symbolic links. */
const links = vi.hoisted(() => new Set<string>());

vi.mock("vscode", () => {
  const uri = (path: string) => ({ path, fsPath: path, toString: () => `file://${path}` });
  return {
    FileType: { SymbolicLink: 64 },
    workspace: {
      fs: { stat: async ({ path }: { path: string }) => ({ type: links.has(path) ? 65 : 1 }) },
      asRelativePath: ({ path }: { path: string }) => path.replace("/w/", ""),
    },
    Uri: {
      joinPath: (root: { path: string }, path: string) => uri(`${root.path}/${path}`),
      parse: (text: string) => uri(text.replace("file://", "")),
      file: uri,
    },
  };
});

import * as vscode from "vscode";
import { planReview, type SkipReason } from "../../../../src/core/review/planReview.ts";
import { type GitRepository, untracked } from "../../../../src/vscode/edit/gitApi.ts";
import {
  agentFiles,
  branchFiles,
  type Changed,
  stagedFiles,
  unstagedFiles,
} from "../../../../src/vscode/review/changedFiles.ts";
import type { ReviewDeps } from "../../../../src/vscode/review/reviewDeps.ts";

const modified = 5;
const base = { name: "main", commit: "c0ffee" };
const going = new AbortController().signal;
const change = (path: string, status = untracked) => ({ uri: vscode.Uri.file(`/w/${path}`), status });
const diffOf = (path: string) => `diff --git a/${path} b/${path}\n--- a/${path}\n+++ b/${path}\n@@ -1 +1 @@\n-a\n+b\n`;

/** What the gate says about files, by their path; others are admitted. */
let decisions: Record<string, object> = {};
beforeEach(() => {
  decisions = {};
  links.clear();
});

function depsWith(more: object = {}): ReviewDeps {
  const read = vi.fn(async (address: string) => {
    const path = address.replace("file:///w/", "");
    return { type: "admitted", path, text: "one\ntwo\n", languageId: "plaintext", ...decisions[path] };
  });
  return { access: { gate: { read } }, chat: () => "here", ...more } as unknown as ReviewDeps;
}

function repositoryWith(state: object, more: object = {}): GitRepository {
  return {
    rootUri: vscode.Uri.file("/w"),
    state: { indexChanges: [], workingTreeChanges: [], ...state },
    diff: async () => "",
    ...more,
  } as unknown as GitRepository;
}

/** What becomes of each file: `reviewed`, or why not. */
function fates({ files, skipped }: Changed): Record<string, SkipReason | "reviewed"> {
  const plan = planReview(files.map(({ diff }) => diff));
  return Object.fromEntries([
    ...plan.files.map(({ path }) => [path, "reviewed"]),
    ...[...plan.skipped, ...skipped].map(({ path, reason }) => [path, reason]),
  ]);
}

const reasons = (fate: object) => Object.groupBy(Object.values(fate), (reason: string) => reason);

test("a new file that is no text, too large, a link, gone or asked about is named as that", async () => {
  const ask = { type: "consent", address: "file:///w/.env", path: ".env", reasons: ["secret-name"] };
  decisions = {
    "a.png": { type: "refused", reason: "binary" },
    "a.csv": { type: "refused", reason: "too-large" },
    "long.txt": { text: "a".repeat(1_000_001) },
    folder: { type: "refused", reason: "missing" },
    ".env": ask,
  };
  links.add("/w/link");
  const names = ["a.ts", "a.png", "a.csv", "long.txt", "folder", ".env", "link"];
  const deps = depsWith();
  const changed = await unstagedFiles(repositoryWith({ workingTreeChanges: names.map((name) => change(name)) }), deps);
  expect(fates(changed)).toEqual({
    "a.ts": "reviewed",
    "a.png": "binary",
    "a.csv": "large",
    "long.txt": "large",
    folder: "lost",
    ".env": "withheld",
    link: "unread",
  });
  expect(changed.leftOut).toEqual([expect.objectContaining({ address: "file:///w/.env", reasons: ["secret-name"] })]);
  expect(deps.access.gate.read).not.toHaveBeenCalledWith("file:///w/link");
});

test("of many new files as many are reviewed as a review has, and each of the others is named", async () => {
  const names = Array.from({ length: 250 }, (_, nth) => `f${nth}.ts`);
  const deps = depsWith();
  // Git names them among the others, or by themselves.
  const [half, rest] = [names.slice(0, 125), names.slice(125)].map((part) => part.map((name) => change(name)));
  const state = { workingTreeChanges: half, untrackedChanges: rest };
  const fate = fates(await unstagedFiles(repositoryWith(state), deps));
  expect(Object.keys(fate).sort()).toEqual(names.sort());
  expect(reasons(fate)).toMatchObject({ reviewed: { length: 100 }, beyond: { length: 150 } });
  expect(deps.access.gate.read).toHaveBeenCalledTimes(200);
});

test("what is changed stands beside what is new", async () => {
  const state = { workingTreeChanges: [change("old.ts", modified), change("new.ts")] };
  const diff = async (cached: boolean) => (cached ? diffOf("staged.ts") : diffOf("old.ts"));
  const repository = repositoryWith(state, { diff });
  const { files } = await unstagedFiles(repository, depsWith());
  expect(files.map(({ uri }) => uri.path)).toEqual(["/w/old.ts", "/w/new.ts"]);
  expect(fates(await stagedFiles(repository))).toEqual({ "staged.ts": "reviewed" });
});

test("a file of a branch without a diff is named, and so are those beyond what is read", async () => {
  const names = Array.from({ length: 203 }, (_, nth) => `f${nth}.ts`);
  const diffWith = vi.fn(async (_commit: string, path?: string) => {
    if (path === undefined) return names.map((name) => change(name, modified));
    if (path === "/w/f1.ts") throw new Error("Git failed");
    return path === "/w/f2.ts" ? "\n" : diffOf(path.replace("/w/", ""));
  });
  const repository = repositoryWith({ workingTreeChanges: [change("new.ts")] }, { diffWith });
  const fate = fates(await branchFiles(repository, base, depsWith(), going));
  expect(Object.keys(fate).sort()).toEqual([...names, "new.ts"].sort());
  expect(fate).toMatchObject({ "f0.ts": "reviewed", "f1.ts": "lost", "f2.ts": "unchanged", "f202.ts": "beyond" });
  expect(diffWith).toHaveBeenCalledTimes(201);
});

test("once stopped no more diffs of a branch are asked for", async () => {
  const stopping = new AbortController();
  const diffWith = vi.fn(async (_commit: string, path?: string) => {
    if (path === undefined) return ["a.ts", "b.ts"].map((name) => change(name, modified));
    stopping.abort();
    return diffOf("a.ts");
  });
  await branchFiles(repositoryWith({}, { diffWith }), base, depsWith(), stopping.signal);
  expect(diffWith).toHaveBeenCalledTimes(2);
});

test("the agent's changes are those of the chat in front, each with what becomes of it", async () => {
  decisions = {
    "a.png": { type: "refused", reason: "binary" },
    "a.csv": { type: "refused", reason: "too-large" },
    "gone.ts": { type: "refused", reason: "missing" },
    ".env": { type: "consent", address: "file:///w/.env", path: ".env", reasons: ["secret-name"] },
  };
  const names = ["a.ts", "same.ts", "a.png", "a.csv", "gone.ts", ".env"];
  const beforeTexts = vi.fn(async () =>
    names.map((name) => ({ file: `file:///w/${name}`, before: name === "same.ts" ? "one\ntwo\n" : "one\n" })),
  );
  const changed = await agentFiles(depsWith({ changes: { beforeTexts } }));
  expect(beforeTexts).toHaveBeenCalledWith("here");
  expect(fates(changed)).toEqual({
    "a.ts": "reviewed",
    "same.ts": "unchanged",
    "a.png": "binary",
    "a.csv": "large",
    "gone.ts": "gone",
    ".env": "withheld",
  });
  expect(changed.leftOut).toHaveLength(1);
});
