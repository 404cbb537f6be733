// Registers the provider and `@mimo` with VS Code; what they do is loaded when VS Code asks for the first time.

import * as vscode from "vscode";
import type { MimoLanguageModelProvider } from "./languageModelProvider.ts";
import type { ModelInformation } from "./modelInformation.ts";
import { participantId } from "./participantId.ts";

/** What answers VS Code's chat once it is loaded. */
export interface LanguageModelSurface {
  readonly provider: MimoLanguageModelProvider;
  readonly participant: {
    readonly answer: vscode.ChatRequestHandler;
    readonly followups: (result: vscode.ChatResult) => vscode.ChatFollowup[];
  };
}

export interface LazyLanguageModelDeps {
  readonly load: () => Promise<LanguageModelSurface>;
  /** Fires when the models may have changed. */
  readonly onDidChange: vscode.Event<void>;
  readonly icon: vscode.Uri;
}

/** Dispose to take both away. */
export function registerLazyLanguageModel({ load, onDidChange, icon }: LazyLanguageModelDeps): vscode.Disposable {
  const provider: vscode.LanguageModelChatProvider<ModelInformation> = {
    onDidChangeLanguageModelChatInformation: onDidChange,
    provideLanguageModelChatInformation: async (options) =>
      (await load()).provider.provideLanguageModelChatInformation(options),
    provideLanguageModelChatResponse: async (...args) =>
      (await load()).provider.provideLanguageModelChatResponse(...args),
    provideTokenCount: async (model, text) => (await load()).provider.provideTokenCount(model, text),
  };
  const participant = vscode.chat.createChatParticipant(participantId, async (...args) =>
    (await load()).participant.answer(...args),
  );
  participant.iconPath = icon;
  participant.followupProvider = {
    provideFollowups: async (result) => (await load()).participant.followups(result),
  };
  return vscode.Disposable.from(vscode.lm.registerLanguageModelChatProvider("mimo", provider), participant);
}
