// What may be read and sent: the one gate, what was agreed to, and the question. And the rules about what the agent may run.

import type * as vscode from "vscode";
import { Consents } from "../core/access/consents.ts";
import { ReadGate } from "../core/access/readGate.ts";
import { createSecretFinder, type SecretFinder } from "../core/access/secretFinder.ts";
import { ApprovalRules } from "../core/agent/approvals/approvalRules.ts";
import { type AskConsent, createAskConsent, createMayShow, type MayShow } from "../vscode/access/askConsent.ts";
import { IgnoredFiles } from "../vscode/access/ignoredFiles.ts";
import { LentFolders } from "../vscode/access/lentFolders.ts";
import { createReadPorts } from "../vscode/access/readPorts.ts";

/** Where what holds for a workspace is kept. */
const consentsName = "mimo.readConsents";
const rulesName = "mimo.approvalRules";

/** One of each for the window. */
export interface Access {
  readonly ignored: IgnoredFiles;
  /** Read as if they were in the workspace. */
  readonly lent: LentFolders;
  readonly consents: Consents;
  readonly rules: ApprovalRules;
  readonly gate: ReadGate;
  readonly findSecret: SecretFinder;
  readonly askConsent: AskConsent;
  readonly mayShow: MayShow;
}

/** Reads nothing yet. */
export function composeAccess(workspaceState: vscode.Memento): Access {
  const ignored = new IgnoredFiles();
  const lent = new LentFolders();
  const consents = new Consents({
    load: () => workspaceState.get(consentsName),
    save: (kept) => void workspaceState.update(consentsName, kept),
  });
  const rules = new ApprovalRules({
    load: () => workspaceState.get(rulesName),
    save: (kept) => void workspaceState.update(rulesName, kept),
  });
  const findSecret = createSecretFinder(async () => (await import("../core/access/presetRules.ts")).findByPreset);
  const gate = new ReadGate(createReadPorts(ignored, findSecret, lent), consents);
  const askConsent = createAskConsent(consents);
  return { ignored, lent, consents, rules, gate, findSecret, askConsent, mayShow: createMayShow(gate, askConsent) };
}
