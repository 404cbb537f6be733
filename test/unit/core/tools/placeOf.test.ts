import fc from "fast-check";
import { expect, test } from "vitest";
import { placeOf, type WorkspaceFolder } from "../../../../src/core/tools/placeOf.ts";

const folder = (path: string, name = path.split(/[/\\]/).at(-1) ?? "", foldsCase = false): WorkspaceFolder => ({
  name,
  address: `file://${path.startsWith("/") ? "" : "/"}${encodeURI(path.replaceAll("\\", "/"))}`,
  path,
  foldsCase,
});
const app = folder("/w/app");
const lib = folder("/w/lib");

/** "name: relative" of a place, "!" and what is wrong of a problem. */
function said(path: string, ...folders: WorkspaceFolder[]): string {
  const place = placeOf(path, folders);
  return place.type === "place" ? `${place.folder.name}: ${place.relative} = ${place.shown}` : `! ${place.text}`;
}

test.each([
  ["src/a.ts", "app: src/a.ts = src/a.ts"],
  ["./src//a.ts", "app: src/a.ts = src/a.ts"],
  ["src\\a.ts", "app: src/a.ts = src/a.ts"],
  ["src/", "app: src = src"],
  ["src/../b.ts", "app: b.ts = b.ts"],
  ["src/..", "app:  = ."],
  ["", "app:  = ."],
  [".", "app:  = ."],
  ["./", "app:  = ."],
  [".\\", "app:  = ."],
  ["/w/app", "app:  = ."],
  ["/w/app/", "app:  = ."],
  ["/w/app/.", "app:  = ."],
  ["/w/app/src/a b.ts", "app: src/a b.ts = src/a b.ts"],
  ["a%20b.ts", "app: a%20b.ts = a%20b.ts"],
  ["...", "app: ... = ..."],
  [".env", "app: .env = .env"],
  ["~/a", "app: ~/a = ~/a"],
  ["文档/说明 一.md", "app: 文档/说明 一.md = 文档/说明 一.md"],
  ["file:///w/app/a%20b%23.ts", "app: a b#.ts = a b#.ts"],
  ["file:///w/app/%E6%96%87.ts#L3", "app: 文.ts = 文.ts"],
  ["FILE://localhost/w/app/a.ts", "app: a.ts = a.ts"],
  ["file:///w/app", "app:  = ."],
  ["file://src/a.ts", "app: src/a.ts = src/a.ts"],
])("%j in one folder", (path, expected) => {
  expect(said(path, app)).toBe(expected);
});

test.each([
  "..",
  "../lib/a.ts",
  "src/../../a.ts",
  "..\\a.ts",
  "/",
  "//",
  "/etc/passwd",
  "/w",
  "/w/apple",
  "/w/app/../x",
  "/w/app/../../etc/passwd",
  "/W/app/a.ts",
  "C:\\x.ts",
  "c:",
  "c:x.ts",
  "\\\\server\\share\\a",
  "file:///etc/passwd",
  "file:///w/app/%2e%2e/x",
  "file:///w/app%2f..%2f..%2fetc",
  "file://../x",
])("%j leads out", (path) => {
  expect(said(path, app)).toMatch(/^! `.*` is outside of the workspace \(`\/w\/app`\)\.$/);
});

test("what is no path is said to be none", () => {
  expect(said("https://a.example/b", app)).toMatch(/is an address/);
  expect(said("file:///w/app/%zz", app)).toMatch(/is an address/);
  expect(said("untitled:Untitled-1", app)).toBe("app: untitled:Untitled-1 = untitled:Untitled-1");
  expect(said("a\0b", app)).toMatch(/is no path/);
  expect(said("a\ud800b", app)).toMatch(/is no path/);
  expect(said("a")).toMatch(/No folder is open/);
  expect(said(`/${"x".repeat(5000)}`, app).length).toBeLessThan(300);
});

test.each([
  ["C:\\proj\\src\\a.ts", "src/a.ts"],
  ["c:/proj/src/a.ts", "src/a.ts"],
  ["/c:/proj/src/a.ts", "src/a.ts"],
  ["C:\\PROJ\\src", "src"],
  ["c:\\Proj\\", "."],
  ["src\\a.ts", "src/a.ts"],
  ["file:///c%3A/proj/a%20b.ts", "a b.ts"],
  ["file:///C:/proj", "."],
])("%j on Windows", (path, shown) => {
  expect(placeOf(path, [folder("c:\\proj", "proj", true)])).toMatchObject({ type: "place", shown });
});

test("on Windows other drives, shares and streams of them are outside", () => {
  const proj = folder("c:\\proj", "proj", true);
  for (const path of ["D:\\proj\\a", "C:\\project\\a", "C:a.ts", "\\\\s\\h\\a", "\\proj\\a", "\\\\?\\C:\\proj\\a"]) {
    expect(said(path, proj), path).toMatch(/is outside/);
  }
  const share = folder("\\\\server\\share\\ws", "ws", true);
  expect(placeOf("\\\\server\\share\\ws\\a\\b.ts", [share])).toMatchObject({ relative: "a/b.ts" });
  expect(placeOf("file://server/share/ws/a.ts", [share])).toMatchObject({ relative: "a.ts" });
});

