import fc from "fast-check";
import { expect, test } from "vitest";
import { bwrapArguments, isBelow, socketPaths } from "../../../../../src/core/agent/sandbox/bwrapArguments.ts";
import type { SandboxPlan } from "../../../../../src/core/agent/sandbox/sandboxPlan.ts";

const standIns = { closedFile: "/s/closed", emptyFile: "/s/empty", emptyFolder: "/s/nothing" };
const world = { socketFolders: ["/run"], sockets: ["/opt/db.sock", "/home/p/.gnupg/S.agent"], temporary: ["/var/tmp"] };
const plan: SandboxPlan = {
  writable: ["/home/p/ws"],
  pinned: ["/home/p/ws/lib"],
  kept: ["/home/p/ws/.git", "/home/p/ws/package.json"],
  hiddenFiles: ["/home/p/.netrc"],
  hiddenFolders: ["/home/p/.gnupg", "/tmp/x"],
  emptied: ["/home/p/ws/.env"],
  reserved: ["/home/p/ws/.vscode"],
  scratch: ["/home/p/ws/node_modules/.cache"],
};

test("the arguments are these", () => {
  expect(
    bwrapArguments(plan, standIns, world, "/home/p/ws/lib", 3).join(" ").replaceAll(" --", "\n--"),
  ).toMatchInlineSnapshot(`
    "--unshare-all
    --unshare-user
    --die-with-parent
    --new-session
    --cap-drop ALL
    --ro-bind / /
    --dev /dev
    --proc /proc
    --perms 1777
    --tmpfs /tmp
    --tmpfs /var/tmp
    --tmpfs /run
    --ro-bind-try /run/current-system /run/current-system
    --ro-bind-try /run/opengl-driver /run/opengl-driver
    --ro-bind-try /run/booted-system /run/booted-system
    --bind /home/p/ws /home/p/ws
    --bind /home/p/ws/lib /home/p/ws/lib
    --ro-bind /home/p/ws/.git /home/p/ws/.git
    --ro-bind /home/p/ws/package.json /home/p/ws/package.json
    --tmpfs /home/p/ws/node_modules/.cache
    --ro-bind /s/nothing /home/p/ws/.vscode
    --ro-bind /s/empty /home/p/ws/.env
    --ro-bind /s/closed /home/p/.netrc
    --perms 0000
    --tmpfs /home/p/.gnupg
    --ro-bind /s/closed /opt/db.sock
    --chdir /home/p/ws/lib
    --json-status-fd 3"
  `);
});

/** What covers a place at the end: the last mount on it or above. */
function coverOf(args: readonly string[], path: string): string {
  let cover = "none";
  for (let at = 0; at < args.length; at++) {
    const option = args[at] ?? "";
    const [count, mounts] = ({
      "--ro-bind": [2, true],
      "--ro-bind-try": [2, true],
      "--bind": [2, true],
      "--tmpfs": [1, true],
      "--dev": [1, true],
      "--proc": [1, true],
      "--perms": [1, false],
      "--cap-drop": [1, false],
      "--chdir": [1, false],
      "--json-status-fd": [1, false],
    }[option] ?? [0, false]) as [number, boolean];
    const target = args[at + count] ?? "";
    if (mounts && isBelow(path, target))
      cover = count === 2 && args[at + 1] !== target ? `${option} ${args[at + 1]}` : option;
    at += count;
  }
  return cover;
}

test("whatever the plan is, its places end as it says, in any order and depth", () => {
  const name = fc.constantFrom("a", "b", "--bind", "c d", "é");
  const below = (folder: string) =>
    fc.array(name, { minLength: 1, maxLength: 3 }).map((names) => [folder, ...names].join("/"));
  const root = "/home/p/ws";
  fc.assert(
    fc.property(
      fc.uniqueArray(below(root), { minLength: 6, maxLength: 6 }),
      fc.uniqueArray(below("/home/p/keys"), { minLength: 2, maxLength: 2 }),
      (inner, outer) => {
        // Places in each other are another question: the outer one is not opened.
        fc.pre([...inner, ...outer].every((a) => [...inner, ...outer].every((b) => a === b || !isBelow(a, b))));
        const [kept = "", reserved = "", emptied = "", scratch = "", hidden = "", pinned = ""] = inner;
        const [file = "", folder = ""] = outer;
        const args = bwrapArguments(
          {
            writable: [root],
            pinned: [pinned],
            kept: [kept],
            reserved: [reserved],
            emptied: [emptied],
            scratch: [scratch],
            hiddenFolders: [hidden, folder],
            hiddenFiles: [file],
          },
          standIns,
          { socketFolders: ["/run"], sockets: [], temporary: [] },
          root,
          3,
        );
        expect(coverOf(args, root)).toBe("--bind");
        expect(coverOf(args, `${pinned}/x`)).toBe("--bind");
        expect(coverOf(args, kept)).toBe("--ro-bind");
        expect(coverOf(args, reserved)).toBe("--ro-bind /s/nothing");
        expect(coverOf(args, emptied)).toBe("--ro-bind /s/empty");
        expect(coverOf(args, scratch)).toBe("--tmpfs");
        expect([coverOf(args, hidden), coverOf(args, folder)]).toEqual(["--tmpfs", "--tmpfs"]);
        expect(coverOf(args, file)).toBe("--ro-bind /s/closed");
        expect([coverOf(args, "/etc/passwd"), coverOf(args, "/home/p/x")]).toEqual(["--ro-bind", "--ro-bind"]);
        expect([coverOf(args, "/tmp/x"), coverOf(args, "/run/docker.sock")]).toEqual(["--tmpfs", "--tmpfs"]);
      },
    ),
  );
});

test("sockets are found in the system's list: those with a place, each once", () => {
  const list = [
    "Num       RefCount Protocol Flags    Type St Inode Path",
    "000000009a7fd843: 00000003 00000000 00000000 0001 03 79215",
    "0000000099f6213b: 00000002 00000000 00010000 0001 01 79209 /run/docker.sock",
    "0000000099f6213c: 00000003 00000000 00000000 0001 03 79210 /run/docker.sock",
    "0000000099f6213d: 00000002 00000000 00010000 0001 01 79211 @/tmp/.X11-unix/X0",
    "0000000099f6213e: 00000002 00000000 00010000 0001 01 79212 /home/a b/agent sock",
    "",
  ].join("\n");
  expect(socketPaths(list)).toEqual(["/run/docker.sock", "/home/a b/agent sock"]);
});
