// `@mimo` in VS Code's own chat: a question or a slash command goes through the one LanguageModel with the settings of
// the side bar, and its answer ends in a button that takes the conversation there.

import * as vscode from "vscode";
import type { PriorTurn } from "../../core/conversation/priorTurn.ts";
import type { LanguageModel, ModelRequest, UserPart } from "../../core/model/languageModel.ts";
import type { ModelCatalogue } from "../../core/model/modelCatalogue.ts";
import { ModelError } from "../../core/model/modelError.ts";
import type { StreamEvent } from "../../core/model/streamEvent.ts";
import { type ParticipantCommand, participantPrompt } from "../../core/prompts/participantPrompt.ts";
import { replyOptions } from "../chat/replyOptions.ts";
import {
  type Description,
  describeError,
  describeFinish,
  describeSearchFailure,
  type ErrorContext,
} from "../errors/describeError.ts";
import type { Settings } from "../settings/settings.ts";
import type { LanguageModelSurface } from "./lazyLanguageModel.ts";
import { priorTurns, type TurnMetadata, toMessages, turnMetadata, unasked } from "./participantHistory.ts";
import { ParticipantThinking } from "./participantThinking.ts";
import { readTurn } from "./readTurn.ts";
import { type ReadReferences, type ReferenceAccess, readActiveEditor, readReferences } from "./references.ts";

/** Takes a list of `PriorTurn` and goes on with it in our own view. */
export const continueCommand = "mimo.continueInChat";

export interface ParticipantDeps {
  readonly access: ReferenceAccess;
  readonly model: LanguageModel;
  readonly catalogue: ModelCatalogue;
  readonly settings: () => Settings;
  readonly systemPrompt: () => string;
  readonly errorContext: (model: string, hasText: boolean) => ErrorContext;
  readonly log: (message: string) => void;
}

/** What `@mimo` does with a question, and what it proposes to ask next. */
export function createParticipant(deps: ParticipantDeps): LanguageModelSurface["participant"] {
  return {
    answer: (request, context, response, token) => answer(deps, request, context, response, token),
    followups: (result) => followups(result.metadata ?? {}),
  };
}

async function answer(
  deps: ParticipantDeps,
  request: vscode.ChatRequest,
  context: vscode.ChatContext,
  response: vscode.ChatResponseStream,
  token: vscode.CancellationToken,
): Promise<vscode.ChatResult> {
  if (request.command === "read") {
    await readTurn(request, priorTurns(context), response, deps.access);
    return { metadata: unasked };
  }
  if (request.command === "continue") {
    await continueTurn(priorTurns(context), response);
    return { metadata: unasked };
  }
  const command = toCommand(request.command);
  const references = await gather(request, command, deps.access);
  if (!references) {
    response.markdown(vscode.l10n.t("Nothing was sent."));
    return { metadata: unasked };
  }
  const question = participantPrompt(command, request.prompt, references.texts, vscode.env.language);
  const settings = deps.settings();
  // The model picker of VS Code's chat holds if one of ours is chosen there.
  const model = request.model.vendor === "mimo" ? request.model.id : settings.model;
  const metadata = turnMetadata(question, model, command);
  if (question === "" && references.images.length === 0) {
    response.markdown(vscode.l10n.t("Write a question behind @mimo, or a command such as /explain."));
    return { metadata: unasked };
  }
  for (const place of references.used) response.reference(place);
  const turns = priorTurns(context);
  const content: UserPart[] = [{ type: "text", text: question }, ...references.images];
  const modelRequest: ModelRequest = {
    ...replyOptions({ ...settings, model }, deps.catalogue.find(model)),
    system: deps.systemPrompt(),
    messages: [...toMessages(turns), { role: "user", content }],
  };
  const controller = new AbortController();
  const cancellation = token.onCancellationRequested(() => controller.abort());
  const output = new Output(response);
  try {
    for await (const event of deps.model.stream(modelRequest, controller.signal)) output.show(event);
    if (output.text !== "") {
      offerContinuation(response, [...turns, { question, answer: output.text, model }]);
    }
    return output.problem ? failure(output.problem, response, metadata) : { metadata };
  } catch (error) {
    if (controller.signal.aborted) return { metadata };
    deps.log(`@mimo: ${error instanceof Error ? error.message : String(error)}`);
    if (!ModelError.is(error)) throw error;
    const context = deps.errorContext(model, output.text !== "");
    return failure(describeError(error, context, vscode.l10n.t), response, metadata);
  } finally {
    cancellation.dispose();
  }
}

