import { readFileSync } from "node:fs";
import type { VsCodeServer } from "../../vscode/server.ts";

/** CPU time of the extension hosts so far, in s; NaN where the system does not tell. */
export function hostCpu(server: VsCodeServer): number {
  const ticks = server.extensionHosts().map((pid) => {
    try {
      const [, , user, system] = /\) (\S+ ){11}(\d+) (\d+)/.exec(readFileSync(`/proc/${pid}/stat`, "utf8")) ?? [];
      return Number(user) + Number(system);
    } catch {
      return Number.NaN;
    }
  });
  return ticks.reduce((sum, each) => sum + each, 0) / 100;
}
