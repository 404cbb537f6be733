// Review Code: changes go to the model file by file, and come back as comments at their lines.

import * as vscode from "vscode";
import { judgeFiles } from "../../core/access/judgeDiff.ts";
import type { Ask } from "../../core/access/readDecision.ts";
import { withFallback } from "../../core/model/fallbackModel.ts";
import type { StreamEvent } from "../../core/model/streamEvent.ts";
import { planReview, type ReviewFile, type SkippedFile, shownDiff } from "../../core/review/planReview.ts";
import { reviewRequest } from "../../core/review/reviewRequest.ts";
import { type FileReview, runReview } from "../../core/review/runReview.ts";
import type { Disposable } from "../../core/util/disposable.ts";
import { oneShot } from "../edit/editing.ts";
import { wishOf } from "../edit/editTarget.ts";
import { reportFailure } from "../edit/reportFailure.ts";
import { showInformation, withNotification } from "../messages/messages.ts";
import type { Changed } from "./changedFiles.ts";
import { type ChosenScope, chooseScope } from "./chooseScope.ts";
import { FindingThreads } from "./findingThreads.ts";
import type { ReviewDeps } from "./reviewDeps.ts";
import { endWords } from "./reviewWords.ts";

/** Reviews one set of changes at a time. */
export class Review implements Disposable {
  readonly #deps: ReviewDeps;
  readonly #threads: FindingThreads;
  #running: AbortController | undefined;

  constructor(deps: ReviewDeps) {
    this.#deps = deps;
    this.#threads = new FindingThreads(deps.proposals);
  }

  /** Asks what to review, unless `argument` says so, and reviews it; the findings of the review before go. */
  async start(argument: unknown): Promise<void> {
    const scope = await chooseScope(argument, this.#deps);
    if (scope) await this.#run(scope, wishOf(argument));
  }

  clear(): void {
    this.#running?.abort();
    this.#threads.clear();
  }

  fix(thread: unknown): Promise<void> {
    return this.#threads.fix(thread);
  }

  dismiss(thread: unknown): void {
    this.#threads.dismiss(thread);
  }

  dispose(): void {
    this.#running?.abort();
    this.#threads.dispose();
  }

  async #run(scope: ChosenScope, wish: string): Promise<void> {
    const { t } = vscode.l10n;
    this.clear();
    const controller = new AbortController();
    this.#running = controller;
    const { signal } = controller;
    const again = () => void this.#run(scope, wish);
    const stopped = new Promise<"stopped">((resolve) => {
      signal.addEventListener("abort", () => resolve("stopped"), { once: true });
    });
    const end: End = { files: [], skipped: [], asks: [], addresses: new Map(), done: [], stopped: false };
    try {
      await withNotification(t("MiMo is reviewing: {0}", scope.label), async (progress, token) => {
        token.onCancellationRequested(() => controller.abort());
        // Neither Git nor the disk can be stopped: they are not waited for.
        await Promise.race([stopped, this.#review(scope, wish, end, signal, progress)]);
      });
      // What another review took the place of says nothing.
      if (this.#running === controller) void this.#tell({ ...end, stopped: signal.aborted }, again);
    } catch (error) {
      if (!signal.aborted) void reportFailure(error, this.#deps, again);
    } finally {
      if (this.#running === controller) this.#running = undefined;
    }
  }

  /** Notes in `end` how far it came. */
  async #review(
    scope: ChosenScope,
    wish: string,
    end: End,
    signal: AbortSignal,
    progress: vscode.Progress<{ message?: string; increment?: number }>,
  ): Promise<void> {
    Object.assign(end, await this.#plan(await scope.read(signal), signal));
    const { files, addresses, done } = end;
    const report = (increment: number) =>
      progress.report({ message: vscode.l10n.t("{0} of {1} files", done.length, files.length), increment });
    if (files.length > 0) report(0);
    const shown: Promise<void>[] = [];
    const onDone = (review: FileReview) => {
      done.push(review);
      report(100 / files.length);
      const uri = addresses.get(review.file);
      if (review.type === "reviewed" && uri) shown.push(this.#threads.add(uri, review.file, review.findings));
    };
    await runReview(files, { ask: (file, inner) => this.#ask(file, wish, inner), onDone }, signal);
    await Promise.all(shown);
  }

  /** What goes to the model: no file that the person would have to be asked about. */
  async #plan({ files: changed, skipped: unread, leftOut }: Changed, signal: AbortSignal): Promise<Planned> {
    const { access } = this.#deps;
    const planned = planReview(changed.map(({ diff }) => diff));
    const uriOf = (path: string) => changed.find(({ diff }) => diff.paths.at(-1) === path)?.uri;
    const asks: Ask[] = [...leftOut];
    const skipped: SkippedFile[] = [...unread, ...planned.skipped];
    const files: ReviewFile[] = [];
    const addresses = new Map<ReviewFile, vscode.Uri>();
    for (const file of planned.files) {
      const uri = uriOf(file.path);
      if (!uri || signal.aborted) continue;
      // One by one: to look at all of them takes a moment, in which nothing else is done.
      const [judged] = await judgeFiles([{ paths: file.paths, text: shownDiff(file) }], access.findSecret);
      const reasons = judged?.reasons ?? [];
      const ask = { address: uri.toString(), path: vscode.workspace.asRelativePath(uri), reasons };
      if (reasons.length > 0 && !access.consents.allows(ask)) {
        asks.push(ask);
        skipped.push({ path: file.path, reason: "withheld" });
      } else {
        files.push(file);
        addresses.set(file, uri);
      }
    }
    return { files, skipped, addresses, asks };
  }

  #ask(file: ReviewFile, wish: string, signal: AbortSignal): AsyncIterable<StreamEvent> {
    const { model, options, language, takesJson } = this.#deps;
    const request = oneShot(reviewRequest(file, language, wish), options());
    if (!takesJson()) return model.stream(request, signal);
    // A host that knows no such format says so with a 400; the prompt asks for JSON all the same.
    const plain = withFallback(model, new Set(["invalid-request", "unsupported-input"]), () => request);
    return plain.stream({ ...request, responseFormat: "json_object" }, signal);
  }

  async #tell(end: End, again: () => void): Promise<void> {
    const { t } = vscode.l10n;
    // Stopped before anything was known of it.
    if (end.stopped && end.files.length === 0) return;
    const [show, clear, include] = [t("Show Findings"), t("Clear Review"), t("Include…")];
    const describe = (error: unknown) => this.#deps.describe(error).text;
    const text = endWords({ ...end, planned: end.files.length, describe });
    const buttons = [...(this.#threads.count > 0 ? [show, clear] : []), ...(end.asks.length > 0 ? [include] : [])];
    const pressed = await showInformation(text, ...buttons);
    if (pressed === show) await vscode.commands.executeCommand("workbench.action.focusCommentsPanel");
    if (pressed === clear) this.clear();
    if (pressed === include && (await this.#deps.access.askConsent(end.asks))) again();
  }
}

/** What is reviewed, and what is not. */
interface Planned {
  readonly files: readonly ReviewFile[];
  readonly skipped: readonly SkippedFile[];
  readonly addresses: ReadonlyMap<ReviewFile, vscode.Uri>;
  /** What to ask before the rest may go, too. */
  readonly asks: readonly Ask[];
}

/** How far a review came. */
interface End extends Planned {
  readonly done: FileReview[];
  readonly stopped: boolean;
}

/** Puts it together. */
export function createReview(deps: ReviewDeps): Review {
  return new Review(deps);
}
