// MiMo inside VS Code's own chat: the provider and `@mimo`, which lazyLanguageModel.ts registers.

import { ReasoningMemory } from "../../core/tools/reasoningMemory.ts";
import { FileReasoningLog } from "./fileReasoningLog.ts";
import { type LanguageModelProviderDeps, MimoLanguageModelProvider } from "./languageModelProvider.ts";
import type { LanguageModelSurface } from "./lazyLanguageModel.ts";
import { createParticipant, type ParticipantDeps } from "./participant.ts";

export interface LanguageModelDeps extends Omit<LanguageModelProviderDeps, "memory">, Omit<ParticipantDeps, "log"> {
  /** A file of ours, in a folder that need not be there. */
  readonly reasoningFile: string;
}

/** Does nothing before VS Code asks. */
export function createLanguageModel(deps: LanguageModelDeps): LanguageModelSurface {
  const memory = new ReasoningMemory(new FileReasoningLog(deps.reasoningFile), (error) =>
    deps.log(`reasoning of tool calls not kept: ${String(error)}`),
  );
  return { provider: new MimoLanguageModelProvider({ ...deps, memory }), participant: createParticipant(deps) };
}
