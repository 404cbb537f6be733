import * as vscode from "vscode";
import { type AgentMode, agentModes } from "../../core/conversation/userTurn.ts";
import type { ChatEnvironment } from "../../protocol/snapshot.ts";
import { showInformation } from "../messages/messages.ts";
import type { SettingSource } from "../settings/settingSource.ts";

/** Lets the person choose what MiMo may do. */
export async function selectMode(
  { mode, modeRefusals = {} }: Pick<ChatEnvironment, "mode" | "modeRefusals">,
  settings: SettingSource,
): Promise<void> {
  const { t } = vscode.l10n;
  const labels: Readonly<Record<AgentMode, readonly [name: string, what: string]>> = {
    agent: [t("Agent"), t("reads, changes files and runs commands for you")],
    ask: [t("Ask"), t("only reads, and answers")],
    plan: [t("Plan"), t("only reads, and ends with a plan that you can start")],
  };
  const items = agentModes.map((each) => ({
    label: labels[each][0],
    description: labels[each][1],
    detail: modeRefusals[each],
    picked: each === mode,
    mode: each,
  }));
  const picked = await vscode.window.showQuickPick(items, { title: t("Select Mode") });
  if (!picked) return;
  const refusal = modeRefusals[picked.mode];
  if (refusal !== undefined) void showInformation(refusal);
  else await settings.change("mode", picked.mode);
}
