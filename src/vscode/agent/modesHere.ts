// Which of the agent's modes this window can have.

import * as vscode from "vscode";
import type { AgentMode } from "../../protocol/agent.ts";
import type { ChatEnvironment } from "../../protocol/snapshot.ts";
import type { Translate } from "../errors/describeError.ts";

/** The mode that holds when `chosen` is what the person wants, why others cannot be had, and the way out of that. */
export function modesHere(
  chosen: AgentMode,
  t: Translate,
): Pick<ChatEnvironment, "mode" | "modeRefusals" | "modeWayOut"> {
  const { isTrusted, workspaceFolders = [] } = vscode.workspace;
  const modeRefusals: Partial<Record<AgentMode, string>> = {};
  if (!isTrusted) modeRefusals.agent = t("This workspace is not trusted, so MiMo only reads here.");
  if (workspaceFolders.length === 0) {
    const text = t("Open a folder first: without one there is nothing to work on.");
    modeRefusals.agent = text;
    modeRefusals.plan = text;
  }
  const mode = modeRefusals[chosen] === undefined ? chosen : "ask";
  const modeWayOut = workspaceFolders.length === 0 ? t("Open Folder…") : t("Manage Workspace Trust");
  return { mode, modeRefusals, ...(modeRefusals.agent !== undefined && { modeWayOut }) };
}

/** Opens what the label of {@link modesHere} says. */
export async function openModeWayOut(): Promise<void> {
  const { workspaceFolders = [] } = vscode.workspace;
  const command = workspaceFolders.length === 0 ? "vscode.openFolder" : "workbench.trust.manage";
  await vscode.commands.executeCommand(command);
}
