// Files, kept contents and logs in memory, that an agent and a person write; windows read the same ones.

import { createHash } from "node:crypto";
import { ChangeDecisions } from "../../../../../src/core/agent/checkpoints/changeDecisions.ts";
import type {
  ChangeLogs,
  ContentStore,
  FileContent,
  WorkingFiles,
} from "../../../../../src/core/agent/checkpoints/changePorts.ts";
import { ChangeRecorder } from "../../../../../src/core/agent/checkpoints/changeRecorder.ts";
import { ChatLog } from "../../../../../src/core/agent/checkpoints/chatLog.ts";
import { endCutOff } from "../../../../../src/core/agent/checkpoints/cutOff.ts";
import { FileLocks } from "../../../../../src/core/agent/checkpoints/fileLocks.ts";
import { LineDecisions } from "../../../../../src/core/agent/checkpoints/lineDecisions.ts";
import { PendingList } from "../../../../../src/core/agent/checkpoints/pendingList.ts";

const utf8 = new TextEncoder();

export const chat = "chat";

/** The disk, and what is open in editors. */
export class World {
  readonly files = new Map<string, FileContent>();
  readonly kept = new Map<string, Uint8Array>();
  readonly logs = new Map<string, string>();
  /** Called right before a file is written by us. */
  onWrite: (file: string) => void = () => {};
  /** The next write of the log fails. */
  isFull = false;
  time = 0;
  #ids = 0;

  newId = (): string => `id${this.#ids++}`;

  text(file: string): string | undefined {
    const content = this.files.get(file);
    return content?.kind === "bytes" ? new TextDecoder().decode(content.bytes) : undefined;
  }

  texts(): Record<string, string | undefined> {
    return Object.fromEntries([...this.files.keys()].sort().map((file) => [file, this.text(file)]));
  }

  /** As a person does: nobody is told. */
  put(file: string, text: string | undefined): void {
    if (text === undefined) this.files.delete(file);
    else this.files.set(file, { kind: "bytes", bytes: utf8.encode(text) });
  }

  readonly working: WorkingFiles = {
    placesOf: async (file) => [file],
    read: async (file) => this.files.get(file),
    write: async (file, content, isUnchanged) => {
      this.onWrite(file);
      if (!(await isUnchanged())) return { type: "changed" };
      if (content) this.files.set(file, content);
      else this.files.delete(file);
      return { type: "done" };
    },
  };

  readonly store: ContentStore = {
    hashOf: (bytes) => createHash("sha256").update(bytes).digest("hex"),
    keep: async (bytes) => {
      const hash = this.store.hashOf(bytes);
      this.kept.set(hash, bytes);
      return hash;
    },
    read: async (hash) => this.kept.get(hash),
  };

  readonly changeLogs: ChangeLogs = {
    append: async (chat, lines) => {
      if (this.isFull) throw new Error("the disk is full");
      this.logs.set(chat, `${this.logs.get(chat) ?? ""}\n${lines.join("\n")}\n`);
    },
    read: async (chat, position) => {
      const all = this.logs.get(chat) ?? "";
      const next = all.lastIndexOf("\n") + 1;
      if (next < position) return { text: all.slice(0, next), next, isAnew: true };
      return { text: all.slice(position, next), next };
    },
  };
}

/** One window on it: what it knows it knows from the log. */
export class Window {
  readonly world: World;
  readonly log: ChatLog;
  readonly recorder: ChangeRecorder;
  readonly decisions: ChangeDecisions;
  readonly lines: LineDecisions;
  readonly list: PendingList;

  constructor(world: World) {
    this.world = world;
    this.log = new ChatLog(chat, world.changeLogs);
    const clock = { now: () => world.time, after: () => () => {} };
    const shared = {
      files: world.working,
      store: world.store,
      locks: new FileLocks(clock),
      newId: world.newId,
      now: () => world.time,
    };
    this.recorder = new ChangeRecorder({
      ...shared,
      log: () => this.log,
      onChange: () => {},
      onError: (error) => {
        throw error;
      },
    });
    this.decisions = new ChangeDecisions(shared);
    this.lines = new LineDecisions(shared);
    this.list = new PendingList(world.working, world.store);
  }

  /** An act of the agent: the files it names and what it makes of them. */
  async agent(question: string, changes: Readonly<Record<string, string | undefined>>): Promise<void> {
    this.world.time++;
    const begun = await this.recorder.begin({ chat, question }, Object.keys(changes));
    for (const [file, text] of Object.entries(changes)) this.world.put(file, text);
    await begun.end();
  }

  keep = (...files: string[]) => this.decisions.keep(this.log, files.length > 0 ? files : undefined);
  undo = (...files: string[]) => this.decisions.undo(this.log, files.length > 0 ? files : undefined);
  restore = (question: string, askedAt?: number, ...earlier: string[]) =>
    this.decisions.restore(this.log, {
      question,
      earlier: new Set(earlier),
      ...(askedAt !== undefined && { askedAt }),
    });
  redo = (ids: readonly string[]) => this.decisions.redo(this.log, ids);

  /** The person gave it another name, in the editor. */
  renamed = (from: string, to: string) => this.log.append({ type: "rename", id: this.world.newId(), from, to });

  endCutOff = () =>
    endCutOff(this.log, { files: this.world.working, store: this.world.store, now: () => this.world.time });

  async rows() {
    await this.log.refresh();
    await this.list.update(this.log.state);
    return this.list.rows;
  }

  /** The files nobody has decided about. */
  async pending(): Promise<readonly string[]> {
    await this.log.refresh();
    return [...this.log.state.pending.keys()].sort();
  }
}