/** Shows what streams. */
class Output {
  readonly #response: vscode.ChatResponseStream;

  text = "";
  problem: Description | undefined;
  readonly #thinking: ParticipantThinking;

  constructor(response: vscode.ChatResponseStream) {
    this.#response = response;

    this.#thinking = new ParticipantThinking(response);
  }

  show(event: StreamEvent): void {
    if (event.type === "reasoning-delta") {
      this.#thinking.add(event.text);
    } else if (event.type === "text-delta") {
      this.text += event.text;
      this.#response.markdown(event.text);
    } else if (event.type === "sources") {
      for (const { url } of event.sources)
        if (/^https?:\/\//.test(url)) this.#response.reference(vscode.Uri.parse(url));
    } else if (event.type === "sources-error") {
      this.#response.progress(describeSearchFailure(undefined, vscode.l10n.t).text);
    } else if (event.type === "finish") {
      this.problem = describeFinish(event.reason, event.rawReason, vscode.l10n.t);
    }
  }
}

function toCommand(name: string | undefined): ParticipantCommand | undefined {
  return name === "explain" || name === "refactor" || name === "tests" ? name : undefined;
}

async function gather(
  request: vscode.ChatRequest,
  command: ParticipantCommand | undefined,
  access: ReferenceAccess,
): Promise<ReadReferences | undefined> {
  const attached = await readReferences(request.references, access);
  if (!attached) return undefined;
  const nothing = attached.texts.length === 0 && attached.images.length === 0;
  return command !== undefined && nothing ? readActiveEditor(access) : attached;
}

/**
 * `/continue` does what the button does, for as long as the chat is there: VS Code disables the buttons of a chat that it
 * restored, but hands its turns over with each question.
 */
async function continueTurn(turns: readonly PriorTurn[], response: vscode.ChatResponseStream): Promise<void> {
  response.markdown(
    turns.length === 0
      ? vscode.l10n.t("There is no conversation with MiMo here yet.")
      : vscode.l10n.t("The conversation goes on in MiMo's own view."),
  );
  if (turns.length > 0) await vscode.commands.executeCommand(continueCommand, turns);
}

function offerContinuation(response: vscode.ChatResponseStream, turns: readonly PriorTurn[]): void {
  response.button({ command: continueCommand, title: vscode.l10n.t("Continue in MiMo Chat"), arguments: [turns] });
}

/** The buttons of our table that are commands too; the rest needs our own view. */
const commandOf: Readonly<Record<string, string>> = {
  "set-key": "mimo.setApiKey",
  "clear-key": "mimo.clearApiKey",
  "select-model": "mimo.selectModel",
  "show-log": "mimo.showLog",
};

function failure(
  { text, actions }: Description,
  response: vscode.ChatResponseStream,
  metadata: TurnMetadata,
): vscode.ChatResult {
  for (const { label, action } of actions) {
    const command = commandOf[action.kind];
    if (command !== undefined) response.button({ command, title: label });
  }
  return { errorDetails: { message: text }, metadata };
}

function followups({ command }: TurnMetadata): vscode.ChatFollowup[] {
  const { t } = vscode.l10n;
  const all: Record<ParticipantCommand, vscode.ChatFollowup> = {
    explain: { prompt: t("Explain the new code"), command: "explain" },
    refactor: { prompt: t("Refactor this code"), command: "refactor" },
    tests: { prompt: t("Write tests for this code"), command: "tests" },
  };
  switch (toCommand(command)) {
    case "explain":
      return [all.refactor, all.tests];
    case "refactor":
      return [all.tests, all.explain];
    case "tests":
      return [{ prompt: t("Which cases are still missing?") }];
    case undefined:
      return [];
  }
}
