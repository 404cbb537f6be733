// What a window left running that had no time to end it: when the extension host is killed, its commands go on, and a server
// would hold its port for ever.

import { removeEmpty } from "../sandbox/reservedPlaces.ts";
import type { CommandFolders } from "./commandFolders.ts";
import { listProcesses, type ProcessMark } from "./processList.ts";
import { ProcessTree } from "./processTree.ts";

/** Ends commands whose window is gone. One of a window that lives is not touched. Never rejects. */
export async function endOrphans(folders: CommandFolders): Promise<void> {
  const open = await folders.unended();
  if (open.length === 0) return;
  const entries = listProcesses();
  if (entries.length === 0) return;
  const lives = ({ pid, started }: ProcessMark) =>
    entries.some((entry) => entry.pid === pid && entry.started === started);
  const used = new Set(open.flatMap(({ about }) => (about.host && lives(about.host) ? (about.reserved ?? []) : [])));
  for (const folder of open) {
    const { host, root, reserved = [] } = folder.about;
    if (!host || !root || lives(host)) continue;
    if (lives(root)) await new ProcessTree(root.pid).end();
    await removeEmpty(reserved.filter((path) => !used.has(path)));
    await folder.note({ end: { type: "unknown" } });
  }
}
