// Offers the list of changes without loading what makes it: the first change, the first decision, or a chat that has a log
// brings its bundle in.

import { stat } from "node:fs/promises";
import { join } from "node:path";
import { type Disposable, DisposableStore } from "../../../core/util/disposable.ts";
import { Emitter } from "../../../core/util/emitter.ts";
import type { Changes, ChangesDeps } from "./changes.ts";

/** `load` is called once, when changes are first needed. A failed load is tried again. */
export function createLazyChanges(
  deps: ChangesDeps,
  load: () => Promise<(deps: ChangesDeps) => Changes>,
): Changes & Disposable {
  const owned = new DisposableStore();
  const changed = owned.add(new Emitter<string>());
  const looked = new Set<string>();
  let loaded: Changes | undefined;
  let loading: Promise<Changes> | undefined;
  const changes = (): Promise<Changes> => {
    loading ??= load().then(
      (createChanges) => {
        loaded = owned.add(createChanges(deps));
        owned.add(loaded.onDidChange((chat) => changed.fire(chat)));
        return loaded;
      },
      (error: unknown) => {
        loading = undefined;
        throw error;
      },
    );
    return loading;
  };
  /** Once a chat: what was changed in an earlier window is in its log. */
  const look = async (chat: string) => {
    looked.add(chat);
    const log = join(deps.storage, "checkpoints", "logs", `${chat}.jsonl`);
    if (await isThere(log)) (await changes()).snapshotOf(chat);
  };
  return {
    onDidChange: changed.event,
    snapshotOf: (chat) => {
      if (!loaded && !looked.has(chat)) look(chat).catch((error: unknown) => deps.log(String(error)));
      return loaded?.snapshotOf(chat);
    },
    canRestore: (...at) => loaded?.canRestore(...at) ?? false,
    chatOf: (file) => loaded?.chatOf(file),
    begin: async (scope, files) => (await changes()).begin(scope, files),
    keep: async (...at) => (await changes()).keep(...at),
    undo: async (...at) => (await changes()).undo(...at),
    keepLines: async (...at) => (await changes()).keepLines(...at),
    undoLines: async (...at) => (await changes()).undoLines(...at),
    review: async (...at) => (await changes()).review(...at),
    beforeTexts: async (chat) => (await changes()).beforeTexts(chat),
    restoreTo: async (...at) => (await changes()).restoreTo(...at),
    watchCommand: async (...of) => (await changes()).watchCommand(...of),
    removeOrphans: async (journal) => {
      // Where nothing was ever kept there is nothing to load for.
      if (loaded || (await isThere(join(deps.storage, "checkpoints")))) await (await changes()).removeOrphans(journal);
    },
    dispose: () => owned.dispose(),
  };
}

function isThere(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
