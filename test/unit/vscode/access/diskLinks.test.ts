// The gate against a real disk: whatever it lets through is written, and then looked for.

import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import fc from "fast-check";
import { afterEach, beforeEach, expect, test } from "vitest";
import { judgeWrite } from "../../../../src/core/access/writeGate.ts";
import { diskLinks, foldsCase } from "../../../../src/vscode/access/diskLinks.ts";

let folder = "";
beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), "mimo-gate-")));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test("entries are told by themselves, not by what they link to", async () => {
  writeFileSync(join(folder, "a.ts"), "");
  symlinkSync("a.ts", join(folder, "link"));
  symlinkSync("nothing", join(folder, "dangling"));
  const kinds = ["a.ts", "link", "dangling", "none", "a.ts/none", "."].map((name) =>
    diskLinks.kindOf(join(folder, name)),
  );
  expect(await Promise.all(kinds)).toEqual(["file", "link", "link", "missing", "missing", "folder"]);
  expect(await diskLinks.targetOf(join(folder, "dangling"))).toBe("nothing");
});

test("a disk is asked whether it folds case", async () => {
  let folds = true;
  try {
    readdirSync(folder.toUpperCase());
  } catch {
    folds = false;
  }
  expect(await foldsCase(folder)).toBe(folds);
  expect(await foldsCase(join(folder, "none"))).toBe(false);
});

test("what is written after a Yes never lands outside, nor in a protected file", async () => {
  const name = fc.constantFrom("a", "b", "a", "b", "..", ".git");
  const path = fc.array(name, { minLength: 1, maxLength: 4 }).map((names) => names.join("/"));
  const target = fc.oneof(
    path,
    path.map((each) => `../${each}`),
    path.map((each) => `ABSOLUTE/${each}`),
  );
  const entry = fc.tuple(fc.constantFrom("in", "in", "out"), path, fc.oneof(target, fc.constant("FILE")));
  let written = 0;
  let round = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.array(entry, { maxLength: 8 }),
      fc.array(path, { minLength: 8, maxLength: 16 }),
      async (entries, wanted) => {
        const base = join(folder, String(round++));
        mkdirSync(join(base, "in"), { recursive: true });
        mkdirSync(join(base, "out"));
        for (const [side, at, content] of entries) make(base, join(base, side, at), content);
        const root = join(base, "in");
        for (const each of wanted) {
          // Not joined: `..` is left for the disk to walk.
          const landed = await writeIfAllowed(base, root, `${root}/${each}`);
          if (!landed) continue;
          written++;
          expect(landed).toHaveLength(1);
          expect(landed[0]?.startsWith(`${root}/`)).toBe(true);
          expect(landed[0]?.slice(root.length)).not.toMatch(/\/\.git(?:\/|$)/);
        }
      },
    ),
    { numRuns: 60 },
  );
  expect(written).toBeGreaterThan(20);
});

/** Where the disk put it; undefined when the gate or the disk refused. */
async function writeIfAllowed(base: string, root: string, file: string): Promise<string[] | undefined> {
  const world = {
    links: diskLinks,
    style: "posix" as const,
    roots: [{ path: root, foldsCase: false }],
    hasFolders: true,
    holdsSettings: false,
    isTrusted: true,
    isReadOnly: async () => false,
    below: async () => [],
  };
  const verdicts = await Promise.all(
    (["edit", "create"] as const).map((kind) => judgeWrite({ act: { kind, path: file }, by: "model" }, world)),
  );
  if (!verdicts.some(({ type }) => type === "may")) return undefined;
  const mark = crypto.randomUUID();
  try {
    writeFileSync(file, mark);
  } catch {
    return undefined;
  }
  return findMark(base, mark);
}

function make(base: string, at: string, content: string): void {
  if (!at.startsWith(`${base}/in/`) && !at.startsWith(`${base}/out/`)) return;
  try {
    mkdirSync(dirname(at), { recursive: true });
    if (content === "FILE") writeFileSync(at, "");
    else symlinkSync(content.replace("ABSOLUTE", `${base}/out`), at);
  } catch {
    // There is something already.
  }
}

/** The files that hold `mark`, by their real paths: links are not followed. */
function findMark(base: string, mark: string): string[] {
  return readdirSync(base, { withFileTypes: true }).flatMap((entry) => {
    const path = join(base, entry.name);
    if (entry.isDirectory()) return findMark(path, mark);
    return entry.isFile() && readFileSync(path, "utf8") === mark ? [path] : [];
  });
}
