import fc from "fast-check";
import { describe, expect, test, vi } from "vitest";
import {
  type AskReason,
  carryOutWrite,
  judgeWrite,
  type WriteAct,
  type WriteRequest,
  type WriteWorld,
} from "../../../../src/core/access/writeGate.ts";
import { type Entries, FakeDisk } from "./fakeDisk.ts";

const entries: Entries = {
  "/w/app/src/a.ts": "",
  "/w/app/package.json": "",
  "/w/app/.github/ci.yml": "",
  "/w/app/inner": "src",
  "/w/app/innocent.txt": ".github/ci.yml",
  "/w/app/link.ts": "../../etc/hosts",
  "/w/app/out": "/etc",
  "/w/app/dangling.ts": "/etc/new",
  "/w/app/ring": "ring",
  "/etc/hosts": "",
  "/home/loose.ts": "",
};

function world(disk: FakeDisk = new FakeDisk(entries), changes: Partial<WriteWorld> = {}): WriteWorld {
  return {
    links: disk,
    style: disk.style,
    roots: [{ path: "/w/app", foldsCase: false }],
    hasFolders: true,
    holdsSettings: false,
    isTrusted: true,
    isReadOnly: async () => false,
    below: async (path) => disk.below(path),
    ...changes,
  };
}

const edit = (path: string): WriteAct => ({ kind: "edit", path });
const create = (path: string): WriteAct => ({ kind: "create", path });
const remove = (path: string): WriteAct => ({ kind: "delete", path });
const move = (path: string, to: string): WriteAct => ({ kind: "rename", path, to });

/** The verdict in a word or two. */
async function judged(act: WriteAct, by: WriteRequest["by"], where = world(), unseen = false): Promise<string> {
  const verdict = await judgeWrite({ act, by, unseen }, where);
  if (verdict.type === "may") return "may";
  if (verdict.type === "refused") return `refused: ${verdict.reason}`;
  return `asks: ${verdict.reasons.map(({ kind }) => kind).join(", ")}`;
}

describe("a folder that is moved", () => {
  const disk = () =>
    new FakeDisk({
      "/w/app/.vscode/settings.json": "",
      "/w/app/plain/a.ts": "",
      "/w/app/kit/.vscode/tasks.json": "",
      "/w/app/kit/.vscode/deep/x.json": "",
      "/w/app/kit/package.json": "",
      "/w/app/kit/lib/AGENTS.md": "",
      "/w/app/kit/lib/a.ts": "",
      "/w/app/kit/lib/link.lock": "../a",
      "/w/app/empty/.husky": null,
      "/w/app/lib/b.ts": "",
      "/w/app/led": "kit",
    });
  const reasons = async (from: string, to: string, changes: Partial<WriteWorld> = {}) => {
    const verdict = await judgeWrite(
      { act: move(`/w/app/${from}`, `/w/app/${to}`), by: "model" },
      world(disk(), changes),
    );
    if (verdict.type !== "asks") return verdict.type;
    return verdict.reasons.map((each) => `${each.kind} ${each.path.slice("/w/app/".length)}`);
  };

  test.each<[string, string, string | readonly string[]]>([
    ["plain", "other", ["moves-folder plain"]],
    ["plain", ".vscode/x", ["moves-folder plain", "protected .vscode/x"]],
    ["plain", ".github", ["moves-folder plain", "protected .github"]],
    ["plain", "node_modules/x", ["moves-folder plain", "protected node_modules/x"]],
    ["plain", ".vscode", "refused"],
    [".vscode", "plain2", ["protected .vscode", "moves-folder .vscode"]],
    ["kit/.vscode", "x", ["protected kit/.vscode", "moves-folder kit/.vscode"]],
    [
      "kit",
      "moved",
      [
        "moves-folder kit",
        "protected moved/.vscode",
        "protected moved/lib/AGENTS.md",
        "protected moved/lib/link.lock",
        "protected moved/package.json",
      ],
    ],
    ["empty", "sub/deep", ["moves-folder empty", "protected sub/deep/.husky"]],
    // Only the link is moved.
    ["led", "led2", "may"],
  ])("%s to %s", async (from, to, expected) => {
    expect(await reasons(from, to)).toEqual(expected);
  });

  test("that nobody can look through asks as a folder does", async () => {
    expect(await reasons("kit", "moved", { below: async () => undefined })).toEqual(["moves-folder kit"]);
    expect(await reasons("kit", "moved", { below: () => Promise.reject(new Error("no")) })).toEqual([
      "moves-folder kit",
    ]);
  });

  test("into which something protected came after the yes is not moved", async () => {
    const changing = disk();
    const request = { act: move("/w/app/plain", "/w/app/other"), by: "model" } as const;
    const moved = vi.fn(async () => {});
    const outcome = await carryOutWrite(
      request,
      world(changing),
      async () => {
        changing.put("/w/app/plain/package.json", "");
        return true;
      },
      moved,
    );
    expect(outcome).toMatchObject({ type: "refused", reason: "uncertain" });
    expect(moved).not.toHaveBeenCalled();
  });
});

