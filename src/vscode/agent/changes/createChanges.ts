// The changes of the agent in one piece: kept before they are made, listed, decided about, and taken back.

import { join } from "node:path";
import * as vscode from "vscode";
import { ChangeDecisions, canRestore, type TookBack } from "../../../core/agent/checkpoints/changeDecisions.ts";
import type { WorkingFiles } from "../../../core/agent/checkpoints/changePorts.ts";
import { ChangeRecorder } from "../../../core/agent/checkpoints/changeRecorder.ts";
import { FileLocks } from "../../../core/agent/checkpoints/fileLocks.ts";
import { LineDecisions, type LinesEnd } from "../../../core/agent/checkpoints/lineDecisions.ts";
import { type RestorePoint, restorePointOf } from "../../../core/agent/checkpoints/restorePoint.ts";
import { isStep } from "../../../core/agent/checkpoints/takeBackPlan.ts";
import { systemClock } from "../../../core/model/clock.ts";
import { DisposableStore } from "../../../core/util/disposable.ts";
import { Emitter } from "../../../core/util/emitter.ts";
import { showError, showInformation, showWarning } from "../../messages/messages.ts";
import { BeforeTexts } from "./beforeTexts.ts";
import type { Changes, ChangesDeps } from "./changes.ts";
import { doneWords, nameOf, restoreWords, troubleWords } from "./changesWords.ts";
import { ChatChanges } from "./chatChanges.ts";
import { CheckpointStore } from "./checkpointStore.ts";
import { placesOf } from "./filePlaces.ts";
import { MarginDiff } from "./marginDiff.ts";
import { readFileContent } from "./readFileContent.ts";
import { reviewChanges, showConflicts } from "./reviewChanges.ts";
import { UndecidedWatch } from "./undecidedWatch.ts";
import { createCommandWatch } from "./watchCommand.ts";
import { writeFileContent } from "./writeFileContent.ts";

