import { existsSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import fc from "fast-check";
import { afterEach, beforeEach, expect, test } from "vitest";
import { realPathOf } from "../../../../src/core/access/linkWalk.ts";
import { diskLinks } from "../../../../src/vscode/access/diskLinks.ts";

/** Real links, with the operating system as the judge. */
const leadsTo = async (path: string) => (await realPathOf(path, diskLinks, "posix"))?.path;

let root: string;
beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), "mimo-links-")));
  mkdirSync(join(root, "inside", "deep"), { recursive: true });
  mkdirSync(join(root, "outside"));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));
const at = (path: string) => join(root, path);

test("a dangling link is where it would lead", async () => {
  symlinkSync("../outside/later.txt", at("inside/link"));
  expect(await leadsTo(at("inside/link"))).toBe(at("outside/later.txt"));
  symlinkSync(at("outside/nowhere/folder"), at("inside/deep/folder"));
  expect(await leadsTo(at("inside/deep/folder/file"))).toBe(at("outside/nowhere/folder/file"));
  symlinkSync("link", at("inside/second"));
  expect(await leadsTo(at("inside/second"))).toBe(at("outside/later.txt"));
});

test("what `..` means after a link is seen where the link leads", async () => {
  symlinkSync("../outside", at("inside/out"));
  symlinkSync("out/../new.txt", at("inside/sly"));
  expect(await leadsTo(at("inside/sly"))).toBe(at("new.txt"));
});

test("a circle leads nowhere", async () => {
  symlinkSync("b", at("inside/a"));
  symlinkSync("a", at("inside/b"));
  expect(await leadsTo(at("inside/a"))).toBeUndefined();
  expect(await leadsTo(at("inside/a/file"))).toBeUndefined();
});

test("where a dangling path leads is where a file made there would stand", async () => {
  const name = fc.constantFrom("inside", "deep", "outside", "x", "y", "z", "..");
  const path = fc.array(name, { minLength: 1, maxLength: 4 }).map((parts) => parts.join("/"));
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(path, path), { maxLength: 5 }), path, async (pairs, wanted) => {
      const base = mkdtempSync(join(root, "case-"));
      for (const [from, to] of pairs) {
        try {
          mkdirSync(dirname(`${base}/a/b/${from}`), { recursive: true });
          symlinkSync(to, `${base}/a/b/${from}`);
        } catch {
          // A link is there already, or a circle.
        }
      }
      const asked = `${base}/a/b/${wanted}`;
      const answer = await leadsTo(asked);
      if (existsSync(asked)) {
        expect(answer).toBe(realpathSync(asked));
        return;
      }
      try {
        writeFileSync(asked, "made");
      } catch {
        return; // a folder is missing, or a circle
      }
      expect(answer).toBe(realpathSync(asked));
    }),
    { numRuns: 150 },
  );
});
