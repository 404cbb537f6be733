// A window with the sandbox on, on this machine's bubblewrap: folders that are thrown away, outside of those for temporary
// files, which a held command does not see at all.

import { existsSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { rmdir } from "node:fs/promises";
import { homedir } from "node:os";
import { dirname, join } from "node:path";
import { describe } from "vitest";
import { isBelow } from "../../../../../src/core/agent/sandbox/bwrapArguments.ts";
import type { CommandToolsDeps } from "../../../../../src/vscode/agent/commands/commandTools.ts";
import { Sandbox, type SandboxDeps } from "../../../../../src/vscode/agent/sandbox/sandbox.ts";
import { SandboxProgram } from "../../../../../src/vscode/agent/sandbox/sandboxProgram.ts";
import { folderAt, openWindow, until } from "../commands/fakes.ts";

const found = await new SandboxProgram().find();
/** Where the tests write: beside the project, or in the home where the project lies among files that a command does not see. */
const artifacts = [join(realpathSync("."), "artifacts"), join(homedir(), ".mimo-assistant-tests")].find(
  (folder) => !["/tmp", "/var/tmp", "/run", "/var/run"].some((covered) => isBelow(folder, covered)),
);

const why =
  artifacts === undefined
    ? " (skipped, the project and the home lie among temporary files)"
    : typeof found === "string"
      ? ""
      : ` (skipped, there is no working bubblewrap here: ${JSON.stringify(found)})`;

/** A suite that needs bubblewrap; where there is none it is listed as skipped, with the reason in its name. */
export const describeHeld = (name: string, suite: () => void): void => {
  (why === "" && process.platform === "linux" ? describe : describe.skip)(`${name}${why}`, suite);
};

/** What stands on the disk: text, a folder (`null`), or a link to there. */
export type Entries = Readonly<Record<string, string | null | { readonly to: string }>>;

export function put(base: string, entries: Entries): void {
  for (const [path, entry] of Object.entries(entries)) {
    const place = join(base, path);
    mkdirSync(dirname(place), { recursive: true });
    if (entry === null) mkdirSync(place, { recursive: true });
    else if (typeof entry === "string") writeFileSync(place, entry);
    else symlinkSync(entry.to, place);
  }
}

/** Opens it: `ws` is the workspace, `home` the home, `home/.config/Code/User/globalStorage/mimo` ours. */
export function heldWindow(
  entries: Entries = {},
  more: Partial<SandboxDeps> &
    Pick<Partial<CommandToolsDeps>, "networkVerdict" | "env"> & { readonly opened?: string } = {},
) {
  if (artifacts === undefined) throw new Error("There is no folder to write in.");
  mkdirSync(artifacts, { recursive: true });
  const base = realpathSync(mkdtempSync(join(artifacts, "sandbox-")));
  put(base, { ws: null, home: null, ...entries });
  const workspace = join(base, more.opened ?? "ws");
  const storage = join(base, "home/.config/Code/User/globalStorage/mimo");
  mkdirSync(storage, { recursive: true });
  const sandbox = new Sandbox({
    storage,
    home: join(base, "home"),
    roots: () => [workspace],
    ignoresOf: () => () => false,
    bridge: join(process.cwd(), "src/vscode/agent/sandbox/proxyBridge.ts"),
    ...more,
  });
  const judged: boolean[] = [];
  const opened = openWindow({
    root: storage,
    sandbox,
    ...(more.networkVerdict && { networkVerdict: more.networkVerdict }),
    ...(more.env && { env: more.env }),
    workspaceFolders: () => [folderAt(workspace, "ws")],
    judgedFolders: {
      take: (_key, _folder, isHeld = false) => {
        judged.push(isHeld);
        return true;
      },
    },
    shell: { kind: "bash", path: "/bin/bash", name: "bash" },
  });
  return {
    ...opened,
    sandbox,
    base,
    workspace,
    storage,
    /** Whether each command was held. */
    judged,
    at: (path: string) => join(base, path),
    has: (path: string) => existsSync(join(base, path)),
    close: async () => {
      await opened.close();
      await until(() => opened.running("chat").length === 0);
      rmSync(base, { recursive: true, force: true, maxRetries: 5 });
      await rmdir(artifacts).catch(() => {}); // Others still write there.
    },
  };
}
