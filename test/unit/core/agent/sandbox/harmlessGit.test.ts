import { expect, test } from "vitest";
import { gitFolderOf, isHarmlessConfig } from "../../../../../src/core/agent/sandbox/harmlessGit.ts";

test.each([
  "",
  "[core]\n\trepositoryformatversion = 0\n\tfilemode = true\n\tbare = false\n\tlogallrefupdates = true\n",
  '[remote "origin"]\n\turl = https://example.com/a/b.git\n\tfetch = +refs/heads/*:refs/remotes/origin/*\n[branch "main"]\n\tremote = origin\n\tmerge = refs/heads/main\n',
  '[remote "origin"]\n\turl = git@example.com:a/b.git\n',
  "# a comment\n[user]\n\tname = P\n\temail = p@example.com\n",
  '[submodule "lib/x"]\n\tactive = true\n\turl = ../x\n',
])("harmless: %j", (text) => {
  expect(isHarmlessConfig(text)).toBe(true);
});

test.each([
  "[core]\n\tfsmonitor = ./evil\n",
  "[core]\n\tbare = false\n\thooksPath = x\n",
  "[core] fsmonitor = ./evil\n",
  "[core]fsmonitor=./evil\n",
  "[CORE]\n\tFSMONITOR = x\n",
  "[core]\n\tbare = false\\\n\tfsmonitor = x\n",
  "[core]\n# x\\\n\tfsmonitor = x\n",
  "[core]\r\n\tfsmonitor = x\r\n",
  "\ufeff[core]\n\tfsmonitor = x\n",
  '[core ""]\n\tfsmonitor = x\n',
  "[include]\n\tpath = evil\n",
  '[includeIf "gitdir:/"]\n\tpath = evil\n',
  '[filter "x"]\n\tclean = evil\n',
  "[alias]\n\tst = !evil\n",
  "[credential]\n\thelper = !evil\n",
  "[extensions]\n\tworktreeConfig = true\n",
  '[remote "o"]\n\turl = ext::sh -c evil\n',
  '[remote "o"]\n\turl = --upload-pack=evil\n',
  '[remote "o"]\n\tuploadpack = evil\n',
  '[remote "o"]\n\tvcs = evil\n',
  '[submodule "x"]\n\tupdate = !evil\n',
  '[core]\n\tbare = "false"\n',
  "[diff]\n\texternal = evil\n",
  "\tfsmonitor = x\n",
  "[core]\n\tworktree = ..\n",
])("not harmless: %j", (text) => {
  expect(isHarmlessConfig(text)).toBe(false);
});

test("a .git file says one thing", () => {
  expect(gitFolderOf("gitdir: ../a/.git/worktrees/b\n")).toBe("../a/.git/worktrees/b");
  for (const text of ["", "x", "gitdir:", "gitdir: a\ngitdir: b\n"]) expect(gitFolderOf(text)).toBeUndefined();
});
