// Where no place is certain the fast model merges, and what it returns is held to the file and the snippet it came from.

import * as vscode from "vscode";
import type { FastModel } from "../../core/conversation/fastModel.ts";
import { AnswerReader } from "../../core/edit/answerReader.ts";
import { checkMerge } from "../../core/edit/checkMerge.ts";
import { judgeAnswer } from "../../core/edit/judgeAnswer.ts";
import type { FinishReason } from "../../core/model/streamEvent.ts";
import { mergeSnippetPrompt } from "../../core/prompts/mergeSnippet.ts";
import { type EditingAccess, type EditingDeps, oneShot } from "../edit/editing.ts";
import { reportFailure } from "../edit/reportFailure.ts";
import { withNotification } from "../messages/messages.ts";

/** What merging needs: the fast model as edits use it, and the words and buttons for what fails. */
export interface MergingDeps extends Pick<EditingDeps, "describe" | "carryOut"> {
  readonly access: Pick<EditingAccess, "gate" | "askConsent">;
  /** Merges. */
  readonly fast: FastModel;
}

/** The whole merged file; or why there is none. `told` failures were said already. */
export type Merged =
  | { readonly type: "merged"; readonly lines: readonly string[] }
  | { readonly type: "too-long" }
  /** The gate, or the person, does not let the file go to the model. */
  | { readonly type: "not-sent" }
  | { readonly type: "unfit" }
  | { readonly type: "stopped" }
  | { readonly type: "told" };

/** UTF-16 units; all of the file comes back, and a person waits for it. */
const longestFile = 60_000;

/** What is merged: `file` and `snippet` in lines without endings. */
export interface MergeTask {
  readonly name: string;
  /** Of the file, as a URI. */
  readonly address: string;
  readonly file: readonly string[];
  readonly snippet: readonly string[];
  readonly language: string;
  /** Does it again. */
  readonly retry: () => void;
}

/** Asks once. Shows that it is running and can be stopped. */
export async function mergeByModel(task: MergeTask, deps: MergingDeps): Promise<Merged> {
  const { name, file, snippet, language, retry } = task;
  const text = file.join("\n");
  const piece = snippet.join("\n");
  if (text.length > longestFile || piece.length > longestFile) return { type: "too-long" };
  // The answer may have named any file: that it is open does not mean that it may be sent.
  const read = await deps.access.gate.read(task.address);
  if (read.type === "refused" || (read.type === "consent" && !(await deps.access.askConsent([read])))) {
    return { type: "not-sent" };
  }
  const controller = new AbortController();
  const { signal } = controller;
  const title = vscode.l10n.t("MiMo is merging the code into {0}", name);
  try {
    return await withNotification<Merged>(title, async (_progress, token) => {
      token.onCancellationRequested(() => controller.abort());
      const { maxOutputTokens: _limit, ...options } = deps.fast.options();
      const request = oneShot(mergeSnippetPrompt(name, text, piece), options);
      const reader = new AnswerReader();
      let finish: FinishReason = "other";
      for await (const event of deps.fast.model.stream(request, signal)) {
        if (event.type === "finish") finish = event.reason;
        if (event.type === "text-delta") reader.push(event.text);
      }
      const answer = reader.end();
      const lines = withEndsOf(file, answer.lines);
      const isFit = judgeAnswer(answer, file, finish) === undefined;
      if (!isFit || checkMerge(lines, file, snippet, language)) return { type: "unfit" };
      return { type: "merged", lines };
    });
  } catch (error) {
    if (signal.aborted) return { type: "stopped" };
    void reportFailure(error, deps, retry);
    return { type: "told" };
  }
}

/** A model does not repeat the blank lines at either end, of which the last is the file's final newline. */
function withEndsOf(file: readonly string[], lines: readonly string[]): readonly string[] {
  const isText = (line: string) => line.trim() !== "";
  const body = lines.slice(lines.findIndex(isText), lines.findLastIndex(isText) + 1);
  return [...file.slice(0, file.findIndex(isText)), ...body, ...file.slice(file.findLastIndex(isText) + 1)];
}
