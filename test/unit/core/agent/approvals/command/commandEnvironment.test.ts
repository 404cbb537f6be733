import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { commandEnvironment } from "../../../../../../src/core/agent/approvals/command/commandEnvironment.ts";

const setting = {
  GIT_CONFIG_COUNT: "1",
  GIT_CONFIG_KEY_0: "safe.bareRepository",
  GIT_CONFIG_VALUE_0: "explicit",
};

test("the person's own stays, this extension's and what holds hidden arguments goes", () => {
  const env = {
    PATH: "/bin",
    MIMO_API_KEY: "k",
    mimo_x: "y",
    RIPGREP_CONFIG_PATH: "/x",
    Ripgrep_Config_Path: "/y",
    GREP_OPTIONS: "-r",
  };
  expect(commandEnvironment({ ...env, HOME: "/h", gone: undefined })).toEqual({ PATH: "/bin", HOME: "/h", ...setting });
  expect(commandEnvironment({ MIMO: "a", XMIMO_X: "b" })).toEqual({ MIMO: "a", XMIMO_X: "b", ...setting });
});

test("settings that are handed to Git already stay, and ours is the last", () => {
  const own = { GIT_CONFIG_COUNT: "1", GIT_CONFIG_KEY_0: "safe.bareRepository", GIT_CONFIG_VALUE_0: "all" };
  expect(commandEnvironment(own)).toEqual({
    ...own,
    GIT_CONFIG_COUNT: "2",
    GIT_CONFIG_KEY_1: "safe.bareRepository",
    GIT_CONFIG_VALUE_1: "explicit",
  });
  expect(commandEnvironment(commandEnvironment(own)).GIT_CONFIG_COUNT).toBe("3");
});

test.each(["", "x", "-1", "99999", "1e9"])("a count that is none (%j) does not push ours out of sight", (count) => {
  expect(commandEnvironment({ GIT_CONFIG_COUNT: count })).toEqual(setting);
});

test("another spelling of a name does not win over ours", () => {
  const env = commandEnvironment({
    git_config_count: "0",
    Git_Config_Key_0: "core.fsmonitor",
    git_config_value_0: "x",
  });
  expect(env).toEqual(setting);
});

/** Since 2.38 Git can be told. */
const knowsSetting = (() => {
  try {
    const [, major, minor] = /(\d+)\.(\d+)/.exec(execFileSync("git", ["--version"], { encoding: "utf8" })) ?? [];
    return process.platform !== "win32" && Number(major) * 1000 + Number(minor) >= 2038;
  } catch {
    return false;
  }
})();

test.skipIf(!knowsSetting)("Git refuses a folder that only looks like a repository, and runs nothing of it", () => {
  const root = mkdtempSync(join(tmpdir(), "mimo-bare-"));
  try {
    const [folder, mark] = [join(root, "docs"), join(root, "ran")];
    for (const each of ["objects", "refs"]) mkdirSync(join(folder, each), { recursive: true });
    writeFileSync(join(folder, "HEAD"), "ref: refs/heads/main\n");
    const monitor = `[core]\n\tbare = false\n\tworktree = .\n\tfsmonitor = "touch '${mark}'; false"\n`;
    writeFileSync(join(folder, "config"), `[core]\n\trepositoryformatversion = 0\n${monitor}`);
    const own = {
      PATH: process.env.PATH,
      HOME: root,
      GIT_CONFIG_NOSYSTEM: "1",
      GIT_CONFIG_COUNT: "1",
      GIT_CONFIG_KEY_0: "safe.bareRepository",
      GIT_CONFIG_VALUE_0: "all",
    };
    const status = (env: Readonly<Record<string, string | undefined>>) =>
      spawnSync("git", ["status"], { cwd: folder, env, encoding: "utf8", timeout: 20_000 });
    const refused = status(commandEnvironment(own));
    expect(refused.stderr).toContain("safe.bareRepository");
    expect([refused.status, existsSync(mark)]).toEqual([128, false]);
    // The folder is one that would run it.
    status(own);
    expect(existsSync(mark)).toBe(true);
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
});
