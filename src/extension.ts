// What VS Code calls. It registers what package.json names and loads nothing behind it: the first command, view, lightbulb
// button or question brings the rest (compose.ts) in.

import * as vscode from "vscode";
import type { Application } from "./compose.ts";
import { chatTabType, chatViewId } from "./vscode/chat/chatViewId.ts";
import { ActionLenses } from "./vscode/edit/actionLenses.ts";
import { MimoCodeActions } from "./vscode/edit/codeActions.ts";
import { storedProposalsKey } from "./vscode/edit/storedProposalsKey.ts";
import { registerLazyLanguageModel } from "./vscode/languageModel/lazyLanguageModel.ts";
import { readCodeLensSetting } from "./vscode/settings/codeLensSetting.ts";

let composed: Promise<Application> | undefined;

export function activate(context: vscode.ExtensionContext): void {
  const models = new vscode.EventEmitter<void>();
  /** The rest, loaded once. A load that failed is tried again by the next call. */
  const application = (): Promise<Application> => {
    composed ??= load(context, () => models.fire()).catch((error: unknown) => {
      composed = undefined;
      throw error;
    });
    return composed;
  };
  const commands: readonly { readonly command: string }[] = context.extension.packageJSON.contributes.commands;
  context.subscriptions.push(
    models,
    vscode.window.registerWebviewViewProvider(
      chatViewId,
      { resolveWebviewView: async (view) => (await application()).view.resolveWebviewView(view) },
      { webviewOptions: { retainContextWhenHidden: true } },
    ),
    vscode.window.registerWebviewPanelSerializer(chatTabType, {
      deserializeWebviewPanel: async (panel, state) => (await application()).tabs.restore(panel, state),
    }),
    vscode.languages.registerCodeActionsProvider("*", new MimoCodeActions(), MimoCodeActions.metadata),
    new ActionLenses(readCodeLensSetting),
    registerLazyLanguageModel({
      load: async () => (await application()).languageModel,
      onDidChange: models.event,
      icon: vscode.Uri.joinPath(context.extensionUri, "media", "icon.png"),
    }),
    ...commands.map(({ command }) =>
      vscode.commands.registerCommand(command, async (...args: unknown[]) =>
        (await application()).runCommand(command.slice("mimo.".length), args),
      ),
    ),
  );
  // Proposals of the window before are to be seen without being asked for.
  if (context.workspaceState.get(storedProposalsKey) !== undefined) void application();
}

async function load(context: vscode.ExtensionContext, onDidChangeModels: () => void): Promise<Application> {
  const { compose } = await import("./compose.ts");
  const application = compose(context, onDidChangeModels);
  context.subscriptions.push(application);
  return application;
}

/** Waits for the journal to reach the disk. */
export async function deactivate(): Promise<void> {
  await (await composed)?.flush();
}
