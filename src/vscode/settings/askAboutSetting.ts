import * as vscode from "vscode";
import { showWarning } from "../messages/messages.ts";
import type { IgnoredSetting, SettingSource } from "./settingSource.ts";

/** Says that a value of the workspace is not followed, and follows it if the person says so. */
export async function askAboutSetting(ignored: IgnoredSetting, settings: SettingSource): Promise<void> {
  const { t } = vscode.l10n;
  const use = t("Use It Here");
  const show = t("Open Settings");
  const text = t(
    "This workspace sets mimo.{0} to {1}, which may cost or send more than your own setting. It is not used unless you say so.",
    ignored.name,
    String(ignored.value),
  );
  const pressed = await showWarning(text, use, show);
  if (pressed === use) await settings.agree(ignored);
  if (pressed === show) {
    await vscode.commands.executeCommand("workbench.action.openSettings", `mimo.${ignored.name}`);
  }
}
