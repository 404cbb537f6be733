// Changes whose end nobody noted: VS Code ended in the middle of them.

import { noteOf } from "./changeEntry.ts";
import { type ContentStore, keepContent, type WorkingFiles } from "./changePorts.ts";
import type { ChatLog } from "./chatLog.ts";

/** One that began so long ago is not going on any more, in whichever window. In ms. */
const longestMs = 60_000;
/** What was written so soon after its start was written by it. In ms. */
const writtenWithinMs = 5_000;

export interface CutOffDeps {
  readonly files: WorkingFiles;
  readonly store: ContentStore;
  readonly now: () => number;
}

/**
 * Ends them in the log: after is what is there now. Where somebody else may have written since, that is said, and taking
 * back is the person's: what they wrote cannot be told apart. Call it when the log was read.
 */
export async function endCutOff(log: ChatLog, { files, store, now }: CutOffDeps): Promise<void> {
  for (const { id, at, files: before, undoes, redoes } of log.state.open) {
    if (now() - at < longestMs) continue;
    // A taking back that did not end is none: what it took is told from what the files hold.
    const notes = undoes || redoes !== undefined ? [] : before;
    const after = [];
    let uncertain = false;
    for (const { file, hash } of notes) {
      const content = await files.read(file);
      const found = await keepContent(content, store);
      if (found === hash) continue;
      after.push(noteOf(file, found));
      const modifiedAt = content?.kind === "bytes" ? content.modifiedAt : undefined;
      uncertain ||= modifiedAt === undefined || modifiedAt > at + writtenWithinMs;
    }
    await log.append({ type: "end", id, files: after, ...(uncertain && { uncertain }) });
  }
}
