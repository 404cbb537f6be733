// Runs a command: until it ends, for as long as it may, or in the background.

import { setTimeout as sleep } from "node:timers/promises";
import { callKeyOf } from "../../../core/agent/approvals/agreedWrites.ts";
import { hostsOf, isToBeHeld } from "../../../core/agent/approvals/commandCall.ts";
import type { JudgedCommands } from "../../../core/agent/approvals/judgedCommands.ts";
import type { JudgedFolders } from "../../../core/agent/approvals/judgedFolders.ts";
import type { HostVerdict } from "../../../core/agent/approvals/networkHosts.ts";
import type { SandboxState } from "../../../core/agent/sandbox/sandboxState.ts";
import {
  heldText,
  madeText,
  outsideOnce,
  refusedText,
  type Stopped,
  stoppedBy,
  withHosts,
} from "../../../core/agent/sandbox/stoppedBy.ts";
import { changedText, commandText, leftText } from "../../../core/tools/commandText.ts";
import type { WorkspaceFolder } from "../../../core/tools/placeOf.ts";
import { runCommand } from "../../../core/tools/runCommand.ts";
import { type CallResult, type RunScope, type Tool, textResult, tool } from "../../../core/tools/toolRun.ts";
import { commandFolder } from "../commandFolder.ts";
import type { CommandSandbox, HeldCommand, HeldReport } from "../sandbox/heldCommand.ts";
import type { Command } from "./command.ts";
import type { Commands } from "./commands.ts";
import { OutputBatch } from "./outputBatch.ts";

/** Looks at files before a command, to tell afterwards which of them are others. */
export interface CommandWatch {
  /** Those that changed since, as people read them; may be asked again. */
  changed(): Promise<readonly string[]>;
}

export interface RunCommandDeps {
  readonly commands: Commands;
  readonly workspaceFolders: () => readonly WorkspaceFolder[];
  readonly watchCommand: (scope: RunScope) => Promise<CommandWatch>;
  /** Filled by the approvals of the same window. */
  readonly judgedFolders: Pick<JudgedFolders, "take">;
  readonly judgedCommands: Pick<JudgedCommands, "take">;
  readonly sandbox: CommandSandbox;
  /** What the rules of a chat and of the workspace say of a host that a held command reaches for. */
  readonly networkVerdict: (chat: string, host: string) => HostVerdict;
}

/** Seconds. */
const timeout = { usual: 30, most: 600 };
/** Milliseconds of a background command that its result tells of. */
const backgroundMs = 300;

/** `run_command`, whole. */
export function runCommandTool(deps: RunCommandDeps): Tool {
  const { commands, workspaceFolders, watchCommand, judgedFolders, judgedCommands, sandbox } = deps;
  return tool(runCommand, async (input, { scope, signal, onOutput }) => {
    if (input.command.trim() === "") return failed("The command is empty.");
    const watch = await watchCommand(scope).catch(() => unwatched);
    signal.throwIfAborted();
    const folders = workspaceFolders();
    const place = await commandFolder(input.cwd, folders);
    if ("type" in place) return failed(place.text);
    // Outside of the workspace somebody was asked, and nothing is held.
    const state: SandboxState = place.isInside ? await sandbox.stateOf(place.folder) : { type: "off" };
    const isHeld = isToBeHeld(input, state);
    const isJudged = judgedFolders.take(callKeyOf(scope, runCommand.name, input), place.folder, isHeld);
    if (!isJudged)
      return failed("Not run: the folder or the sandbox that it would run in is another than a moment ago.");
    if (!(await judgedCommands.take(callKeyOf(scope, runCommand.name, input)))) return failed(changed);
    // Judged, and agreed to if that asked: for this run. What is forbidden since is so at once.
    const once = hostsOf(input);
    const verdictOf = (host: string): HostVerdict => {
      const verdict = deps.networkVerdict(scope.chat, host);
      return verdict === "asks" && once.includes(host) ? "allowed" : verdict;
    };
    const held = isHeld ? await sandbox.hold(place.folder, verdictOf) : undefined;
    if (held && "kind" in held)
      return failed("Not run: the sandbox cannot hold it now. Call it again: the person is asked.");
    if (signal.aborted) await held?.over();
    signal.throwIfAborted();
    const started = await begin(commands, input.command, place.folder, scope, held);
    if (typeof started === "string") return failed(`Could not be started: ${started}`);
    const seconds = Math.min(input.timeout_seconds ?? timeout.usual, timeout.most);
    const live = new OutputBatch(onOutput);
    const output = started.onOutput((text) => live.add(text));
    try {
      await wait(started, input.background ? backgroundMs : seconds * 1000, signal);
      live.flush();
    } finally {
      output.dispose();
      live.dispose();
    }
    const ran = input.cwd === undefined && folders.length > 1 ? `(Ran in \`${place.shown}\`, the first folder.)` : "";
    const isFreed = state.type === "holds" && !isHeld;
    const end = await result(commands, started, watch, ran, isFreed);
    const { facts = {} } = end.result;
    if (end.refused.length > 0) return { ...end.result, otherWay: withHosts(input, end.refused, facts) };
    return end.stopped ? { ...end.result, otherWay: outsideOnce(input, end.stopped, facts) } : end.result;
  });
}

