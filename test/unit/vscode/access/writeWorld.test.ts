// On a real disk: what a name stands for, to be compared with where it leads.

import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test, vi } from "vitest";
import type * as vscode from "vscode";

const folder = vi.hoisted(() => ({ uri: { scheme: "file", authority: "", fsPath: "", path: "" } }));
vi.mock("vscode", () => ({
  workspace: {
    isTrusted: true,
    workspaceFolders: [folder],
    getWorkspaceFolder: ({ fsPath }: { fsPath: string }) => (fsPath.startsWith(folder.uri.fsPath) ? folder : undefined),
  },
  Uri: { file: (path: string) => ({ scheme: "file", authority: "", fsPath: path, path }) },
}));

vi.mock("../../../../src/vscode/access/readOnly.ts", () => ({ isReadOnly: async () => false }));

import { judgeWrite } from "../../../../src/core/access/writeGate.ts";
import { placeOf, writeWorldOf } from "../../../../src/vscode/access/writeWorld.ts";

const file = (path: string) => ({ scheme: "file", authority: "", fsPath: path, path }) as unknown as vscode.Uri;

test.skipIf(process.platform === "win32")(
  "a name stands for a place below the real folder, and a link in the workspace leads elsewhere",
  async () => {
    const base = realpathSync(mkdtempSync(join(tmpdir(), "mimo-place-")));
    onTestFinished(() => rmSync(base, { recursive: true, force: true }));
    mkdirSync(join(base, "real/.git/hooks"), { recursive: true });
    writeFileSync(join(base, "real/.git/hooks/pre-commit"), "");
    writeFileSync(join(base, "real/package.json"), "{}");
    symlinkSync("real", join(base, "opened"));
    symlinkSync(".git/hooks/pre-commit", join(base, "real/n.md"));
    folder.uri = { ...folder.uri, fsPath: join(base, "opened"), path: join(base, "opened") };

    const asked = async (name: string) => {
      const uri = file(join(base, "opened", name));
      const verdict = await judgeWrite(
        { act: { kind: "edit", path: uri.fsPath }, by: "person" },
        await writeWorldOf(uri),
      );
      return {
        place: await placeOf(uri),
        real: verdict.type === "asks" ? verdict.reasons.map(({ path }) => path) : verdict,
      };
    };
    // The folder itself was opened through a link: that is nothing to speak of.
    const own = join(base, "real/package.json");
    expect(await asked("package.json")).toEqual({ place: own, real: [own] });
    expect(await asked("n.md")).toEqual({
      place: join(base, "real/n.md"),
      real: [join(base, "real/.git/hooks/pre-commit")],
    });
    const alone = file("/elsewhere/a.md");
    expect(await placeOf(alone)).toBe("/elsewhere/a.md");
  },
);