/** Puts it together; nothing is read before somebody asks. */
export function createChanges(deps: ChangesDeps): Changes {
  const owned = new DisposableStore();
  const changed = owned.add(new Emitter<string>());
  const folders = ["conversations", "deleted-conversations"].map((name) => join(deps.storage, name));
  const kept = new CheckpointStore(join(deps.storage, "checkpoints"), folders);
  const files: WorkingFiles = { placesOf, read: readFileContent, write: writeFileContent };
  const shared = {
    files,
    store: kept.contents,
    locks: new FileLocks(systemClock),
    newId: () => crypto.randomUUID(),
    now: Date.now,
  };
  const chats = new Map<string, ChatChanges>();
  const before = owned.add(new BeforeTexts((chat, file) => chats.get(chat)?.pending(file), kept.contents));
  const decisions = new ChangeDecisions(shared);
  const lines = new LineDecisions(shared);
  const { t } = vscode.l10n;

  const onChange = (chat: string) => {
    before.refresh(chat);
    tellContext();
    changed.fire(chat);
  };
  const of = (chat: string): ChatChanges => {
    const known = chats.get(chat) ?? new ChatChanges(chat, { ...shared, logs: kept.logs, onChange, log: deps.log });
    chats.set(chat, known);
    return known;
  };
  const recorder = new ChangeRecorder({
    ...shared,
    log: (chat) => of(chat).log,
    onChange: (chat) => void of(chat).update(),
    onError: (error) => deps.log(`a change was not noted: ${String(error)}`),
  });

  const chatOf = (file: string) => {
    const active = deps.active().id;
    const all = [...chats].sort(([a], [b]) => Number(b === active) - Number(a === active));
    const found = all.find(([, chat]) => chat.rows.some((row) => row.file === file));
    return found && { chat: found[0], path: nameOf(file) };
  };
  const margin = owned.add(
    new MarginDiff((uri) => {
      const found = chatOf(uri.toString());
      return found && before.pending(found.chat, uri.toString());
    }),
  );
  /** The files that menus and the margin of the editor are for. */
  const tellContext = () => {
    const undecided = [...chats.values()].flatMap((chat) => chat.rows.map(({ file }) => vscode.Uri.parse(file)));
    const paths = undecided.map(({ fsPath }) => fsPath);
    void vscode.commands.executeCommand("setContext", "mimo.undecidedFiles", paths);
    margin.update(deps.showInMargin() ? undecided : []);
  };
  owned.add(
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration("mimo.agent.showInMargin")) tellContext();
    }),
  );
  const watchers = new UndecidedWatch(chats, decisions, deps.log);
  owned.add(watchers);
  owned.add(changed.event(() => watchers.check()));

  const tell = async (chat: ChatChanges, { ids, done, troubles }: TookBack) => {
    const redo = async () => {
      const end = await decisions.redo(chat.log, ids);
      await chat.update();
      const words = troubleWords(end.troubles);
      if (words) void showWarning(words);
    };
    const offer = async (words: string, show: typeof showInformation) => {
      const again = t("Redo");
      if ((await show(words, ...(ids.length > 0 ? [again] : []))) === again) await attempt(chat.log.chat, redo);
    };
    const words = [done.length > 0 ? doneWords(done) : "", troubleWords(troubles)].filter(Boolean).join(" ");
    // Not awaited: the message may stand for long.
    if (words) void offer(words, troubles.length > 0 ? showWarning : showInformation);
    const conflicts = troubles.flatMap(({ type, file }) => {
      const first = chat.log.state.acts.get(file)?.[0];
      return type === "conflict" ? [{ file, before: first?.before }] : [];
    });
    await showConflicts(conflicts, before);
  };
  /** Looking is always possible. */
  const shown = async (act: () => Promise<void>): Promise<void> => {
    try {
      await act();
    } catch (error) {
      deps.log(`changes: ${String(error)}`);
      void showError(t("This could not be done: {0}", String(error)));
    }
  };
  const attempt = async (chat: string, act: () => Promise<void>): Promise<void> => {
    if (deps.isElsewhere(chat)) return void showInformation(t("This goes on in another window."));
    await shown(act);
  };
  /** The files of a path; undefined for all; none for a path that is not in the list. */
  const filesOf = (chat: ChatChanges, path: string | undefined) => {
    const row = path === undefined ? undefined : chat.rowOf(path);
    return path === undefined ? undefined : row ? [row.file] : [];
  };
  const decideLines = (id: string, path: string, decide: (chat: ChatChanges, file: string) => Promise<LinesEnd>) =>
    attempt(id, async () => {
      const chat = of(id);
      await chat.update();
      const file = chat.rowOf(path)?.file;
      const end: LinesEnd = file ? await decide(chat, file) : { type: "nothing" };
      if (file) await chat.touch([file]);
      if (end.type === "nothing") void showInformation(t("MiMo changed nothing in this line."));
      if (end.type === "refused") void showWarning(end.text);
    });
  const pointOf = (chat: string, question: string): RestorePoint => {
    const conversation = deps.conversation(chat);
    return conversation ? restorePointOf(conversation, question) : { question, earlier: new Set() };
  };
  const sweep = (deleted?: string) =>
    kept.sweep(deleted).catch((error: unknown) => deps.log(`checkpoints not tidied: ${String(error)}`));
  let isSwept = false;

  return {
    begin: async (scope, changing) => {
      const begun = await recorder.begin(scope, changing);
      if (!isSwept) void sweep();
      isSwept = true;
      return begun;
    },
    onDidChange: changed.event,
    snapshotOf: (chat) => {
      if (!chats.has(chat)) void of(chat).update();
      return chats.get(chat)?.snapshot;
    },
    keep: (id, path) =>
      attempt(id, async () => {
        const chat = of(id);
        await chat.update();
        await decisions.keep(chat.log, filesOf(chat, path));
        await chat.update();
      }),
    undo: (id, path) =>
      attempt(id, async () => {
        const chat = of(id);
        await chat.update();
        const end = await decisions.undo(chat.log, filesOf(chat, path));
        await chat.touch(chat.files);
        await tell(chat, end);
      }),
    keepLines: (id, path, line) => decideLines(id, path, (chat, file) => lines.keep(chat.log, file, line)),
    undoLines: (id, path, line) => decideLines(id, path, (chat, file) => lines.undo(chat.log, file, line)),
    review: (id, path) =>
      shown(async () => {
        const chat = of(id);
        await chat.update();
        const row = path === undefined ? undefined : chat.rowOf(path);
        const rows = path === undefined ? chat.rows : row ? [row] : [];
        if (rows.length === 0) void showInformation(t("There are no changes to review."));
        else await reviewChanges(chat, rows, before);
      }),
    beforeTexts: async (id) => {
      const chat = of(id);
      await chat.update();
      return Promise.all(
        chat.rows.map(async ({ file }) => ({ file, before: await before.textOf(before.pending(id, file)) })),
      );
    },
    canRestore: (chat, question) => {
      const { state } = of(chat).log;
      // Asked for every question that is shown, of which most chats have no change.
      return state.acts.size > 0 && canRestore(state, pointOf(chat, question));
    },
    restoreTo: (id, question) =>
      attempt(id, async () => {
        const chat = of(id);
        await chat.update();
        const point = pointOf(id, question);
        const plans = await decisions.preview(chat.log, point);
        const detail = restoreWords(plans);
        if (detail === "")
          return void showInformation(t("MiMo changed no files since then, or they are as they were."));
        const restore = t("Restore");
        const words = t("Restore files as they were before this question?");
        if (!plans.some(isStep)) return void showWarning(words, { modal: true, detail });
        if (!(await deps.confirm(words, detail, restore))) return;
        const end = await decisions.restore(chat.log, point);
        await chat.touch(chat.files);
        await tell(chat, end);
      }),
    watchCommand: createCommandWatch({
      touched: ({ chat }) => [...of(chat).log.state.acts.keys()],
      changedSince: ({ chat }, at) =>
        [...of(chat).log.state.acts].flatMap(([file, acts]) => (acts.some((act) => act.at >= at) ? [file] : [])),
      log: deps.log,
    }),
    removeOrphans: async (journal) => {
      await sweep(journal);
      for (const chat of chats.values()) await chat.update();
    },
    chatOf,
    dispose: () => owned.dispose(),
  };
}
