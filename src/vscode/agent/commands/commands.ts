// The commands of this window: starts them, finds them, knows which ended in the background, and ends them with the window.

import { type CommandState, endedText } from "../../../core/tools/commandText.ts";
import type { Disposable } from "../../../core/util/disposable.ts";
import { Emitter, type Event } from "../../../core/util/emitter.ts";
import type { HeldCommand } from "../sandbox/heldCommand.ts";
import { Command } from "./command.ts";
import type { CommandFolders } from "./commandFolders.ts";
import type { CommandShell } from "./commandShell.ts";
import { shellEnvironment } from "./shellEnvironment.ts";
import { startCommand } from "./startCommand.ts";

/** A command that goes on. */
export interface RunningCommand {
  readonly id: string;
  readonly command: string;
  /** Milliseconds of the clock. */
  readonly startedAt: number;
}

/** A background command of a chat that ended. */
export interface EndedCommand {
  readonly chat: string;
  readonly id: string;
  readonly command: string;
  readonly state: CommandState;
}

/** Commands that go on at once. A model that starts one server after the other would fill the machine. */
const mostRunning = 16;

export interface CommandsDeps {
  readonly folders: CommandFolders;
  readonly shell: CommandShell;
  /** That of the extension host. */
  readonly env: NodeJS.ProcessEnv;
  /** Milliseconds in which a process may end by itself. */
  readonly patience?: number;
}

export class Commands implements Disposable {
  readonly #deps: CommandsDeps;
  readonly #commands = new Map<string, Command>();
  /** Those whose end nobody was told, with a word about what they changed. */
  readonly #ended = new Map<Command, string>();
  readonly #onDidEnd = new Emitter<EndedCommand>();
  #isDisposed = false;

  constructor(deps: CommandsDeps) {
    this.#deps = deps;
  }

  /** A background command ended, and `takeEnded` of its chat has a word about it. */
  get onDidEnd(): Event<EndedCommand> {
    return this.#onDidEnd.event;
  }

  /** Starts `command` in the folder `cwd` for `chat`, in the sandbox if it is to be `held`. Rejects when it cannot be started. */
  async start(command: string, cwd: string, chat: string, held?: HeldCommand): Promise<Command> {
    const running = [...this.#commands.values()].filter(({ isRunning }) => isRunning);
    if (running.length >= mostRunning) {
      const ids = running.filter((one) => one.chat === chat).map(({ id }) => id);
      throw new Error(`${mostRunning} commands run already, of this chat: ${ids.join(", ") || "none"}.`);
    }
    const { folders, shell, env, patience } = this.#deps;
    const folder = await folders.create({ chat, command });
    const begun = await startCommand(command, shell, cwd, shellEnvironment(env), held);
    const started = new Command(folder, begun, patience, held);
    this.#commands.set(started.id, started);
    if (this.#isDisposed) {
      started.signal("SIGKILL");
      throw new Error("The window is closed.");
    }
    return started;
  }

  /** A command of this window; undefined for one of another chat, too. */
  find(id: string, chat: string): Command | undefined {
    const command = this.#commands.get(id);
    return command?.chat === chat ? command : undefined;
  }

  /** The same, whatever its chat: for the person. */
  get(id: string): Command | undefined {
    return this.#commands.get(id);
  }

  /** `command` goes on in the background: the model is told of its end, with what `after` says then. */
  async leave(command: Command, after: () => Promise<string>): Promise<void> {
    await command.ended;
    const more = await after().catch(() => "");
    if (this.#isDisposed || command.isTold) return;
    this.#ended.set(command, more);
    const { chat, id, state } = command;
    this.#onDidEnd.fire({ chat, id, command: command.command, state });
  }

  /** What the model has to be told of background commands of `chat` that ended since the last time. */
  takeEnded(chat: string): readonly string[] {
    const texts: string[] = [];
    for (const [command, more] of this.#ended) {
      if (command.chat !== chat) continue;
      this.#ended.delete(command);
      if (command.isTold) continue;
      const text = endedText(command.command, command.state, command.ends, command.id);
      command.told();
      texts.push(more === "" ? text : `${text}\n${more}`);
    }
    return texts;
  }

  /** Whether the model has still to be told that the command `id` ended. */
  isUntold(id: string): boolean {
    return [...this.#ended.keys()].some((command) => command.id === id && !command.isTold);
  }

  /** Those of `chat` that go on. */
  running(chat: string): readonly RunningCommand[] {
    return [...this.#commands.values()].filter((command) => command.chat === chat && command.isRunning);
  }

  /** Ends the commands of `chat`, which the person has put away; nobody is told of it. What they put out is kept. */
  async end(chat: string): Promise<void> {
    const own = [...this.#commands.values()].filter((command) => command.chat === chat);
    for (const command of own) {
      command.told();
      this.#ended.delete(command);
    }
    await Promise.all(own.map((command) => command.stop().then(() => command.settled())));
  }

  /** Ends the commands of `chat`, which is gone, and deletes what they put out. */
  async forget(chat: string): Promise<void> {
    await this.end(chat);
    for (const [id, command] of this.#commands) if (command.chat === chat) this.#commands.delete(id);
    await this.#deps.folders.forget(chat);
  }

  /** Ends all that was started: asks it to, and ends what is left as soon as the window is gone, or after a while. */
  dispose(): void {
    this.#isDisposed = true;
    const left = [...this.#commands.values()].filter((command) => command.isRunning || command.left > 0);
    this.#onDidEnd.dispose();
    if (left.length === 0) return;
    const kill = () => {
      for (const command of left) command.signal("SIGKILL");
    };
    process.once("exit", kill);
    void Promise.all(left.map((command) => command.stop())).finally(() => process.off("exit", kill));
  }
}
