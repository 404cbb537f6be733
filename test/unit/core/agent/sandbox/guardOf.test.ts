import { expect, test } from "vitest";
import { protectionOf } from "../../../../../src/core/access/protectedPaths.ts";
import { hasSecretName } from "../../../../../src/core/access/secretNames.ts";
import { guardOf, reservedNames } from "../../../../../src/core/agent/sandbox/guardOf.ts";

const guard = (path: string, kind: Parameters<typeof guardOf>[1], isIgnored = false) =>
  guardOf(path.split("/"), kind, isIgnored);

test.each([
  ["src", "folder", undefined],
  ["src/a.ts", "file", undefined],
  ["build", "folder", undefined],
  ["build", "file", "kept"],
  [".git", "folder", "repository"],
  ["lib/.git", "file", "repository"],
  [".GIT", "folder", "repository"],
  [".vscode", "folder", "kept"],
  ["app/.vscode", "folder", "kept"],
  [".github", "folder", "kept"],
  ["node_modules", "folder", "kept"],
  ["package.json", "file", "kept"],
  ["app/package-lock.json", "file", "kept"],
  ["AGENTS.md", "file", "kept"],
  ["HEAD", "file", "kept"],
  [".env", "file", "emptied"],
  ["app/.env.local", "file", "emptied"],
  [".env.example", "file", "kept"],
  ["server.pem", "file", "emptied"],
  [".ssh", "folder", "hidden"],
  [".vscode", "link", "link"],
  ["CLAUDE.md", "link", "link"],
  ["a", "link", undefined],
  ["pipe", "other", undefined],
] as const)("%s, a %s: %s", (path, kind, expected) => {
  expect(guard(path, kind)).toBe(expected);
});

test("of what Git ignores secrets count, and installed packages", () => {
  expect(guard("dist/package.json", "file", true)).toBeUndefined();
  expect(guard("dist/.env", "file", true)).toBe("emptied");
  expect(guard("secrets", "folder", true)).toBe("hidden");
  expect(guard("secrets", "folder")).toBeUndefined();
  expect(guard(".venv", "folder", true)).toBe("kept");
});

test("no name that the write gate asks about is free, as long as Git does not ignore it", () => {
  for (const name of [
    ...reservedNames,
    "Makefile",
    "a.config.ts",
    "x.code-workspace",
    ".npmrc",
    ".mcp.json",
    "yarn.lock",
  ]) {
    expect([name, guard(name, "file")]).not.toEqual([name, undefined]);
    expect(protectionOf([name]) ?? hasSecretName(name)).toBeTruthy();
  }
});
