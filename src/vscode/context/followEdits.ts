import * as vscode from "vscode";
import type { ContextDraft } from "../../core/context/contextDraft.ts";
import type { Disposable } from "../../core/util/disposable.ts";

/** How long typing may pause, in ms, before a file is measured again. */
const pauseMs = 400;

/** Keeps the sizes of files true that are edited while they stand in the composer. */
export function followEdits(draft: ContextDraft): Disposable {
  const edited = new Set<string>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const subscription = vscode.workspace.onDidChangeTextDocument(({ document }) => {
    const uri = document.uri.toString();
    if (![draft.active, ...draft.items].some((item) => item?.mention.uri === uri)) return;
    edited.add(uri);
    clearTimeout(timer);
    timer = setTimeout(() => {
      for (const each of edited) void draft.refresh(each);
      edited.clear();
    }, pauseMs);
  });
  return {
    dispose: () => {
      clearTimeout(timer);
      subscription.dispose();
    },
  };
}
