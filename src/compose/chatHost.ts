// What the chat, in the view and in tabs, asks of the editor around it.

import * as vscode from "vscode";
import type { ModelCatalogue } from "../core/model/modelCatalogue.ts";
import type { Currency } from "../core/model/prices.ts";
import { continuePrompt } from "../core/prompts/continuePrompt.ts";
import { openModeWayOut } from "../vscode/agent/modesHere.ts";
import type { RunsElsewhere } from "../vscode/agent/runs/elsewhere.ts";
import type { ChatAttachments } from "../vscode/attachments/chatAttachments.ts";
import { mediaWayOut } from "../vscode/attachments/mediaRefusals.ts";
import type { ChatAgent } from "../vscode/chat/chatAgent.ts";
import type { ChatHost } from "../vscode/chat/chatController.ts";
import type { ChatEnvironmentSource } from "../vscode/chat/chatEnvironment.ts";
import { showDiagram } from "../vscode/chat/diagramTab.ts";
import { openLink } from "../vscode/chat/openLink.ts";
import type { SlashCommands } from "../vscode/chat/slashCommands.ts";
import type { CodeBlockActions } from "../vscode/codeBlocks/codeBlockActions.ts";
import { selectModel } from "../vscode/commands/modelCommands.ts";
import type { ComposerContext } from "../vscode/context/composerContext.ts";
import { type AnswerFiles, goneWords } from "../vscode/files/answerFiles.ts";
import { showError, showInformation } from "../vscode/messages/messages.ts";
import type { SettingSource } from "../vscode/settings/settingSource.ts";
import { readSettings } from "../vscode/settings/settings.ts";
import type { UsagePage } from "../vscode/usage/usagePage.ts";
import type { Account } from "./account.ts";

export interface ChatHostDeps {
  readonly settings: SettingSource;
  readonly account: Account;
  readonly environment: ChatEnvironmentSource;
  readonly catalogue: ModelCatalogue;
  readonly attachments: ChatAttachments;
  readonly slash: SlashCommands;
  readonly composer: ComposerContext;
  readonly codeBlocks: CodeBlockActions;
  readonly files: AnswerFiles;
  readonly usagePage: UsagePage;
  readonly agent: ChatAgent;
  readonly elsewhere: RunsElsewhere;
  readonly currency: () => Currency;
  readonly log: vscode.LogOutputChannel;
  readonly watch: ChatHost["watch"];
  readonly onDidEndCommand: ChatHost["onDidEndCommand"];
  /** Resolves when the conversation of the window before is open again. */
  readonly whenOpened: Promise<unknown>;
}

/** One for all chats of the window. */
export function createChatHost({
  settings,
  account,
  environment,
  catalogue,
  composer,
  log,
  ...deps
}: ChatHostDeps): ChatHost {
  const { t } = vscode.l10n;
  return {
    whenReady: Promise.all([environment.whenReady, deps.whenOpened]).then(() => {}),
    get environment() {
      return environment.value;
    },
    onDidChangeEnvironment: environment.onDidChange,
    surroundings: account.surroundings,
    t,
    attachments: deps.attachments,
    watch: deps.watch,
    onDidEndCommand: deps.onDidEndCommand,
    runSlash: (request, chat) => deps.slash.run(request, chat),
    mediaWayOut: (kind) => {
      const { model: id, protocol } = readSettings(settings);
      return mediaWayOut(kind, { id, info: catalogue.find(id), protocol }, t);
    },
    continuePrompt: () => continuePrompt(vscode.env.language),
    setKey: account.setKey,
    clearKey: account.clearKey,
    selectModel: () => selectModel(catalogue, settings),
    setSetting: (name, value) => settings.change(name, value),
    openSettings: async (setting) => {
      await vscode.commands.executeCommand("workbench.action.openSettings", setting);
    },
    openConsole: account.openConsole,
    openReference: (reference) => composer.open(reference),
    openLink: async (href) => {
      if (!(await openLink(href))) {
        void showInformation(t("This link leads to nothing that can be opened."));
      }
    },
    findFiles: (names) => deps.files.find(names),
    openFile: async (target) => {
      if (!(await deps.files.open(target))) void showInformation(goneWords(target.name));
    },
    showDiagram,
    copy: async (text) => {
      await vscode.env.clipboard.writeText(text);
    },
    showLog: () => log.show(),
    log: (message) => log.warn(message),
    currency: deps.currency,
    showUsage: () => deps.usagePage.show(),
    say: (text, severity) => {
      void (severity === "error" ? showError(text) : showInformation(text));
    },
    agent: deps.agent,
    elsewhere: deps.elsewhere,
    openModeWayOut,
    runCodeAction: (action) => deps.codeBlocks.run(action),
    applyAll: (blocks) => deps.codeBlocks.applyAll(blocks),
  };
}
