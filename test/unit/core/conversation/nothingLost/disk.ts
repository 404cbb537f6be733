// Where the windows of the test keep their conversations: a disk in memory, and a real folder. Both can be killed in
// the middle of a write.

import * as nodeFiles from "node:fs/promises";
import type { ConversationStore } from "../../../../../src/core/conversation/conversationStore.ts";
import { encodeEntry } from "../../../../../src/core/conversation/stored/journalEntry.ts";
import { Emitter } from "../../../../../src/core/util/emitter.ts";
import { type FileAccess, FileConversationStore } from "../../../../../src/vscode/chat/fileConversationStore.ts";

/** The store of one window, and what can happen to it. */
export interface DiskWindow {
  readonly store: ConversationStore;
  /** Looks whether another window has added to a journal. */
  poll(id: string): Promise<void>;
  /** The process dies: of what is not written yet, `bytes` get to the disk. */
  kill(bytes: number): Promise<void>;
}

/** Opens the store of another window on the same disk. */
export type OpenWindow = () => DiskWindow;

const never = () => ({ dispose() {} });

/** A disk in memory. What is appended waits until `flush`, as it does behind a slow disk. */
export function memoryDisk(): OpenWindow {
  const files = new Map<string, string>();
  return () => {
    const grew = new Emitter<{ readonly id: string; readonly text: string }>();
    const pending = new Map<string, string>();
    const known = new Map<string, number>();
    let alive = true;
    const look = (id: string) => {
      const from = known.get(id);
      const text = files.get(id) ?? "";
      if (from === undefined || text.length <= from) return;
      const end = text.lastIndexOf("\n") + 1;
      known.set(id, Math.max(from, end));
      if (end > from) grew.fire({ id, text: text.slice(from, end) });
    };
    const write = (bytes = Number.POSITIVE_INFINITY) => {
      for (const [id, lines] of pending) {
        if (bytes === Number.POSITIVE_INFINITY) look(id);
        const before = files.get(id) ?? "";
        const torn = before !== "" && !before.endsWith("\n");
        // A line that is all there but its end is whole for who opens the file, and torn for who follows it: it is neither.
        const cut = lines[bytes] === "\n" ? bytes + 1 : bytes;
        const text = (torn ? `${before}\n` : before) + lines.slice(0, cut);
        files.set(id, text);
        known.set(id, text.length);
      }
      pending.clear();
    };
    const store: ConversationStore = {
      append: (id, entries) => {
        if (alive) pending.set(id, (pending.get(id) ?? "") + entries.map(encodeEntry).join(""));
      },
      restart: () => {
        throw new Error("nothing vanishes here");
      },
      read: async (id) => {
        write();
        const text = files.get(id);
        if (text !== undefined) known.set(id, text.lastIndexOf("\n") + 1);
        return text;
      },
      flush: async () => {
        if (alive) write();
      },
      poll: async (id) => look(id),
      onDidGrow: grew.event,
      onDidVanish: never,
      onDidFail: never,
      onDidRecover: never,
    };
    return {
      store,
      poll: async (id) => look(id),
      kill: async (bytes) => {
        write(bytes);
        alive = false;
      },
    };
  };
}

/** The real store on a real folder. */
export function fileDisk(dir: string): OpenWindow {
  return () => {
    let left = Number.POSITIVE_INFINITY;
    const refuse = () => {
      if (left <= 0) throw new Error("killed");
    };
    const open = async (...args: Parameters<typeof nodeFiles.open>) => {
      refuse();
      const file = await nodeFiles.open(...args);
      const write = file.write.bind(file) as (bytes: Buffer, offset: number, length: number) => Promise<unknown>;
      return Object.assign(file, {
        write: async (bytes: Buffer, offset: number) => {
          refuse();
          const cut = Math.min(bytes.length - offset, left);
          left -= cut;
          // See above.
          const length = bytes[offset + cut] === 0x0a ? cut + 1 : cut;
          return write(bytes, offset, length);
        },
        truncate: async () => refuse(),
      });
    };
    const access = { ...nodeFiles, open: open as unknown as typeof nodeFiles.open };
    const store = new FileConversationStore(dir, access as FileAccess);
    return {
      store,
      poll: (id) => store.poll(id),
      kill: async (bytes) => {
        left = bytes;
        // A process that is dead writes nothing later.
        await store.flush();
        left = 0;
      },
    };
  };
}
