// The same plan for macOS, as a profile of Seatbelt (`sandbox-exec -p`). What no rule allows is denied; of the rules that fit,
// the last holds.

import type { SandboxPlan } from "./sandboxPlan.ts";

/** Services without which programs do not start: names of users, notices, logs. None of them starts another program. */
const services = [
  "com.apple.system.opendirectoryd.libinfo",
  "com.apple.system.opendirectoryd.membership",
  "com.apple.system.notification_center",
  "com.apple.system.logger",
  "com.apple.logd",
  "com.apple.bsd.dirhelper",
];

const devices = ["/dev/null", "/dev/zero", "/dev/tty", "/dev/random", "/dev/urandom", "/dev/dtracehelper"];

/**
 * The profile. `absent`: where nothing stands and nothing may come, in whatever case its name is written; no folder has to be
 * made for that here. `temporary`: the folder for files that go with the command. No network at all, not even of this machine:
 * what listens there may do more than the command may. But for `proxyPort`, that of our own proxy.
 */
export function seatbeltProfile(
  plan: SandboxPlan,
  absent: readonly string[],
  temporary: string,
  proxyPort?: number,
): string {
  const { writable, pinned, kept, hiddenFiles, hiddenFolders, emptied, reserved } = plan;
  const hidden = [...hiddenFiles, ...hiddenFolders, ...emptied];
  const lines = [
    "(version 1)",
    "(deny default)",
    "(allow process-exec process-fork sysctl-read ipc-posix-shm* ipc-posix-sem* pseudo-tty user-preference-read)",
    "(allow process-info* (target same-sandbox))",
    "(allow signal (target same-sandbox))",
    `(allow mach-lookup ${services.map((name) => `(global-name ${literal(name)})`).join(" ")})`,
    "(allow file-read*)",
    rule("allow", "file-ioctl", "literal", devices),
    rule("allow", "file-write*", "literal", devices),
    rule("allow", "file-write*", "subpath", [...writable, temporary]),
    rule("deny", "file-write*", "subpath", [...kept, ...reserved, ...hidden]),
    absent.length === 0 ? "" : `(deny file-write* ${absent.map((path) => `(regex ${inAnyCase(path)})`).join(" ")})`,
    // Another folder could take the name of one that has been moved away.
    rule("deny", "file-write-unlink", "literal", [...writable, ...pinned]),
    rule("deny", "file-read*", "subpath", hidden),
    proxyPort === undefined ? "" : `(allow network-outbound (remote ip "localhost:${proxyPort}"))`,
  ];
  return `${lines.filter((line) => line !== "").join("\n")}\n`;
}

function rule(
  verdict: "allow" | "deny",
  operation: string,
  kind: "subpath" | "literal",
  paths: readonly string[],
): string {
  if (paths.length === 0) return "";
  return `(${verdict} ${operation} ${paths.map((path) => `(${kind} ${literal(path)})`).join(" ")})`;
}

/** A string of Seatbelt's language: a quote or a backslash in it is escaped. */
function literal(text: string): string {
  return `"${text.replace(/["\\]/g, "\\$&")}"`;
}

/** `path` and all below it, as a regular expression: its last name in any case, which most disks take for the same. */
function inAnyCase(path: string): string {
  const at = path.lastIndexOf("/") + 1;
  const plain = (text: string) => text.replace(/[\\^$.*+?()[\]{}|"]/g, (sign) => (sign === '"' ? "." : `\\${sign}`));
  const name = [...path.slice(at)].map((sign) => {
    const [lower, upper] = [sign.toLowerCase(), sign.toUpperCase()];
    return lower === upper ? plain(sign) : `[${lower}${upper}]`;
  });
  return `#"^${plain(path.slice(0, at))}${name.join("")}(/|$)"`;
}
