// The list behind `@`, of this very VS Code: through its ripgrep, through its own search, and kept up by its watcher.
import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import * as vscode from "vscode";
import { PathRanker } from "../../../src/core/context/rankPaths.ts";
import { IgnoredFiles } from "../../../src/vscode/access/ignoredFiles.ts";
import { WorkspaceFiles } from "../../../src/vscode/context/workspaceFiles.ts";
import { createFileSearch } from "../../../src/vscode/search/createFileSearch.ts";
import type { FileSearch } from "../../../src/vscode/search/fileSearch.ts";
import { ripgrepPlaces } from "../../../src/vscode/search/findRipgrep.ts";
import { folder, until } from "../editing.ts";
import { after, before, describe, it } from "../testApi.ts";

const never = new AbortController().signal;
const base = () => join(folder().fsPath, "search");
const put = (path: string, text = "") => {
  mkdirSync(dirname(join(base(), path)), { recursive: true });
  writeFileSync(join(base(), path), text);
};

/** What is offered for some letters, when all is known. */
async function find(files: WorkspaceFiles, query: string, kind: "files" | "folders" = "files"): Promise<string[]> {
  const { whenSettled } = await files.catchUp(false);
  await whenSettled;
  const found = await files.find(query, kind, 5, new PathRanker(async () => {}), never);
  return (found ?? []).map(({ path }) => path);
}

describe("files of the workspace", () => {
  const warnings: string[] = [];
  let ignored: IgnoredFiles;
  let files: WorkspaceFiles;
  let listings = 0;

  before(() => {
    for (let at = 0; at < 20_500; at++) {
      if (at % 500 === 0) mkdirSync(join(base(), `many/part${at / 500}`), { recursive: true });
      writeFileSync(join(base(), `many/part${Math.floor(at / 500)}/file${String(at).padStart(5, "0")}.txt`), "");
    }
    put("many/zz/the-very-last.txt");
    put(".gitignore", "TODO\nout/\n");
    put("todo/listed-todo.ts");
    put("TODO/unlisted-todo.ts");
    put("out/unlisted-out.ts");
    put("node_modules/unlisted-module.js");
    put(".hidden/.listed-hidden");
    ignored = new IgnoredFiles();
    const search = createFileSearch(ignored, (message) => warnings.push(message));
    const counted: FileSearch = {
      files: (listing) => {
        if (listing.below === "") listings++;
        return search.files(listing);
      },
    };
    files = new WorkspaceFiles(counted, ignored);
  });
  after(() => {
    files.dispose();
    rmSync(base(), { recursive: true, force: true });
  });

  const lists = async (through: WorkspaceFiles) => {
    assert.deepEqual(await find(through, "the-very-last"), ["search/many/zz/the-very-last.txt"]);
    assert.deepEqual(await find(through, "file00000.txt"), ["search/many/part0/file00000.txt"]);
    assert.deepEqual(await find(through, "file20499"), ["search/many/part40/file20499.txt"]);
    assert.deepEqual(await find(through, "listed-todo"), ["search/todo/listed-todo.ts"]);
    assert.deepEqual(await find(through, "unlisted-"), []);
    assert.deepEqual(await find(through, "listed-hidden"), ["search/.hidden/.listed-hidden"]);
    assert.deepEqual(await find(through, "part40", "folders"), ["search/many/part40"]);
  };

  it("all of them, through VS Code's ripgrep", async () => {
    await lists(files);
    assert.deepEqual(warnings, [], "this VS Code's ripgrep was not found");
  });

  it("all of them, through VS Code's own search where there is no ripgrep, or one that fails", async () => {
    const appRoot = mkdtempSync(join(tmpdir(), "mimo-app-root-"));
    try {
      for (const breaks of [false, true]) {
        if (breaks) {
          const place = ripgrepPlaces(appRoot, process.platform, process.arch).at(-1) ?? "";
          mkdirSync(dirname(place), { recursive: true });
          writeFileSync(place, "#!/bin/sh\necho 'unrecognized flag' >&2\nexit 2\n", { mode: 0o755 });
        }
        const heard: string[] = [];
        const others = new WorkspaceFiles(
          createFileSearch(ignored, (message) => heard.push(message), appRoot),
          ignored,
        );
        try {
          await lists(others);
        } finally {
          others.dispose();
        }
        assert.match(heard[0] ?? "", breaks ? /unrecognized flag/ : /no ripgrep/);
      }
    } finally {
      rmSync(appRoot, { recursive: true, force: true });
    }
  });

  it("those that come, go and move are told, without listing them all again", async () => {
    await find(files, "");
    const before = listings;
    put("come/deep/just-made.ts");
    await until("the new file", async () => (await find(files, "just-made")).length === 1);
    renameSync(join(base(), "come"), join(base(), "moved"));
    await until("its new place", async () => {
      const found = await find(files, "just-made");
      return found.length === 1 && found[0] === "search/moved/deep/just-made.ts";
    });
    put("out/unlisted-too.ts");
    rmSync(join(base(), "moved"), { recursive: true });
    await until("it to be gone", async () => (await find(files, "just-made")).length === 0);
    assert.deepEqual(await find(files, "unlisted-too"), []);
    // Late news of the thousands made above may cost one.
    assert.ok(listings - before <= 1, `listed ${listings - before} times`);
  });

  it("a rule that is written hides, and hiding the rules' files hides no rule", async () => {
    const root = vscode.workspace.workspaceFolders?.[0];
    assert.ok(root);
    put(".gitignore", "TODO\nout/\nthe-very-last.txt\n");
    // The gate's question, at once.
    assert.equal((await ignored.rulesOf(root)).ignores("search/many/zz/the-very-last.txt"), true);
    await until("it to be hidden", async () => (await find(files, "the-very-last")).length === 0);
    const settings = vscode.workspace.getConfiguration("files");
    await settings.update("exclude", { "**/.gitignore": true, "**/zz": true }, vscode.ConfigurationTarget.Workspace);
    try {
      assert.equal((await ignored.rulesOf(root)).ignores("search/many/zz/the-very-last.txt"), true);
      put("many/zz/excluded.txt");
      assert.deepEqual(await find(files, "unlisted-"), []);
      assert.deepEqual(await find(files, "excluded.txt"), []);
    } finally {
      await settings.update("exclude", undefined, vscode.ConfigurationTarget.Workspace);
    }
    await until("it to show again", async () => (await find(files, "excluded.txt")).length === 1);
  });

  it("a folder's files are those it has now, whatever is known", async () => {
    put("fresh/a.ts");
    put("fresh/b/c.ts");
    put("fresh/out/d.ts");
    const below = await files.below(vscode.Uri.joinPath(folder(), "search", "fresh"));
    assert.deepEqual(
      below.map(({ path, uri }) => [path, uri.path.endsWith(`/${path}`)]),
      [
        ["search/fresh/a.ts", true],
        ["search/fresh/b/c.ts", true],
      ],
    );
  });
});
