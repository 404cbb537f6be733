import { expect, test, vi } from "vitest";

const uri = (path: string) => ({ scheme: "file", path, fsPath: path });
vi.mock("vscode", () => ({ FileType: { File: 1 }, workspace: { fs: { stat: async () => ({ type: 1 }) } } }));
vi.mock("../../../../src/vscode/access/isInsideWorkspace.ts", () => ({ isInsideWorkspace: async () => true }));
vi.mock("../../../../src/vscode/codeBlocks/workspaceFile.ts", () => ({
  findFileAt: async (name: string) => ({ type: name === "src/a.ts" ? "file" : "missing", uri: uri(`/w/${name}`) }),
}));

import { AnswerFiles } from "../../../../src/vscode/files/answerFiles.ts";

function setUp(isListed: boolean) {
  const lists: (readonly string[])[] = [];
  const endingIn = async (ends: readonly string[]) => {
    lists.push(ends);
    return new Map(ends.map((end) => [end, uri(`/w/deep/${end}`)])) as never;
  };
  const files = new AnswerFiles({ isListed, endingIn });
  return { lists, find: async (names: string[]) => (await files.find(names)).map(({ name }) => name) };
}

test("words of plain prose, and files where they are named, list nothing", async () => {
  const { lists, find } = setUp(false);
  expect(await find(["Node.js", "package.json", "src/a.ts", "./b.ts"])).toEqual(["src/a.ts"]);
  expect(lists).toEqual([]);
});

test("a path that is nowhere is a reason to, and what is listed is searched for every name", async () => {
  const unlisted = setUp(false);
  expect(await unlisted.find(["c.ts", "deep/b.ts"])).toEqual(["c.ts", "deep/b.ts"]);
  expect(unlisted.lists).toEqual([["c.ts", "deep/b.ts"]]);
  const listed = setUp(true);
  expect(await listed.find(["c.ts"])).toEqual(["c.ts"]);
});
