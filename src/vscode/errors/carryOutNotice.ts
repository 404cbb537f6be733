// What the buttons of an error do outside of the chat.

import * as vscode from "vscode";
import type { SettingSource } from "../settings/settingSource.ts";
import type { NoticeAction } from "./describeError.ts";

/** What the buttons reach. */
export interface NoticeHandlers {
  readonly settings: SettingSource;
  /** Resolves to whether a key was stored. */
  setKey(): Promise<boolean>;
  clearKey(): Promise<void>;
  selectModel(): Promise<void>;
  openConsole(): Promise<void>;
  readonly log: { show(): void };
}

/** Carries `action` out. Resolves to whether what failed is worth another try now. */
export async function carryOutNotice(action: NoticeAction, handlers: NoticeHandlers): Promise<boolean> {
  switch (action.kind) {
    case "set-key":
      return handlers.setKey();
    case "clear-key":
      await handlers.clearKey();
      return false;
    case "select-model":
      await handlers.selectModel();
      return false;
    case "use-model":
      await handlers.settings.change("model", action.model);
      return true;
    case "use-protocol":
      await handlers.settings.change("protocol", action.protocol);
      return true;
    case "open-settings":
      await vscode.commands.executeCommand("workbench.action.openSettings", action.setting);
      return false;
    case "open-console":
      await handlers.openConsole();
      return false;
    case "show-log":
      handlers.log.show();
      return false;
    default:
      return false;
  }
}