describe("what a model may do on its own", () => {
  test.each<[WriteAct, string]>([
    [edit("/w/app/src/a.ts"), "may"],
    [edit("/w/app/inner/a.ts"), "may"],
    [create("/w/app/src/new/b.ts"), "may"],
    [move("/w/app/src/a.ts", "/w/app/src/b.ts"), "may"],
    [edit("/w/app/package.json"), "asks: protected"],
    [edit("/w/app/innocent.txt"), "asks: protected"],
    [create("/w/app/.vscode/tasks.json"), "asks: protected"],
    [move("/w/app/src/a.ts", "/w/app/Makefile"), "asks: protected"],
    [move("/w/app/package.json", "/w/app/src/p.json"), "asks: protected"],
    [remove("/w/app/src/a.ts"), "asks: deletes"],
    [remove("/w/app/package.json"), "asks: protected, deletes"],
    [move("/w/app/src", "/w/app/lib"), "asks: moves-folder"],
    [edit("/etc/hosts"), "refused: outside"],
    [edit("/w/app/../../etc/hosts"), "refused: outside"],
    [edit("/w/app/link.ts"), "refused: outside"],
    [edit("/w/app/out/hosts"), "refused: outside"],
    [create("/w/app/out/new.ts"), "refused: outside"],
    [create("/w/app/dangling.ts"), "refused: outside"],
    [create("/w/apple/a.ts"), "refused: outside"],
    [move("/w/app/src/a.ts", "/w/app/out/a.ts"), "refused: outside"],
    [move("/w/app/out/hosts", "/w/app/src/hosts"), "refused: outside"],
    [edit("/w/app/ring"), "refused: uncertain"],
    [edit("/w/app/src/none.ts"), "refused: missing"],
    [create("/w/app/src/a.ts"), "refused: exists"],
    [move("/w/app/src/a.ts", "/w/app/package.json"), "refused: exists"],
    [edit("/w/app/src"), "refused: no-file"],
    [remove("/w/app"), "refused: no-file"],
    [move("/w/app", "/w/app/src/x"), "refused: no-file"],
    // The link itself goes; what it leads to stays.
    [remove("/w/app/link.ts"), "asks: deletes"],
    [move("/w/app/link.ts", "/w/app/src/link.ts"), "may"],
    [remove("/w/app/ring"), "asks: deletes"],
  ])("%j: %s", async (act, expected) => {
    expect(await judged(act, "model")).toBe(expected);
  });

  test("nothing in a workspace that is not trusted, nor in a window without one, nor what is read-only", async () => {
    expect(await judged(edit("/w/app/src/a.ts"), "model", world(undefined, { isTrusted: false }))).toBe(
      "refused: untrusted",
    );
    expect(await judged(edit("/home/loose.ts"), "model", world(undefined, { roots: [], hasFolders: false }))).toBe(
      "refused: outside",
    );
    const readOnly = world(undefined, { isReadOnly: async () => true });
    expect(await judged(edit("/w/app/src/a.ts"), "model", readOnly)).toBe("refused: read-only");
  });
});

describe("what a person decides", () => {
  test.each<[WriteAct, string]>([
    [edit("/w/app/src/a.ts"), "may"],
    [edit("/w/app/package.json"), "asks: protected"],
    [edit("/home/loose.ts"), "asks: outside"],
    [edit("/w/app/link.ts"), "asks: outside"],
    [edit("/w/app/src/none.ts"), "refused: missing"],
  ])("%j: %s", async (act, expected) => {
    expect(await judged(act, "person")).toBe(expected);
  });

  test("a file that is not in view is asked about by its real path", async () => {
    const request = { act: edit("/w/app/inner/a.ts"), by: "person", unseen: true } as const;
    expect(await judgeWrite(request, world())).toEqual({
      type: "asks",
      reasons: [{ kind: "unseen", path: "/w/app/src/a.ts" }],
      targets: ["/w/app/src/a.ts"],
    });
  });

  test("in a window without a folder every file is the person's own, and what is protected still asks", async () => {
    const none = world(undefined, { roots: [], hasFolders: false });
    expect(await judged(edit("/home/loose.ts"), "person", none)).toBe("may");
    expect(await judged(edit("/w/app/package.json"), "person", none)).toBe("asks: protected");
  });

  test("a root that cannot be found makes nothing its inside", async () => {
    const gone = world(undefined, { roots: [{ path: "/w/app/ring", foldsCase: false }] });
    expect(await judged(edit("/home/loose.ts"), "person", gone)).toBe("asks: outside");
  });
});

