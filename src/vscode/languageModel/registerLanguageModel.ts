// MiMo inside VS Code's own chat. Registering costs two calls: nothing is read, loaded or sent before VS Code asks.

import * as vscode from "vscode";
import { ReasoningMemory } from "../../core/tools/reasoningMemory.ts";
import { FileReasoningLog } from "./fileReasoningLog.ts";
import { type LanguageModelProviderDeps, MimoLanguageModelProvider } from "./languageModelProvider.ts";
import { type ParticipantDeps, registerParticipant } from "./participant.ts";

export interface LanguageModelDeps
  extends Omit<LanguageModelProviderDeps, "memory" | "onDidChange">,
    Omit<ParticipantDeps, "log"> {
  /** Fires when the key, the endpoint or the models may have changed. */
  readonly onDidChange: (listener: () => void) => { dispose(): void };
  /** A file of ours, in a folder that need not be there. */
  readonly reasoningFile: string;
}

/** Registers the provider and `@mimo`; dispose to take both away. */
export function registerLanguageModel(deps: LanguageModelDeps): vscode.Disposable {
  const changed = new vscode.EventEmitter<void>();
  const memory = new ReasoningMemory(new FileReasoningLog(deps.reasoningFile), (error) =>
    deps.log(`reasoning of tool calls not kept: ${String(error)}`),
  );
  const provider = new MimoLanguageModelProvider({ ...deps, memory, onDidChange: changed.event });
  return vscode.Disposable.from(
    changed,
    deps.onDidChange(() => changed.fire()),
    vscode.lm.registerLanguageModelChatProvider("mimo", provider),
    registerParticipant(deps),
  );
}
