import { beforeEach, expect, it, vi } from "vitest";

const { looked, inside } = vi.hoisted(() => ({ looked: [] as string[], inside: new Set<string>() }));
interface Place {
  readonly path: string;
}
vi.mock("vscode", () => ({
  FileType: { File: 1 },
  Uri: { joinPath: ({ path }: Place, name: string) => ({ path: `${path}/${name}` }) },
  workspace: {
    workspaceFolders: [{ name: "w", uri: { path: "/w", fsPath: "/w" } }],
    fs: {
      stat: async ({ path }: Place) => {
        looked.push(path);
        if (path === "/w/y") throw new Error("not there");
        return { type: 1 };
      },
    },
  },
}));
vi.mock("../../../../src/vscode/access/isInsideWorkspace.ts", () => ({
  isInsideWorkspace: async ({ path }: Place) => inside.has(path),
}));

import { findFileAt } from "../../../../src/vscode/codeBlocks/workspaceFile.ts";
import { AnswerFiles } from "../../../../src/vscode/files/answerFiles.ts";

beforeEach(() => {
  looked.length = 0;
  inside.clear();
});

it("what a link leads to outside of the workspace is not looked at", async () => {
  expect(await findFileAt("link/secret")).toEqual({ type: "outside" });
  expect(looked).toEqual([]);
  inside.add("/w/a.ts");
  expect(await findFileAt("a.ts")).toEqual({ type: "file", uri: { path: "/w/a.ts" } });
  expect(looked).toEqual(["/w/a.ts"]);
});

it("nor is a file of that name that leads outside", async () => {
  const files = new AnswerFiles({
    isListed: true,
    endingIn: async (names) => new Map(names.map((name) => [name, { path: "/w/x/y" } as never])),
  });
  inside.add("/w/y");
  expect(await files.find(["y"])).toEqual([]);
  expect(looked).toEqual(["/w/y"]);
});