test("a protected folder that was opened by itself is protected still", async () => {
  const opened = world(undefined, { roots: [{ path: "/w/app/.github", foldsCase: false }] });
  expect(await judged(edit("/w/app/.github/ci.yml"), "model", opened)).toBe("asks: protected");
});

test("a folder of the workspace inside of a protected one lifts no protection", async () => {
  const disk = new FakeDisk({ "/w/app/.github/workflows/ci.yml": "", "/w/app/.git/hooks/a": "" });
  const roots = ["/w/app", "/w/app/.github/workflows", "/w/app/.git/hooks"].map((path) => ({ path, foldsCase: false }));
  for (const opened of [roots, roots.slice(1), roots.toReversed()]) {
    const where = world(disk, { roots: opened });
    expect(await judged(edit("/w/app/.github/workflows/ci.yml"), "model", where)).toBe("asks: protected");
    expect(await judged(create("/w/app/.git/hooks/b"), "model", where)).toBe("asks: protected");
  }
});

test("the editor's own settings are asked about, with folders and without", async () => {
  const disk = new FakeDisk({ "/User/settings.json": "" });
  const settings = { roots: [], holdsSettings: true };
  expect(await judged(edit("/User/settings.json"), "person", world(disk, settings))).toBe("asks: outside, protected");
  const none = world(disk, { ...settings, hasFolders: false });
  expect(await judged(edit("/User/settings.json"), "person", none)).toBe("asks: protected");
});

test("a workspace below a folder that has a protected name is a workspace like another", async () => {
  const disk = new FakeDisk({ "/home/.claude/worktrees/app/src/a.ts": "" });
  const opened = world(disk, { roots: [{ path: "/home/.claude/worktrees/app", foldsCase: false }] });
  expect(await judged(edit("/home/.claude/worktrees/app/src/a.ts"), "model", opened)).toBe("may");
});

describe("carrying out", () => {
  const request = { act: edit("/w/app/src/a.ts"), by: "person", unseen: true } as const;

  test("what may be done is done without a question", async () => {
    const ask = vi.fn<(reasons: readonly AskReason[]) => Promise<boolean>>();
    const outcome = await carryOutWrite({ ...request, unseen: false }, world(), ask, async () => 7);
    expect(outcome).toEqual({ type: "done", value: 7 });
    expect(ask).not.toHaveBeenCalled();
  });

  test("a No leaves everything as it is", async () => {
    const perform = vi.fn(async () => 7);
    expect(await carryOutWrite(request, world(), async () => false, perform)).toEqual({ type: "declined" });
    expect(perform).not.toHaveBeenCalled();
  });

  test.each<[string, string, string | null]>([
    ["the file became a link to outside", "/w/app/src/a.ts", "/etc/hosts"],
    ["the folder became a link to outside", "/w/app/src", "/etc"],
    ["the file became a link to a protected one", "/w/app/src/a.ts", "../package.json"],
    ["the file became a link to another", "/w/app/src/a.ts", "../other.ts"],
    ["the file became a folder", "/w/app/src/a.ts", null],
  ])("while the question stood, %s: nothing is written", async (_what, path, content) => {
    const disk = new FakeDisk({ ...entries, "/w/app/other.ts": "", "/etc/a.ts": "" });
    const perform = vi.fn(async () => 7);
    const ask = async () => {
      disk.put(path, content);
      return true;
    };
    const outcome = await carryOutWrite(request, world(disk), ask, perform);
    expect(outcome.type).toBe("refused");
    expect(perform).not.toHaveBeenCalled();
  });
});

describe("a name in another case", () => {
  const folding = (found: Entries = entries) =>
    world(new FakeDisk(found, { foldsCase: true }), { roots: [{ path: "/w/app", foldsCase: true }] });

  test.each<[WriteAct, string]>([
    [move("/w/app/src/a.ts", "/w/app/src/A.ts"), "may"],
    [move("/w/app/inner/a.ts", "/w/app/src/A.ts"), "may"],
    [move("/w/app/src", "/w/app/SRC"), "asks: moves-folder"],
    [move("/w/app/package.json", "/w/app/Package.json"), "asks: protected, protected"],
    [move("/w/app/src/a.ts", "/w/app/PACKAGE.json"), "refused: exists"],
    [move("/w/app/src/a.ts", "/w/app/src/a.ts"), "refused: exists"],
    [move("/w/app/link.ts", "/w/app/LINK.ts"), "refused: outside"],
  ])("%j on a disk that folds case: %s", async (act, expected) => {
    expect(await judged(act, "model", folding())).toBe(expected);
  });

  test("is another file where the disk tells case", async () => {
    const disk = new FakeDisk({ "/w/app/a.ts": "", "/w/app/A.ts": "" });
    expect(await judged(move("/w/app/a.ts", "/w/app/A.ts"), "model", world(disk))).toBe("refused: exists");
  });
});

