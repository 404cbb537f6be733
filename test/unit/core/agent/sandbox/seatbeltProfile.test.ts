import { expect, test } from "vitest";
import { seatbeltProfile } from "../../../../../src/core/agent/sandbox/seatbeltProfile.ts";

const none = {
  writable: [],
  pinned: [],
  kept: [],
  hiddenFiles: [],
  hiddenFolders: [],
  emptied: [],
  reserved: [],
  scratch: [],
};

// Of the text alone: no macOS has read it here.
test("the profile is this", () => {
  const plan = {
    ...none,
    writable: ["/Users/p/ws"],
    pinned: ["/Users/p/ws/lib"],
    kept: ["/Users/p/ws/.git"],
    hiddenFiles: ["/Users/p/.netrc"],
    hiddenFolders: ["/Users/p/.ssh"],
    emptied: ["/Users/p/ws/.env"],
  };
  expect(seatbeltProfile(plan, ["/Users/p/ws/.vscode"], "/private/var/folders/x/mimo")).toMatchInlineSnapshot(`
    "(version 1)
    (deny default)
    (allow process-exec process-fork sysctl-read ipc-posix-shm* ipc-posix-sem* pseudo-tty user-preference-read)
    (allow process-info* (target same-sandbox))
    (allow signal (target same-sandbox))
    (allow mach-lookup (global-name "com.apple.system.opendirectoryd.libinfo") (global-name "com.apple.system.opendirectoryd.membership") (global-name "com.apple.system.notification_center") (global-name "com.apple.system.logger") (global-name "com.apple.logd") (global-name "com.apple.bsd.dirhelper"))
    (allow file-read*)
    (allow file-ioctl (literal "/dev/null") (literal "/dev/zero") (literal "/dev/tty") (literal "/dev/random") (literal "/dev/urandom") (literal "/dev/dtracehelper"))
    (allow file-write* (literal "/dev/null") (literal "/dev/zero") (literal "/dev/tty") (literal "/dev/random") (literal "/dev/urandom") (literal "/dev/dtracehelper"))
    (allow file-write* (subpath "/Users/p/ws") (subpath "/private/var/folders/x/mimo"))
    (deny file-write* (subpath "/Users/p/ws/.git") (subpath "/Users/p/.netrc") (subpath "/Users/p/.ssh") (subpath "/Users/p/ws/.env"))
    (deny file-write* (regex #"^/Users/p/ws/\\.[vV][sS][cC][oO][dD][eE](/|$)"))
    (deny file-write-unlink (literal "/Users/p/ws") (literal "/Users/p/ws/lib"))
    (deny file-read* (subpath "/Users/p/.netrc") (subpath "/Users/p/.ssh") (subpath "/Users/p/ws/.env"))
    "
  `);
});

test("the port of our proxy is all that is allowed of the network", () => {
  const profile = seatbeltProfile(none, [], "/private/tmp/x", 4711);
  expect(profile.match(/.*network.*/g)).toEqual(['(allow network-outbound (remote ip "localhost:4711"))']);
});

test("nothing allows the network", () => {
  expect(seatbeltProfile(none, [], "/private/tmp/x")).not.toMatch(/allow[^)]*network/);
});

test.each([
  ["a quote", '/Users/p/a"b', '(subpath "/Users/p/a\\"b")', "/Users/p/a.b/"],
  ["a backslash", "/Users/p/a\\b", '(subpath "/Users/p/a\\\\b")', "/Users/p/a\\\\b/"],
  [
    "a bracket",
    "/Users/p/a) (allow network*",
    '(subpath "/Users/p/a) (allow network*")',
    "/Users/p/a\\) \\(allow network\\*/",
  ],
])("%s in a path ends no string and no expression", (_, path, literal, expression) => {
  const profile = seatbeltProfile({ ...none, kept: [path] }, [`${path}/.envrc`], "/private/tmp/x");
  expect(profile).toContain(literal);
  expect(profile).toContain(`#"^${expression}\\.[eE][nN][vV][rR][cC](/|$)"`);
  expect(profile.split("\n").filter((line) => line.startsWith("(allow network"))).toEqual([]);
});