test.each([
  ["app/src/a.ts", "app: src/a.ts = app/src/a.ts"],
  ["./app/src/a.ts", "app: src/a.ts = app/src/a.ts"],
  ["app\\src", "app: src = app/src"],
  ["lib", "lib:  = lib"],
  ["lib/", "lib:  = lib"],
  ["/w/lib/a.ts", "lib: a.ts = lib/a.ts"],
  ["/w/lib", "lib:  = lib"],
  ["file:///w/app/a.ts", "app: a.ts = app/a.ts"],
])("%j in several folders", (path, expected) => {
  expect(said(path, app, lib)).toBe(expected);
});

test("in several folders a path begins with one of them", () => {
  for (const path of ["src/a.ts", "", ".", "apple/a.ts", "App/a.ts"]) {
    expect(said(path, app, lib), path).toBe(
      `! Paths begin with a folder of the workspace: \`app\`, \`lib\`. Got \`${path}\`.`,
    );
  }
  expect(said("app/../lib/a.ts", app, lib)).toMatch(/is outside/);
});

test("of folders that have one name each is named by its whole path, and found by it", () => {
  const [one, two] = [folder("/w/one/app"), folder("/w/two/app")];
  expect(said("app/a.ts", one, two)).toBe(
    "! Paths begin with a folder of the workspace: `/w/one/app`, `/w/two/app`. Got `app/a.ts`.",
  );
  expect(said("/w/two/app/a.ts", one, two)).toBe("app: a.ts = /w/two/app/a.ts");
});

test("of folders in each other the inner one has the file", () => {
  const inner = folder("/w/app/packages/core");
  expect(said("/w/app/packages/core/a.ts", app, inner)).toBe("core: a.ts = core/a.ts");
  expect(said("/w/app/packages/a.ts", app, inner)).toBe("app: packages/a.ts = app/packages/a.ts");
});

test("a folder may be called anything", () => {
  const other = folder("/w/x", "packages/core");
  expect(said("packages/core/a.ts", app, other)).toBe("packages/core: a.ts = packages/core/a.ts");
  for (const name of ["", ".", "..", "C:", "a\\b", "a/../b", "/", "file://x"]) {
    const odd = folder("/w/odd", name);
    expect(said("/w/odd/a.ts", app, odd), name).toBe(`${name}: a.ts = /w/odd/a.ts`);
  }
  expect(said("/a.ts", folder("/", "root"))).toBe("root: a.ts = a.ts");
  expect(said("/", folder("/", "root"))).toBe("root:  = .");
});

test("on no disk, its own addresses are understood", () => {
  const remote = { name: "web", address: "vscode-vfs://github/o/web", path: "/o/web", foldsCase: false };
  expect(said("vscode-vfs://github/o/web/src/%E6%96%87.ts", remote)).toBe("web: src/文.ts = src/文.ts");
  expect(said("vscode-vfs://github/o/website/a.ts", remote)).toMatch(/is an address/);
});

const names = fc
  .string({ unit: "grapheme", minLength: 1, maxLength: 12 })
  .filter((name) => !/[/\\\0]/.test(name) && name !== "." && name !== "..");
const folders = fc.constantFrom(
  [app],
  [app, lib],
  [folder("/w/one/app"), folder("/w/two/app"), lib],
  [app, folder("/w/app/in", "packages/in")],
  [folder("c:\\proj", "proj", true), folder("c:\\proj2", "proj2", true)],
  [folder("/", "root")],
);

test("what is shown means the same when it is written again", () => {
  fc.assert(
    fc.property(fc.array(names, { maxLength: 4 }), folders, fc.nat(), (parts, all, nth) => {
      const start = all[nth % all.length];
      if (!start) return;
      const wanted = [start.path, ...parts].join("/");
      const first = placeOf(wanted, all);
      if (first.type !== "place") throw new Error(first.text);
      expect(placeOf(first.shown, all)).toEqual(first);
      if (first.folder === start) expect(first.relative).toBe(parts.join("/"));
    }),
    { numRuns: 2000 },
  );
});

test("nothing leads out, and nothing throws", () => {
  const part = fc.oneof(
    fc.constantFrom("..", ".", "", "w", "app", "lib", "C:", "c:", "proj", "file:", "%2e%2e", "%2f", "~", "\0", "a"),
    fc.string({ maxLength: 4 }),
  );
  const path = fc.array(fc.tuple(part, fc.constantFrom("/", "\\", "", "//"))).map((parts) => parts.flat().join(""));
  fc.assert(
    fc.property(path, folders, (wanted, all) => {
      const place = placeOf(wanted, all);
      if (place.type === "problem") return;
      const segments = place.relative === "" ? [] : place.relative.split("/");
      for (const segment of segments) expect(["", ".", ".."]).not.toContain(segment);
      expect(place.relative).not.toMatch(/[\\\0]/);
      expect(all).toContain(place.folder);
    }),
    { numRuns: 3000 },
  );
});
