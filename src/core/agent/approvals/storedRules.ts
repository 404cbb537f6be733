// Rules as they are stored: JSON with a version. What cannot be read as a rule is none: it asks again.

import { fields, list, text } from "../../model/wireValue.ts";
import { parseJson } from "../../util/parseJson.ts";
import type { ApprovalRule, ApprovalSubject } from "./approvalRule.ts";
import type { ShellKind } from "./command/shellReading.ts";

const version = 1;
const shells: readonly ShellKind[] = ["bash", "zsh", "sh", "powershell"];

/** The rules that hold for the workspace, as `parseRules` reads them; those of a chat end with it. */
export function serialiseRules(rules: readonly ApprovalRule[]): string {
  const kept = rules.filter(({ scope }) => scope === "workspace").map(({ effect, subject }) => ({ effect, subject }));
  return JSON.stringify({ version, rules: kept });
}

/** The rules in `stored`, whatever that is. */
export function parseRules(stored: unknown): readonly ApprovalRule[] {
  const file = fields(typeof stored === "string" ? parseJson(stored) : undefined);
  if (file.version !== version) return [];
  return list(file.rules).flatMap((each): ApprovalRule[] => {
    const { effect, subject } = fields(each);
    const parsed = parseSubject(subject);
    return parsed && (effect === "allow" || effect === "deny") ? [{ effect, subject: parsed, scope: "workspace" }] : [];
  });
}

function parseSubject(value: unknown): ApprovalSubject | undefined {
  const stored = fields(value);
  if (stored.kind === "tool") {
    const [source, name] = [text(stored.source), text(stored.name)];
    return source !== undefined && name !== undefined ? { kind: "tool", source, name } : undefined;
  }
  if (stored.kind === "host" || stored.kind === "network") {
    const host = text(stored.host);
    return host === undefined ? undefined : { kind: stored.kind, host };
  }
  // None in a rule that denies: that holds everywhere.
  const { folder } = stored;
  if (stored.kind !== "command" || typeof folder !== "string") return undefined;
  if (stored.match === "exact") {
    const command = text(stored.command);
    const shell = shells.find((each) => each === stored.shell);
    return command !== undefined && shell ? { kind: "command", match: "exact", command, shell, folder } : undefined;
  }
  const words = list(stored.words);
  const isLeading = stored.match === "leading" && words.length > 0 && words.every((word) => typeof word === "string");
  return isLeading ? { kind: "command", match: "leading", words, folder } : undefined;
}
