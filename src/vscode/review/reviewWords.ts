// What is said about a review when it ends.

import * as vscode from "vscode";
import type { Severity } from "../../core/review/finding.ts";
import type { SkippedFile, SkipReason } from "../../core/review/planReview.ts";
import type { FileReview } from "../../core/review/runReview.ts";
import { plainName } from "../../core/util/plainText.ts";

/** Files that are named in one sentence. */
const maxNames = 5;

/** What came of a review. */
export interface ReviewEnd {
  readonly done: readonly FileReview[];
  /** Files that were to be reviewed. */
  readonly planned: number;
  readonly skipped: readonly SkippedFile[];
  /** The person stopped it. */
  readonly stopped: boolean;
  /** An error in words. */
  readonly describe: (error: unknown) => string;
}

export function severityWords(severity: Severity): string {
  const { t } = vscode.l10n;
  const words = { error: t("Error"), warning: t("Warning"), hint: t("Hint") };
  return words[severity];
}

/** One message: how much was reviewed, what was found, and what was not looked at. */
export function endWords({ done, planned, skipped, stopped, describe }: ReviewEnd): string {
  const { t } = vscode.l10n;
  const reviewed = done.flatMap((each) => (each.type === "reviewed" ? [each] : []));
  const failed = done.flatMap((each) => (each.type === "failed" ? [each] : []));
  if (planned + skipped.length === 0) return t("No changes were found to review.");
  const sentences = [
    stopped ? t("Stopped.") : "",
    planned > 0 ? t("Files reviewed: {0} of {1}.", reviewed.length, planned) : t("There is nothing to review."),
    reviewed.length > 0 ? foundWords(reviewed) : "",
  ];
  const cut = reviewed.filter(({ file, cut }) => file.cut > 0 || cut).map(({ file }) => file.path);
  if (cut.length > 0) sentences.push(t("Too long to be reviewed whole: {0}.", namesOf(cut)));
  const more = reviewed.reduce((sum, each) => sum + each.more, 0);
  if (more > 0) sentences.push(t("Lesser findings that are not shown: {0}.", more));
  for (const [words, paths] of skippedBy(skipped)) sentences.push(`${words} ${namesOf(paths)}.`);
  const [first] = failed;
  if (first)
    sentences.push(
      t("Could not be reviewed: {0}. {1}", namesOf(failed.map(({ file }) => file.path)), describe(first.error)),
    );
  return sentences.filter(Boolean).join(" ");
}

function foundWords(reviewed: readonly Extract<FileReview, { type: "reviewed" }>[]): string {
  const { t } = vscode.l10n;
  const all = reviewed.flatMap(({ findings }) => findings);
  if (all.length === 0) return t("MiMo found nothing to remark on.");
  const count = (severity: Severity) => all.filter((each) => each.severity === severity).length;
  return t("Errors: {0}, warnings: {1}, hints: {2}.", count("error"), count("warning"), count("hint"));
}

function skippedBy(skipped: readonly SkippedFile[]): readonly (readonly [string, readonly string[]])[] {
  const groups = Map.groupBy(skipped, ({ reason }) => reason);
  return [...groups].map(([reason, files]) => [skipWords(reason), files.map(({ path }) => path)] as const);
}

function skipWords(reason: SkipReason): string {
  const { t } = vscode.l10n;
  const words: Readonly<Record<SkipReason, string>> = {
    binary: t("No text:"),
    generated: t("Generated:"),
    gone: t("Only deleted:"),
    unchanged: t("Without changed lines:"),
    withheld: t("Not sent, because it may hold secrets or is not to be read:"),
    unread: t("In a form that cannot be reviewed:"),
    large: t("Too large to be read:"),
    lost: t("Could not be read:"),
    beyond: t("Too many files, without:"),
  };
  return words[reason];
}

function namesOf(paths: readonly string[]): string {
  const more = paths.length > maxNames ? ", …" : "";
  return paths.slice(0, maxNames).map(plainName).join(", ") + more;
}
