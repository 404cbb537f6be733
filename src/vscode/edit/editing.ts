// What the actions in the editor need of the rest of the extension.

import type { Memento } from "vscode";
import type { Consents } from "../../core/access/consents.ts";
import type { ReadGate } from "../../core/access/readGate.ts";
import type { SecretFinder } from "../../core/access/secretFinder.ts";
import type { CodeReference } from "../../core/context/codeReference.ts";
import type { Mention } from "../../core/context/mention.ts";
import type { ReplyOptions } from "../../core/conversation/buildRequest.ts";
import type { FastModel } from "../../core/conversation/fastModel.ts";
import type { LanguageModel, ModelRequest } from "../../core/model/languageModel.ts";
import type { ActionPrompt } from "../../core/prompts/actionPrompt.ts";
import type { AskConsent, MayShow } from "../access/askConsent.ts";
import type { WorkspaceWriter } from "../access/workspaceWriter.ts";
import type { Description, NoticeAction } from "../errors/describeError.ts";
import type { Proposals } from "./proposals.ts";

/** The read gate as the actions use it. */
export interface EditingAccess {
  readonly gate: ReadGate;
  readonly consents: Pick<Consents, "allows">;
  readonly findSecret: SecretFinder;
  readonly askConsent: AskConsent;
  readonly mayShow: MayShow;
}

/** Given by the composition root. */
export interface EditingDeps {
  /** What may be read and sent, and the question about it. */
  readonly access: EditingAccess;
  readonly model: LanguageModel;
  /** For small tasks. */
  readonly fast: FastModel;
  /** What the settings say about the next reply. */
  readonly options: () => ReplyOptions;
  /** An error in the words of the chat, with its buttons. */
  readonly describe: (error: unknown) => Description;
  /** Does what a button says. Resolves to whether the request is worth another try. */
  readonly carryOut: (action: NoticeAction) => Promise<boolean>;
  /** Asks in the chat, in one about the same file or in one of its own; a reply that is being written goes on. */
  readonly ask: (question: string, references: readonly CodeReference[]) => Promise<void>;
  /** Kept for this workspace; proposals that wait for a decision outlive a reload there. */
  readonly workspaceState: Memento;
  /** Shows the chat and adds to what goes with the next question. */
  readonly addMentions: (mentions: readonly Mention[]) => Promise<void>;
  /** Where what is proposed is shown and decided; the caller disposes it. */
  readonly proposals: Proposals;
  /** The one way to a change of a file. */
  readonly writer: WorkspaceWriter;
  /** The display language, a BCP 47 tag. */
  readonly language: string;
}

/** A request of one turn. */
export function oneShot(prompt: ActionPrompt, options: ReplyOptions): ModelRequest {
  const { webSearch: _none, ...rest } = options;
  return {
    ...rest,
    // API document: 0.3 is the recommended temperature for writing code; it holds while thinking is off.
    temperature: options.temperature ?? 0.3,
    system: prompt.system,
    messages: [{ role: "user", content: [{ type: "text", text: prompt.user }] }],
  };
}