async function begin(
  commands: Commands,
  command: string,
  cwd: string,
  scope: RunScope,
  held: HeldCommand | undefined,
): Promise<Command | string> {
  try {
    return await commands.start(command, cwd, scope.chat, held);
  } catch (error) {
    await held?.over();
    return error instanceof Error ? error.message : String(error);
  }
}

/** Until it ends or `ms` are over. Throws as soon as the run is stopped, and ends the command then. */
async function wait(command: Command, ms: number, signal: AbortSignal): Promise<void> {
  const { promise: stopped, reject } = Promise.withResolvers<never>();
  const stop = () => {
    command.told();
    void command.stop();
    reject(signal.reason);
  };
  const enough = new AbortController();
  signal.addEventListener("abort", stop, { once: true });
  if (signal.aborted) stop();
  try {
    await Promise.race([command.ended, sleep(ms, undefined, { signal: enough.signal }), stopped]);
  } finally {
    signal.removeEventListener("abort", stop);
    enough.abort();
  }
}

/** How a command came out, with what may have made it fail: what the sandbox stopped, the hosts that it was kept from. */
interface Ended {
  readonly result: CallResult;
  readonly stopped: Stopped | undefined;
  readonly refused: readonly string[];
}

/** `isFreed`: the sandbox would have held it. */
async function result(
  commands: Commands,
  command: Command,
  watch: CommandWatch,
  ran: string,
  isFreed: boolean,
): Promise<Ended> {
  const { id, state, ms } = command;
  const isRunning = state.type === "running";
  const report = isRunning ? undefined : await command.report;
  const changed = await watch.changed().catch((): string[] => []);
  if (isRunning) {
    const known = new Set(changed);
    void commands.leave(command, async () => {
      const found = await command.report;
      const more = changedText((await watch.changed()).filter((path) => !known.has(path)));
      return [more, refusedText(command.held?.refused() ?? []), reportText(found)]
        .filter((line) => line !== "")
        .join("\n");
    });
  }
  const isGood = isRunning || (state.type === "exited" && state.code === 0);
  const refused = command.held?.refused() ?? [];
  const stopped = command.held && !isGood ? stoppedBy(endOf(command)) : undefined;
  const lines = [
    commandText(state, command.ends, id),
    command.held ? heldText({ failed: !isGood, stopped, background: isRunning, emptied: command.held.emptied }) : "",
    refusedText(refused),
    reportText(report),
    changedText(changed),
    leftText(isRunning ? 0 : command.left, id),
    ran,
  ];
  if (!isRunning) command.told();
  const facts = {
    id,
    ms,
    ...(state.type === "exited" && { exitCode: state.code }),
    ...(state.type === "killed" && { signal: state.signal }),
    ...(isRunning && { background: true }),
    ...(changed.length > 0 && { changed: changed.length }),
    ...(command.held && state.type !== "failed" && { sandbox: true }),
    ...(stopped && { stopped }),
    ...(isFreed && state.type !== "failed" && { outside: true }),
    ...(report && report.repositories.length > 0 && { repositories: report.repositories.length }),
    ...(report && report.made.length > 0 && { guarded: report.made.length }),
  };
  const text = lines.filter((line) => line !== "").join("\n");
  return { result: textResult(text, facts, isGood ? "done" : "failed"), stopped, refused: isGood ? [] : refused };
}

const changed =
  "Not run: since it was judged, a file that it names or what it may do has changed. If it is still wanted, call it again: the person is asked.";

/** What a program says last tells why it failed. */
function endOf({ ends }: Command): string {
  return (ends.tail ?? ends.head).slice(-32 * 1024);
}

function reportText(report: HeldReport | undefined): string {
  return report ? madeText(report.repositories, report.made) : "";
}

const failed = (text: string) => textResult(text, undefined, "failed");

const unwatched: CommandWatch = { changed: async () => [] };
