// A command in the sandbox, as those who start commands see it; and what there is to be told and cleared up when it is over.

import { lstat, rename } from "node:fs/promises";
import { basename, join } from "node:path";
import type { HostVerdict } from "../../../core/agent/approvals/networkHosts.ts";
import type { SandboxFault, SandboxState } from "../../../core/agent/sandbox/sandboxState.ts";
import type { Event } from "../../../core/util/emitter.ts";

/** The sandbox of the window, as commands are started with it. */
export interface CommandSandbox {
  /** Whether a command in `folder`, a real path, is to be held. Never rejects. */
  stateOf(folder: string): Promise<SandboxState>;
  /** Makes ready what holds it, or says why that cannot be. It reaches the hosts that `verdictOf`, asked each time, allows. */
  hold(folder: string, verdictOf?: (host: string) => HostVerdict): Promise<HeldCommand | SandboxFault>;
}

/** How a command is started so that it is held. */
export interface HeldCommand {
  /** The program and its arguments, instead of `argv`. What it says of itself goes to the descriptor 3. */
  wrap(argv: readonly string[]): readonly string[];
  /** The variables that it gets, of those it would get. */
  environment(env: Readonly<Record<string, string>>): Record<string, string>;
  /**
   * Its first process is the sandbox: when that is asked to end, all in it is killed. So the others are asked first. Says
   * too that the descriptor 3 tells whether the command began.
   */
  readonly isWatched: boolean;
  /** Folders that were made for it, to be removed should the window end before `over` is called. */
  readonly reserved: readonly string[];
  /** Files of the workspace that looked empty to it, as people read them. */
  readonly emptied: readonly string[];
  /** Hosts that it was kept from so far because nobody has said anything of them. */
  refused(): readonly string[];
  /**
   * It made what could run a program outside of the sandbox as soon as anybody asks Git for its state: end it now, without
   * asking. What it made is put aside meanwhile.
   */
  readonly onBreach: Event<void>;
  /** To be called once, when nothing of it runs: clears up, and tells what it made that it should not have. Never rejects. */
  over(): Promise<HeldReport>;
}

/** What was found when it was over, as people read paths. */
export interface HeldReport {
  /** Repositories that it made: their `.git` has another name now, so that nobody takes it for one. */
  readonly repositories: readonly string[];
  /** Protected files that it made. */
  readonly made: readonly string[];
}

/** Takes its name from what makes a folder a repository; undefined when it is gone. */
export async function putAside(path: string): Promise<string | undefined> {
  for (let number = 1; number < 100; number++) {
    const other = join(path, "..", `${basename(path)}.sandboxed${number === 1 ? "" : `-${number}`}`);
    if (await lstat(other).catch(() => undefined)) continue;
    return rename(path, other).then(
      () => other,
      () => undefined,
    );
  }
  return undefined;
}
