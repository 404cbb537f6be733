// More of what a command put out, also of one that ran before the window was opened anew; or its end.

import { setTimeout as sleep } from "node:timers/promises";
import { commandOutput } from "../../../core/tools/commandOutput.ts";
import { stateText } from "../../../core/tools/commandText.ts";
import { OutputPager } from "../../../core/tools/outputPage.ts";
import type { ToolInput } from "../../../core/tools/tool.ts";
import { type CallResult, type Tool, textResult, tool } from "../../../core/tools/toolRun.ts";
import type { Command } from "./command.ts";
import type { CommandFolders } from "./commandFolders.ts";
import type { Commands } from "./commands.ts";
import { OutputFile } from "./outputFile.ts";

type Input = ToolInput<typeof commandOutput>;

/** Milliseconds for which a question about a command that has nothing new is held back, so that models need not ask again and again. */
const patience = 5000;

/** `command_output`, whole. */
export function commandOutputTool(commands: Commands, folders: CommandFolders): Tool {
  const seen = new WeakMap<Command, string>();
  return tool(commandOutput, async (input, { scope, signal }) => {
    const id = input.id.trim();
    const command = commands.find(id, scope.chat);
    if (!command) return earlier(folders, { ...input, id }, scope.chat, signal);
    if (input.stop) return stop(command);
    if (seen.get(command) === command.mark) await change(command, signal);
    seen.set(command, command.mark);
    const { state, isRunning } = command;
    const page = await read(command.file, input, signal);
    if (!isRunning) command.told();
    const how = isRunning ? `Still running, for ${Math.round(command.ms / 1000)} s.` : stateText(state, id);
    return textResult(`${how}\n${page}`, { id, lines: command.file.lines });
  });
}

/** Without anything said about where, the end is what is wanted: a command puts out more and more. */
function read(file: OutputFile, { offset, pattern }: Input, signal: AbortSignal): Promise<string> {
  if (offset === undefined && pattern === undefined) return file.lastPage();
  return file.page(new OutputPager({ offset, pattern }), signal);
}

/** Until it puts out more or ends, but not for long. */
async function change(command: Command, signal: AbortSignal): Promise<void> {
  if (!command.isRunning) return;
  const enough = new AbortController();
  const { promise, resolve } = Promise.withResolvers<void>();
  const output = command.onOutput(() => resolve());
  try {
    const either = AbortSignal.any([signal, enough.signal]);
    await Promise.race([command.ended, promise, sleep(patience, undefined, { signal: either })]);
  } finally {
    output.dispose();
    enough.abort();
  }
}

async function stop(command: Command): Promise<CallResult> {
  const { id, isRunning, left } = command;
  if (!isRunning && left === 0) return textResult(`It had ended before. ${stateText(command.state, id)}`, { id });
  command.told();
  await command.stop();
  if (isRunning) await Promise.race([command.ended, sleep(1000)]);
  if (command.isRunning || command.left > 0) {
    return textResult("It was told to end, and did not.", { id }, "failed");
  }
  const how = isRunning ? stateText(command.state, id) : "What it had left behind was ended.";
  return textResult(`Stopped. ${how}`, { id, stopped: true });
}

/** One of an earlier life of the window: there is nothing to stop any more. */
async function earlier(folders: CommandFolders, input: Input, chat: string, signal: AbortSignal): Promise<CallResult> {
  const { id } = input;
  const folder = await folders.find(id);
  // One of another chat is none: its output is nobody's business here.
  if (!folder || folder.about.chat !== chat) {
    return textResult(`There is no command ${id.slice(0, 80)} in this chat.`, undefined, "failed");
  }
  const { end = { type: "unknown" }, output } = folder.about;
  const file = output ? new OutputFile(folder.path, undefined, output) : await OutputFile.found(folder.path);
  const page = await read(file, input, signal);
  return textResult(`${stateText(end, id)}\n${page}`, { id, lines: file.lines });
}
