import { expect, test } from "vitest";
import { namesBelow, realPathOf } from "../../../../src/core/access/linkWalk.ts";
import { FakeDisk } from "./fakeDisk.ts";

const disk = new FakeDisk({
  "/w/app/src/a.ts": "",
  "/w/app/here": "src",
  "/w/app/out": "../../etc",
  "/w/app/absolute": "/etc/hosts",
  "/w/app/dangling": "../nothing/yet.ts",
  "/w/app/ring": "ring2",
  "/w/app/ring2": "ring",
  "/w/app/chain": "here/../out",
  "/etc/hosts": "",
});

test.each([
  ["/w/app/src/a.ts", "/w/app/src/a.ts", "file"],
  ["/w/app/here/a.ts", "/w/app/src/a.ts", "file"],
  ["/w/app/new/deep/b.ts", "/w/app/new/deep/b.ts", "missing"],
  ["/w/app/out/hosts", "/etc/hosts", "file"],
  ["/w/app/out/new", "/etc/new", "missing"],
  ["/w/app/absolute", "/etc/hosts", "file"],
  ["/w/app/dangling", "/w/nothing/yet.ts", "missing"],
  ["/w/app/chain/hosts", "/etc/hosts", "file"],
  ["/w/app/new/../out/hosts", "/etc/hosts", "file"],
  ["/w/app/./src//a.ts/", "/w/app/src/a.ts", "file"],
  ["/w/app/../../..", "/", "folder"],
])("%s leads to %s, a %s", async (path, real, kind) => {
  expect(await realPathOf(path, disk, "posix")).toEqual({ path: real, kind });
});

test.each(["/w/app/ring", "relative/a.ts", "/w/a\0.ts", "C:\\a.ts"])("%j leads nowhere certain", async (path) => {
  expect(await realPathOf(path, disk, "posix")).toBeUndefined();
});

test("what may not be looked at leads nowhere certain", async () => {
  const locked = { kindOf: () => Promise.reject(new Error("EACCES")), targetOf: () => Promise.reject(new Error()) };
  expect(await realPathOf("/w/a.ts", locked, "posix")).toBeUndefined();
});

const windows = new FakeDisk(
  {
    "/proj/src/a.ts": "",
    "/proj/out": "C:\\Users\\me",
    "/proj/long": "\\\\?\\C:\\proj\\src",
    "/proj/rooted": "\\Users",
  },
  { style: "windows", foldsCase: true },
);

test.each([
  ["C:\\proj\\src\\a.ts", "C:\\proj\\src\\a.ts"],
  ["c:/proj/src/a.ts", "C:\\proj\\src\\a.ts"],
  ["\\\\?\\c:\\proj\\src\\a.ts", "C:\\proj\\src\\a.ts"],
  ["C:\\proj\\out\\x", "C:\\Users\\me\\x"],
  ["C:\\proj\\long\\a.ts", "C:\\proj\\src\\a.ts"],
  ["C:\\proj\\rooted\\me", "C:\\Users\\me"],
  ["\\\\Server\\Share\\a\\..\\b", "\\\\server\\share\\b"],
])("on Windows %s is %s", async (path, real) => {
  expect((await realPathOf(path, windows, "windows"))?.path).toBe(real);
});

test.each([
  "C:\\proj\\a.ts.",
  "C:\\proj\\a.ts ",
  "C:\\proj\\package.json::$DATA",
  "C:\\proj\\NUL",
  "C:\\proj\\com1.txt",
  "C:relative",
  "\\\\.\\PhysicalDrive0",
])("on Windows %s is refused: it means something else than it says", async (path) => {
  expect(await realPathOf(path, windows, "windows")).toBeUndefined();
});

test("a folder holds what is below it, and nothing that only begins like it", () => {
  expect(namesBelow("/w/app/src/a.ts", "/w/app", "posix", false)).toEqual(["src", "a.ts"]);
  expect(namesBelow("/w/app", "/w/app/", "posix", false)).toEqual([]);
  expect(namesBelow("/w/apple/a.ts", "/w/app", "posix", false)).toBeUndefined();
  expect(namesBelow("/w/APP/a.ts", "/w/app", "posix", false)).toBeUndefined();
  expect(namesBelow("/w/APP/a.ts", "/w/app", "posix", true)).toEqual(["a.ts"]);
  expect(namesBelow("c:\\Proj\\a.ts", "C:\\proj", "windows", true)).toEqual(["a.ts"]);
  expect(namesBelow("D:\\proj\\a.ts", "C:\\proj", "windows", true)).toBeUndefined();
});
