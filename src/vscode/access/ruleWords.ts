// What a person said about calls to come, in their language, as Manage Approvals lists it.

import type { ConsentScope } from "../../core/access/consents.ts";
import { outsideOfChats } from "../../core/access/consents.ts";
import type { ApprovalRule } from "../../core/agent/approvals/approvalRule.ts";
import { assertNever } from "../../core/util/assertNever.ts";
import { plainName } from "../../core/util/plainText.ts";
import type { Translate } from "../errors/describeError.ts";

/** A rule as one line and what it means. */
export interface RuleWords {
  readonly label: string;
  readonly detail: string;
}

/** `rule` in words. `folderName` names the folder of a command; undefined where there is only one. */
export function ruleWords(
  { effect, subject }: ApprovalRule,
  folderName: (folder: string) => string | undefined,
  t: Translate,
): RuleWords {
  const isDenied = effect === "deny";
  switch (subject.kind) {
    case "command": {
      const isExact = subject.match === "exact";
      const label = plainName(isExact ? subject.command : subject.words.join(" "));
      if (isDenied) {
        return { label, detail: isExact ? t("This command never runs") : t("Commands that begin so never run") };
      }
      const name = folderName(subject.folder);
      if (name === undefined) {
        return {
          label,
          detail: isExact
            ? t("This command runs without a question")
            : t("Commands that begin so run without a question"),
        };
      }
      const folder = plainName(name);
      return {
        label,
        detail: isExact
          ? t("This command runs without a question in {0}", folder)
          : t("Commands that begin so run without a question in {0}", folder),
      };
    }
    case "tool":
      return {
        label: plainName(subject.name),
        detail: isDenied
          ? t("This tool of {0} never runs", plainName(subject.source))
          : t("This tool of {0} runs without a question", plainName(subject.source)),
      };
    case "host":
      return {
        label: plainName(subject.host),
        detail: isDenied ? t("Pages from here are never fetched") : t("Pages from here are fetched without a question"),
      };
    case "network":
      return {
        label: plainName(subject.host),
        detail: isDenied
          ? t("Commands in the sandbox never reach this")
          : t("Commands in the sandbox reach this without a question"),
      };
    default:
      return assertNever(subject);
  }
}

/** Where a yes or a rule holds. */
export function scopeWords(scope: ConsentScope, t: Translate): string {
  if (scope === "workspace") return t("in this workspace");
  return scope.chat === outsideOfChats ? t("until this window closes") : t("in one chat");
}
