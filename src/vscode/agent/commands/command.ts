// A command, from its start to its end and after: what it puts out is kept, shown and told.

import type { Readable } from "node:stream";
import { setTimeout as sleep } from "node:timers/promises";
import type { CommandState } from "../../../core/tools/commandText.ts";
import { type OutputEnds, OutputExcerpt } from "../../../core/tools/outputExcerpt.ts";
import { countLineEnds } from "../../../core/tools/outputLines.ts";
import { Emitter, type Event } from "../../../core/util/emitter.ts";
import type { HeldCommand, HeldReport } from "../sandbox/heldCommand.ts";
import type { CommandFolder } from "./commandFolders.ts";
import { OutputFile } from "./outputFile.ts";
import { processMark } from "./processList.ts";
import { ProcessTree } from "./processTree.ts";
import type { StartedCommand } from "./startCommand.ts";

/** When nothing more is expected of a shell that has ended: after turns of so many milliseconds each, or after the most. */
const quiet = { turns: 4, turn: 25, most: 2000 };

/** A command that prints without end is held to so much in so many milliseconds, once it has printed more than most ever do. */
const calm = { after: 32 * 1024 * 1024, bytes: 1024 * 1024, ms: 50 };

/** A command of this window. */
export class Command {
  readonly id: string;
  readonly chat: string;
  readonly command: string;
  /** Milliseconds of the clock. */
  readonly startedAt = Date.now();
  readonly file: OutputFile;
  /** Resolves when its shell has ended and what it put out is there. */
  readonly ended: Promise<void>;
  /** How the sandbox holds it; undefined when none does. */
  readonly held: HeldCommand | undefined;
  /** What was found of one that was held, when it has ended. */
  readonly report: Promise<HeldReport | undefined>;
  readonly #folder: CommandFolder;
  readonly #tree: ProcessTree;
  readonly #onOutput = new Emitter<string>();
  #excerpt = new OutputExcerpt();
  #isTold = false;
  #state: CommandState = { type: "running" };
  #endedAt: number | undefined;
  #outputs = 0;
  /** Pieces of output that are being written. */
  #writing = 0;

  constructor(folder: CommandFolder, { pid, outputs, exit }: StartedCommand, patience?: number, held?: HeldCommand) {
    this.id = folder.id;
    this.chat = folder.about.chat;
    this.command = folder.about.command;
    this.#folder = folder;
    this.file = new OutputFile(folder.path);
    this.held = held;
    this.#tree = new ProcessTree(pid, patience, held?.isWatched);
    const closed = Promise.all(outputs.map((output) => this.#take(output)));
    void closed.then(() => this.file.close());
    const reserved = held && held.reserved.length > 0 ? { reserved: held.reserved } : {};
    folder.noteStart({ host: processMark(process.pid), root: processMark(pid), ...reserved });
    this.ended = this.#follow(exit, closed);
    held?.onBreach(() => this.signal("SIGKILL"));
    // What it made stays under guard until nothing of it runs.
    this.report = this.ended.then(() => held?.over());
  }

  /** What it puts out, as it comes. */
  get onOutput(): Event<string> {
    return this.#onOutput.event;
  }

  get state(): CommandState {
    return this.#state;
  }

  get isRunning(): boolean {
    return this.#state.type === "running";
  }

  /** Both ends of what it put out; nothing once its end was told. */
  get ends(): OutputEnds {
    return this.#excerpt.ends();
  }

  /** The model knows how it ended, or need not. */
  get isTold(): boolean {
    return this.#isTold;
  }

  /** From now on nobody asks for its ends: they are in the file. */
  told(): void {
    this.#isTold = true;
    void this.ended.then(() => {
      this.#excerpt = new OutputExcerpt();
    });
  }

  /** Milliseconds it runs, or ran. */
  get ms(): number {
    return (this.#endedAt ?? Date.now()) - this.startedAt;
  }

  /** Changes with everything that it puts out, and with its end. */
  get mark(): string {
    return `${this.#outputs} ${this.#state.type}`;
  }

  /** How many of its processes outlive it. */
  get left(): number {
    return this.isRunning ? 0 : this.#tree.count();
  }

  /** Ends it and all that it started; resolves when that is done. */
  async stop(): Promise<void> {
    await this.#tree.end();
  }

  /** Resolves when nothing of it is still being written; to be asked after `stop`. */
  async settled(): Promise<void> {
    await Promise.race([this.ended, sleep(1000)]);
    await this.file.close();
    await this.#folder.note({});
  }

  /** Sends a signal to all of it, without waiting. */
  signal(signal: "SIGTERM" | "SIGKILL"): void {
    this.#tree.signal(signal);
  }

  async #follow(exit: StartedCommand["exit"], closed: Promise<unknown>): Promise<void> {
    const end = await exit;
    this.#endedAt = Date.now();
    this.#tree.rootEnded();
    // Another process may hold the pipe for as long as it likes.
    await Promise.race([closed, this.#quiet()]);
    this.#state = end;
    void this.#folder.note({ end, ms: this.ms, output: this.file.kept });
  }

  /** Until nothing came for some turns of the event loop, each of which would have brought what is there. */
  async #quiet(): Promise<void> {
    const start = performance.now();
    for (let turns = 0; turns < quiet.turns && performance.now() - start < quiet.most; turns++) {
      const before = this.#outputs;
      await sleep(quiet.turn);
      if (this.#outputs !== before || this.#writing > 0) turns = -1;
    }
  }

  async #take(output: Readable): Promise<void> {
    const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
    const show = (text: string, lineEnds: number) => {
      if (text === "") return;
      this.#excerpt.add(text, lineEnds);
      this.#onOutput.fire(text);
    };
    let taken = 0;
    let rest = calm.after;
    try {
      for await (const bytes of output as AsyncIterable<Buffer>) {
        this.#outputs++;
        show(decoder.decode(bytes, { stream: true }), countLineEnds(bytes));
        // A command is not faster than the disk, so that what waits to be written does not grow.
        this.#writing++;
        await this.file.write(bytes);
        this.#writing--;
        taken += bytes.length;
        if (taken < rest) continue;
        rest = taken + calm.bytes;
        await sleep(calm.ms);
      }
    } catch {
      // The pipe broke: that is an end like another.
    }
    show(decoder.decode(), 0);
  }
}