/** Where an act changes something. A link is moved or deleted itself: then its folder counts. */
function landings(disk: FakeDisk, act: WriteAct): (readonly string[] | undefined)[] {
  if (act.kind === "edit" || act.kind === "create") return [disk.landing(act.path)];
  const folder = disk.landing(act.path.replace(/[^/]+$/, ""));
  return act.kind === "rename" ? [folder, disk.landing(act.to)] : [folder];
}

describe("for any tree of folders, files and links", () => {
  const name = fc.constantFrom("a", "B", "b", "link", "..", ".", "app", "w", "etc", ".git", "package.json");
  const plainName = name.filter((each) => each !== ".." && each !== ".");
  const relative = fc.array(name, { minLength: 1, maxLength: 5 }).map((names) => names.join("/"));
  const target = fc.oneof(
    relative,
    relative.map((path) => `/${path}`),
    relative.map((path) => `/w/app/${path}`),
    relative.map((path) => `../../${path}`),
  );
  const content = fc.oneof({ weight: 2, arbitrary: target }, fc.constant(""), fc.constant(null));
  const place = fc
    .tuple(
      fc.constantFrom("/w/app/", "/w/app/", "/w/app/", "/etc/", "/w/"),
      fc.array(plainName, { minLength: 1, maxLength: 3 }),
    )
    .map(([above, names]) => above + names.join("/"));
  // The root itself stays a folder: a link there is a root elsewhere.
  const tree = fc
    .dictionary(place, content, { maxKeys: 12 })
    .map((found) => Object.fromEntries(Object.entries(found).filter(([path]) => !/^\/w\/app\/?$/i.test(path))));
  const act = fc
    .tuple(fc.constantFrom("edit", "create", "delete", "rename"), relative, relative)
    .map(([kind, path, to]): WriteAct => {
      const at = `/w/app/${path}`;
      return kind === "rename" ? { kind, path: at, to: `/w/app/${to}` } : { kind: kind as "edit", path: at };
    });

  test.each([false, true])(
    "what leads outside is never done unasked (a disk that folds case: %s)",
    async (foldsCase) => {
      const count = { may: 0, asks: 0, refused: 0, outside: 0 };
      await fc.assert(
        fc.asyncProperty(tree, act, fc.constantFrom("model", "person"), async (found, wanted, by) => {
          const disk = new FakeDisk({ "/w/app": null, ...found }, { foldsCase });
          const roots = [{ path: "/w/app", foldsCase }];
          const verdict = await judgeWrite({ act: wanted, by: by as "model" }, world(disk, { roots }));
          count[verdict.type]++;
          for (const landing of landings(disk, wanted)) {
            const inside = landing && /^w\/app(?:\/|$)/i.test(landing.join("/"));
            if (inside) continue;
            count.outside++;
            expect(verdict.type).not.toBe("may");
            if (by === "model") expect(verdict.type).toBe("refused");
          }
        }),
        { numRuns: 3_000 },
      );
      // It says something only while it meets all of them.
      expect(Math.min(...Object.values(count))).toBeGreaterThan(50);
    },
  );

  test("what is protected by its name or where it leads is never done unasked", async () => {
    await fc.assert(
      fc.asyncProperty(tree, act, async (found, wanted) => {
        const disk = new FakeDisk({ "/w/app": null, ...found });
        const verdict = await judgeWrite({ act: wanted, by: "model" }, world(disk));
        if (verdict.type !== "may") return;
        const [first, ...others] = landings(disk, wanted);
        // What goes is named in a folder, which may itself be named like anything.
        const goes = wanted.kind === "delete" || wanted.kind === "rename";
        const named = goes ? [...(first ?? []), wanted.path.split("/").at(-1)] : first;
        for (const landing of [named, ...others]) {
          expect(landing).not.toContain(".git");
          expect(landing?.at(-1)).not.toBe("package.json");
        }
      }),
      {
        numRuns: 2_000,
        examples: [
          [{ "/w/app/package.json/B": "" }, { kind: "rename", path: "/w/app/package.json/B", to: "/w/app/a" }],
        ],
      },
    );
  });
});
