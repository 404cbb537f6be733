import { existsSync, linkSync, lstatSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { reservedNames } from "../../../../../src/core/agent/sandbox/guardOf.ts";
import { lives, until } from "../commands/fakes.ts";
import { describeHeld, heldWindow } from "./heldWindow.ts";

const windows: ReturnType<typeof heldWindow>[] = [];
const open = (...args: Parameters<typeof heldWindow>) => {
  const opened = heldWindow(...args);
  windows.push(opened);
  return opened;
};
afterEach(async () => {
  for (const opened of windows.splice(0)) await opened.close();
});

/** A repository, as far as Git looks. */
const repository = (at: string) => ({
  [`${at}/.git/HEAD`]: "ref: refs/heads/main\n",
  [`${at}/.git/config`]: "[core]\n\trepositoryformatversion = 0\n",
  [`${at}/.git/hooks/pre-commit.sample`]: "",
  [`${at}/.git/objects`]: null,
  [`${at}/.git/refs/heads`]: null,
});

describeHeld("a held command", () => {
  test("works: exit codes, output and the folder are as without", async () => {
    const { run, workspace, judged } = open({ "ws/src/a.txt": "hello\n" });
    const ok = await run("pwd; cat src/a.txt; echo two >&2; echo $((1 + 2))");
    expect(ok.text).toBe(`Exit code 0.\n${workspace}\nhello\ntwo\n3\n`);
    expect(ok.facts).toMatchObject({ exitCode: 0, sandbox: true });
    const code = await run("exit 42");
    expect(code.facts).toMatchObject({ exitCode: 42 });
    expect(code.outcome).toBe("failed");
    expect(code.text).toBe("Exit code 42.\n(No output.)");
    expect((await run("kill -9 $$")).facts).toMatchObject({ exitCode: 137 });
    expect((await run("mkdir -p out/deep && echo made >out/deep/x && ls out/deep", { cwd: "src" })).text).toContain(
      "x",
    );
    expect(readFileSync(join(workspace, "src/out/deep/x"), "utf8")).toBe("made\n");
    expect(judged).toEqual([true, true, true, true]);
  });

  test("is not held when the call says so", async () => {
    const { run, judged, at } = open();
    const { facts } = await run(`echo x >${at("outside")}`, { outside_sandbox: true });
    expect(facts).toMatchObject({ exitCode: 0 });
    expect(facts).not.toHaveProperty("sandbox");
    expect(judged).toEqual([false]);
    expect(existsSync(at("outside"))).toBe(true);
  });

  test("shows its output while it runs", async () => {
    const { run, workspace } = open();
    let seen = "";
    const call = run(
      "echo first; until [ -e go ]; do sleep 0.02; done; echo last",
      {},
      { onOutput: (text) => (seen += text) },
    );
    await until(() => seen.includes("first"));
    writeFileSync(join(workspace, "go"), "");
    expect((await call).text).toBe("Exit code 0.\nfirst\nlast\n");
    expect(seen).toBe("first\nlast\n");
  });

  test("changes nothing outside of the workspace", async () => {
    const { run, has, at, storage } = open({ "home/.bashrc": "old\n", "other/a": "old\n" });
    const places = [
      at("new"),
      at("home/.bashrc"),
      at("home/new"),
      at("other/a"),
      "/etc/mimo-new",
      "/usr/mimo-new",
      "/mimo-new",
    ];
    for (const place of [...places, join(storage, "new")]) {
      const { text, outcome, facts } = await run(`echo evil >${place}`);
      expect([place, outcome]).toEqual([place, "failed"]);
      expect(text).toMatch(/Read-only file system|Permission denied/);
      expect(text).toContain("It ran without network but to allowed hosts, and could change the workspace alone");
      expect(facts.stopped).toMatch(/writing|reading/);
    }
    expect(has("new") || has("home/new") || existsSync("/etc/mimo-new")).toBe(false);
    expect(readFileSync(at("home/.bashrc"), "utf8") + readFileSync(at("other/a"), "utf8")).toBe("old\nold\n");
    // It has folders for temporary files, which are its own.
    const name = `mimo-sandbox-${process.pid}`;
    expect((await run(`echo x >/tmp/${name} && cat /tmp/${name} && mktemp && ls /tmp`)).text).toContain(name);
    expect(existsSync(`/tmp/${name}`)).toBe(false);
  });

  test("reads no secret of the home, also behind a link, and nothing of ours and the editor's", async () => {
    const secret = "s3cret-of-mine";
    const { run, at, storage } = open({
      "home/.aws/credentials": secret,
      "home/.netrc": secret,
      "home/.npmrc": secret,
      "home/.config/gh/hosts.yml": secret,
      "home/.docker/config.json": secret,
      "home/.gnupg/private": secret,
      "home/.mozilla/firefox/x/logins.json": secret,
      "home/.local/share/keyrings/login.keyring": secret,
      "home/.config/Code/User/settings.json": secret,
      "home/.config/Code/User/globalStorage/mimo/conversations/a": secret,
      "home/.bash_history": secret,
      "keys/id_ed25519": secret,
      "home/.ssh": { to: "../keys" },
      "home/notes.txt": "notes\n",
    });
    const { text } = await run(
      `grep -rs s3cret-of ${at("home")} ${at("keys")}; ls ${at("home/.ssh")}; cat ${at("home/.netrc")}`,
    );
    expect(text).not.toContain(secret);
    expect(text).toContain("Permission denied");
    expect((await run(`ls ${storage} ; ls ${at("home/.config/Code/User")}`)).text).not.toContain("settings.json");
    expect(
      (await run(`chmod -R 777 ${at("keys")} ${at("home/.aws")}; cat ${at("home/.aws/credentials")}`)).text,
    ).not.toContain(secret);
    expect((await run(`cat ${at("home/notes.txt")}`)).text).toContain("notes");
  });

  test("finds the secrets of the workspace empty, and is told so when it fails", async () => {
    const { run, at } = open({
      "ws/.env": "KEY=s3cret\n",
      "ws/app/.env.local": "KEY=s3cret\n",
      "ws/app/server.pem": "s3cret\n",
      "ws/.env.example": "KEY=\n",
      "ws/.ssh/id_rsa": "s3cret\n",
    });
    const { text } = await run(
      "cat .env app/.env.local app/server.pem; ls .ssh; ln .env copy; mv .env copy; echo x >.env; exit 3",
    );
    expect(text).not.toContain("s3cret");
    expect(text).toContain("Secret files looked empty to it: .env, app/.env.local, app/server.pem.");
    expect((await run("cat .env.example; wc -c <.env")).text).toBe("Exit code 0.\nKEY=\n0\n");
    expect(readFileSync(at("ws/.env"), "utf8")).toBe("KEY=s3cret\n");
    expect(existsSync(at("ws/copy"))).toBe(false);
  });

  test("has no way to agents and daemons in its environment, and no secrets", async () => {
    const env = {
      ...process.env,
      SSH_AUTH_SOCK: "/x",
      DOCKER_HOST: "unix:///x",
      GITHUB_TOKEN: "t",
      DB_PASSWORD: "p",
      PLAIN: "yes",
    };
    const { run } = open({}, { env } as never);
    const { text } = await run("env; cat /proc/1/environ | tr '\\0' '\\n'");
    for (const name of ["SSH_AUTH_SOCK", "DOCKER_HOST", "GITHUB_TOKEN", "DB_PASSWORD"])
      expect(text).not.toContain(name);
    expect(text).toContain("TMPDIR=/tmp");
  });

  test("reaches no network and no socket of others; its own loopback works", async () => {
    const { run, base } = open();
    let asked = 0;
    const server = createServer((socket) => {
      asked++;
      socket.destroy();
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const local = createServer(() => asked++);
    await new Promise<void>((resolve) => local.listen(join(base, "daemon.sock"), resolve));
    const abstract = createServer(() => asked++);
    await new Promise<void>((resolve) => abstract.listen(`\0mimo-sandbox-${process.pid}`, resolve));
    const { port } = server.address() as { port: number };
    const node = `"${process.execPath}"`;
    const connect = (to: string) =>
      `${node} -e 'require("net").connect(${to}).on("error", (e) => console.log("no", e.code)).on("connect", () => console.log("yes"))'`;
    try {
      const { text } = await run(
        [
          `(exec 3<>/dev/tcp/127.0.0.1/${port}) && echo yes`,
          "(exec 3<>/dev/tcp/192.0.2.1/80) && echo yes",
          connect(JSON.stringify(join(base, "daemon.sock"))),
          connect(`"\\0mimo-sandbox-${process.pid}"`),
          connect(`{host: "example.com", port: 443}`),
        ].join("\n"),
      );
      expect(text).not.toContain("yes");
      expect(text).toContain("Network is unreachable");
      expect(text.match(/^no /gm)).toHaveLength(3);
      expect(asked).toBe(0);
      const loop = `${node} -e 'const n = require("net"); const s = n.createServer((c) => c.end("mine")).listen(0, "127.0.0.1", () => n.connect(s.address().port).on("data", (d) => { console.log(String(d)); process.exit(0); }))'`;
      expect((await run(loop)).text).toBe("Exit code 0.\nmine\n");
      for (const [command, what] of [
        ["getent hosts example.com || { echo getaddrinfo EAI_AGAIN; exit 1; }", "network"],
        ["echo x >/etc/x", "writing"],
      ] as const) {
        expect((await run(command)).facts).toMatchObject({ stopped: what });
      }
    } finally {
      for (const each of [server, local, abstract]) await new Promise((resolve) => each.close(resolve));
    }
  });

  test("sees and ends no process but its own", async () => {
    const { run } = open();
    const { text } = await run(
      `kill -9 ${process.pid}; ls -d /proc/[0-9]* | wc -l; cat /proc/${process.pid}/environ; kill -9 -1; echo survived`,
    );
    expect(text).toContain("No such process");
    expect(lives(process.pid)).toBe(true);
    expect(Number(/^\d+$/m.exec(text)?.[0])).toBeLessThan(10);
  });

  test("has no terminal, and no rights with which the guard could be taken away", async () => {
    const { run, at } = open({ ...repository("ws"), "home/.ssh/id_rsa": "s3cret" });
    expect((await run("echo x >/dev/tty")).outcome).toBe("failed");
    const { text } = await run(
      [
        "grep CapEff /proc/self/status",
        "umount .git; mount -o remount,rw .git; mount -o remount,rw,bind / ",
        `unshare -Urm sh -c 'umount ${at("home/.ssh")}; umount -l .git; mount -o remount,rw,bind .git; mount -o remount,rw,bind /; mount --bind / /mnt; echo evil >.git/hooks/x; echo evil >${at("evil")}; cat ${at("home/.ssh/id_rsa")}'`,
      ].join("\n"),
    );
    expect(text).toContain("CapEff:\t0000000000000000");
    expect(text).not.toContain("s3cret");
    expect(existsSync(at("evil")) || existsSync(at("ws/.git/hooks/x"))).toBe(false);
  });

  test("leaves what is protected as it is, also by another name for the folder", async () => {
    const entries = {
      ...repository("ws"),
      ...repository("ws/lib/inner"),
      "ws/.vscode/settings.json": "{}\n",
      "ws/package.json": "{}\n",
      "ws/lib/package.json": "{}\n",
      "ws/AGENTS.md": "Be kind.\n",
      "ws/node_modules/x/index.js": "1\n",
      "ws/lib/a.js": "1\n",
    };
    const { run, at } = open(entries);
    const evil = Object.keys(entries)
      .filter((path) => !path.endsWith("/a.js"))
      .map((path) => path.slice(3));
    const { text } = await run(
      [
        ...evil.map((path) => `echo evil >${path}`),
        ...evil.map((path) => `rm -rf ${path}; mv ${path} gone`),
        "echo evil >.git/commondir; echo evil >.git/hooks/pre-commit; echo evil >.git/config.worktree; git init . ; mkdir .git/new",
        "mv .git away; mv .vscode away; mv lib/inner away; mv lib away; mv node_modules away; rm -rf .git .vscode lib/inner/.git",
        "ln -sf /etc/passwd .vscode/settings.json; ln -sfn /etc .vscode; cp lib/a.js .vscode/tasks.json; tee .vscode/x <package.json",
        "echo fine >lib/a.js; exit 1",
      ].join("\n"),
    );
    for (const [path, entry] of Object.entries(entries)) {
      if (entry !== null)
        expect([path, readFileSync(at(path), "utf8")]).toEqual([path, path.endsWith("a.js") ? "fine\n" : entry]);
    }
    expect(text).toContain("busy");
    // What could not be moved was copied: a copy is nobody's settings.
    const left = readdirSync(at("ws")).filter((name) => name !== "away" && name !== "gone");
    expect(left.sort()).toEqual([".git", ".vscode", "AGENTS.md", "lib", "node_modules", "package.json"]);
    expect(readdirSync(at("ws/.git")).sort()).toEqual(["HEAD", "config", "hooks", "objects", "refs"]);
    expect(readdirSync(at("ws/.git/hooks"))).toEqual(["pre-commit.sample"]);
    expect(readdirSync(at("ws/.vscode"))).toEqual(["settings.json"]);
  });

  test("makes no settings file where there is none, by no way; and nothing is left of the guard", async () => {
    const { run, at } = open({ "ws/a.txt": "a\n", "ws/other/settings.json": "evil\n" });
    const { text } = await run(
      reservedNames
        .flatMap((name) => [
          `echo evil >${name}`,
          `mkdir -p ${name}; echo evil >${name}/settings.json`,
          `cp a.txt ${name}; cp a.txt ${name}/x; mv other ${name}; mv -T other ${name}; ln -s other ${name}; ln -sfn other ${name}`,
          `rmdir ${name}; rm -rf ${name}; mv ${name} gone; mkdir ${name}; echo evil >${name}/settings.json`,
          `ls -A ${name} | sed s,^,FOUND,`,
        ])
        .join("\n"),
    );
    expect(text).not.toContain("FOUND");
    expect(readdirSync(at("ws")).sort()).toEqual(["a.txt", "other"]);
    expect(readFileSync(at("ws/other/settings.json"), "utf8")).toBe("evil\n");
  });

  test("what a person puts there meanwhile is theirs", async () => {
    const { run, at, workspace } = open();
    const call = run(
      "echo $$ >began; until [ -e go ]; do sleep 0.02; done; cat .vscode/settings.json; echo evil >.vscode/settings.json",
    );
    await until(() => existsSync(at("ws/began")));
    writeFileSync(join(workspace, ".vscode/settings.json"), "{}\n");
    writeFileSync(join(workspace, "go"), "");
    await call;
    expect(readFileSync(at("ws/.vscode/settings.json"), "utf8")).toBe("{}\n");
    expect(readdirSync(workspace).sort()).toEqual([".vscode", "began", "go"]);
  });

  test("the end of one command leaves the guard of another", async () => {
    const { run, output, at, workspace } = open();
    const first = await run(
      "until [ -e go ]; do sleep 0.02; done; mkdir .vscode; echo evil >.vscode/settings.json; echo >.envrc",
      { background: true },
    );
    await run("true");
    expect(existsSync(at("ws/.vscode"))).toBe(true);
    writeFileSync(join(workspace, "go"), "");
    await until(async () => !(await output(String(first.facts.id))).text.startsWith("Still running"));
    await until(() => readdirSync(workspace).join() === "go");
  });

  test("links lead where they always led: nothing is changed or read behind them", async () => {
    const { run, at } = open({
      "outside/a": "old\n",
      "home/.ssh/id_rsa": "s3cret\n",
      "ws/out": { to: "../outside" },
      "ws/key": { to: "../home/.ssh/id_rsa" },
      "ws/src/a": "a\n",
    });
    const { text } = await run(
      [
        "echo evil >out/a; rm out/a; cat key; echo evil >key",
        `ln -s ${at("outside")} made; echo evil >made/b; ln -s / root; echo evil >root${at("outside/c")}`,
        `ln ${at("outside/a")} hard; ln ${at("home/.ssh/id_rsa")} hard2; ln -P key hard3`,
        `mv src src2; ln -s ${at("outside")} src; echo evil >src/d; cat /proc/self/root${at("home/.ssh/id_rsa")} /proc/1/root${at("home/.ssh/id_rsa")}`,
      ].join("\n"),
    );
    expect(text).not.toContain("s3cret");
    expect(readdirSync(at("outside"))).toEqual(["a"]);
    expect(readFileSync(at("outside/a"), "utf8")).toBe("old\n");
    expect(existsSync(at("ws/hard")) || existsSync(at("ws/hard2"))).toBe(false);
  });

  test("build tools have folders to write to in packages that stay as they are", async () => {
    const { run, at } = open({ "ws/node_modules/x/a.js": "1\n", "ws/node_modules/.cache/old": "old\n" });
    const write =
      "for d in .cache .vite .vite-temp; do mkdir -p node_modules/$d && echo x >node_modules/$d/x || exit 1; done";
    expect((await run(`${write}; echo evil >node_modules/x/a.js`)).text).toContain("Read-only file system");
    expect((await run(write)).facts).toMatchObject({ exitCode: 0 });
    expect(readdirSync(at("ws/node_modules")).sort()).toEqual([".cache", "x"]);
    expect(readdirSync(at("ws/node_modules/.cache"))).toEqual(["old"]);
  });

  test("takes the name from a repository that could run programs, and tells of protected files", async () => {
    const { run, at } = open({ ...repository("ws"), "ws/sub/a": "", "ws/lib/package.json": "{}\n" });
    const { text, facts } = await run(
      [
        "mkdir -p sub/x/.git/hooks; echo '[core] fsmonitor = evil' >sub/x/.git/config; echo 'gitdir: ../evil' >sub/.git",
        "mkdir -p fine/.git/hooks; touch fine/.git/hooks/a.sample; printf '[core]\\n\\tbare = false\\n' >fine/.git/config",
        "mkdir -p bare/objects bare/refs; echo 'ref: refs/heads/x' >bare/HEAD; echo evil >bare/config",
        "echo '{}' >sub/package.json; mkdir -p sub/.vscode; mv lib lib2; mkdir lib; echo evil >lib/package.json",
      ].join("\n"),
    );
    expect(facts).toMatchObject({ exitCode: 0, repositories: 3 });
    expect(text).toContain("sub/x/.git");
    expect(text).toMatch(/Protected files that are new or others since: .*lib\/package\.json/);
    expect(text).toContain("sub/package.json");
    for (const path of ["ws/sub/x/.git", "ws/sub/.git", "ws/bare/HEAD"])
      expect([path, existsSync(at(path))]).toEqual([path, false]);
    expect(existsSync(at("ws/fine/.git"))).toBe(true);
    expect(lstatSync(at("ws/sub/x/.git.sandboxed")).isDirectory()).toBe(true);
  });

  test("is ended as soon as the editor hears of such a repository", async () => {
    let touched: (path: string) => void = () => {};
    let watching = 0;
    const { run, at, workspace } = open(repository("ws"), {
      watchRepositories: (tell) => {
        touched = tell;
        watching++;
        return { dispose: () => watching-- };
      },
    });
    const script =
      "mkdir -p sub/.git mine/.git; echo '[core]' >mine/.git/config; touch ready; until [ -e go ]; do sleep 0.02; done; printf '[core]\\n\\tfsmonitor = evil\\n' >sub/.git/config; touch done; while :; do sleep 0.02; done";
    const call = run(script);
    await until(() => existsSync(at("ws/ready")));
    for (const path of [".git", ".vscode", "mine/.git", "sub/.git"]) touched(join(workspace, path));
    touched(at("elsewhere/.git"));
    writeFileSync(join(workspace, "go"), "");
    // A look that takes long may end it before it says that it is done.
    let isOver = false;
    void call.finally(() => {
      isOver = true;
    });
    await until(() => isOver || existsSync(at("ws/done")));
    touched(join(workspace, "sub/.git"));
    const { text, facts } = await call;
    expect(text).toContain("It made a repository, which could run programs outside of the sandbox.");
    expect(facts).toMatchObject({ repositories: 1, sandbox: true });
    expect([existsSync(at("ws/sub/.git")), existsSync(at("ws/mine/.git")), watching]).toEqual([false, true, 0]);
  });

  test("a stop asks it to end, and leaves nothing", async () => {
    const { run, workspace, running } = open();
    const stop = new AbortController();
    const call = run(
      "trap 'echo asked >asked; exit' TERM; (setsid sh -c 'echo $$ >b; sleep 1000') & echo $$ >a; while :; do sleep 0.02; done",
      {},
      { signal: stop.signal },
    );
    await until(() => existsSync(join(workspace, "a")) && existsSync(join(workspace, "b")));
    expect(existsSync(join(workspace, ".vscode"))).toBe(true);
    stop.abort(new Error("stopped"));
    await expect(call).rejects.toThrow("stopped");
    await until(() => running("chat").length === 0);
    await until(() => readdirSync(workspace).sort().join() === "a,asked,b");
  });

  test("a stop ends what does not listen", async () => {
    const { run, workspace, running, storage } = open();
    const stop = new AbortController();
    const call = run("trap '' TERM; echo $$ >a; while :; do sleep 0.02; done", {}, { signal: stop.signal });
    await until(() => existsSync(join(workspace, "a")));
    const { root } = JSON.parse(readFileSync(join(storage, "commands/cmd_1/about.json"), "utf8")) as {
      root: { pid: number };
    };
    stop.abort(new Error("stopped"));
    await expect(call).rejects.toThrow("stopped");
    await until(() => running("chat").length === 0 && !lives(root.pid));
    await until(() => readdirSync(workspace).join() === "a");
  });

  test("in the background it goes on, ends when it is told to, and what it started ends with it", async () => {
    const { run, output, workspace } = open();
    const { text, facts } = await run("echo up; sleep 1000 & wait", { background: true });
    expect(text).toContain("It runs in a sandbox: nobody");
    await until(async () => (await output(String(facts.id))).text.includes("up"));
    expect((await output(String(facts.id), { stop: true })).text).toMatch(/^Stopped\./);
    await until(() => readdirSync(workspace).length === 0);
    const left = await run("sleep 1000 & echo $! >left; disown");
    expect(left.facts).toMatchObject({ exitCode: 0 });
    expect(left.text).not.toContain("still runs");
  });

  test("a window that is killed takes its commands along; the next one clears up", async () => {
    const { workspace, storage } = open();
    const made = ["/.vscode", "/.mcp.json"].map((name) => workspace + name);
    for (const path of made) mkdirSync(path);
    writeFileSync(join(workspace, ".mcp.json/mine"), "");
    const about = {
      chat: "c",
      command: "x",
      host: { pid: 999_999, started: "1" },
      root: { pid: 999_998, started: "1" },
      reserved: made,
    };
    const folder = join(storage, "commands/cmd_7");
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, "about.json"), JSON.stringify(about));
    const { CommandFolders } = await import("../../../../../src/vscode/agent/commands/commandFolders.ts");
    const { endOrphans } = await import("../../../../../src/vscode/agent/commands/orphans.ts");
    await endOrphans(new CommandFolders(join(storage, "commands")));
    expect(readdirSync(workspace)).toEqual([".mcp.json"]);
  });

  test("where the sandbox cannot keep its promise it says so beforehand", async () => {
    const state = async (...args: Parameters<typeof heldWindow>) => {
      const { sandbox, workspace } = open(...args);
      return sandbox.stateOf(workspace);
    };
    expect(await state()).toEqual({ type: "holds" });
    expect(await state({ "ws/.vscode": { to: "../elsewhere" }, elsewhere: null })).toMatchObject({
      fault: { kind: "link" },
    });
    expect(await state({ "ws/.git": { to: "nowhere" } })).toMatchObject({ fault: { kind: "link" } });
    expect(await state({}, { opened: "home" })).toMatchObject({ fault: { kind: "place" } });
    expect(await state({}, { opened: "." })).toMatchObject({ fault: { kind: "place" } });
    expect(
      await state({ "home/.config/Code/User/prompts": null }, { opened: "home/.config/Code/User/prompts" }),
    ).toMatchObject({
      fault: { kind: "place" },
    });
    expect(await state({ "home/.ssh/deep": null }, { opened: "home/.ssh/deep" })).toMatchObject({
      fault: { kind: "place" },
    });
    const { sandbox, at } = open({ elsewhere: null });
    expect(await sandbox.stateOf(at("elsewhere"))).toMatchObject({ type: "cannot", fault: { kind: "place" } });
  });

  test("a workspace with too many secrets is not held, and says so", async () => {
    const many = Object.fromEntries(Array.from({ length: 120 }, (_, at) => [`ws/keys/${at}.pem`, "x"]));
    const { run, sandbox, workspace } = open(many);
    const { text, outcome } = await run("echo ran");
    expect([text, outcome]).toEqual([
      "Not run: the sandbox cannot hold it now. Call it again: the person is asked.",
      "failed",
    ]);
    expect(await sandbox.stateOf(workspace)).toEqual({ type: "cannot", fault: { kind: "large" } });
    expect(readdirSync(workspace)).toEqual(["keys"]);
  });

  test("hard links that are there already do not open what is hidden", async () => {
    const { run, at } = open({ "ws/.env": "s3cret\n" });
    linkSync(at("ws/.env"), at("ws/.env.production"));
    expect((await run("cat .env .env.production; exit 1")).text).not.toContain("s3cret");
  });
});
