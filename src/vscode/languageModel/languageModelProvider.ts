// MiMo as a language model of VS Code: its own chat, agent mode, inline chat, and other extensions through `vscode.lm`.
// Messages come in as VS Code's, go through the one LanguageModel, and its events go out as VS Code's parts.

import * as vscode from "vscode";
import type { LanguageModel, ModelRequest } from "../../core/model/languageModel.ts";
import type { ModelCatalogue } from "../../core/model/modelCatalogue.ts";
import type { StreamEvent, Usage } from "../../core/model/streamEvent.ts";
import { guessMessageTokens, guessTokens, type TokenEstimate } from "../../core/model/tokenEstimate.ts";
import type { ReasoningMemory } from "../../core/tools/reasoningMemory.ts";
import { describeFinish, type ErrorContext } from "../errors/describeError.ts";
import type { Settings } from "../settings/settings.ts";
import { thinkingPartClass, toHostMessage } from "./hostParts.ts";
import { inWords, toLanguageModelError } from "./languageModelError.ts";
import { type ModelInformation, modelInformation, offeredModels } from "./modelInformation.ts";
import { ReplyParts } from "./replyParts.ts";
import { requestOptions } from "./requestOptions.ts";
import { toModelMessages } from "./toModelMessages.ts";

export interface LanguageModelProviderDeps {
  readonly model: LanguageModel;
  readonly catalogue: ModelCatalogue;
  readonly settings: () => Settings;
  readonly hasKey: () => Promise<boolean>;
  /** Asks the person for a key; resolves when that is over, either way. */
  readonly setKey: () => Promise<unknown>;
  /** Asks the service for its models; never throws. */
  readonly refreshModels: () => Promise<void>;
  readonly memory: ReasoningMemory;
  readonly tokens: TokenEstimate;
  readonly errorContext: (model: string, hasText: boolean) => ErrorContext;
  readonly log: (message: string) => void;
}

/** The service knows no forced tool choice (API document: OpenAI protocol), so it is asked in words. */
const mustCall = "Answer by calling one of the tools, not in words.";

/** The provider of the vendor `mimo`. Does nothing until VS Code asks. */
export class MimoLanguageModelProvider implements vscode.LanguageModelChatProvider<ModelInformation> {
  readonly #deps: LanguageModelProviderDeps;

  constructor(deps: LanguageModelProviderDeps) {
    this.#deps = deps;
  }

  /** The chat models to offer. Without a key none; then the person is asked for one, unless VS Code asks silently. */
  async provideLanguageModelChatInformation({
    silent,
  }: vscode.PrepareLanguageModelChatModelOptions): Promise<ModelInformation[]> {
    const { catalogue, hasKey, setKey, refreshModels, settings } = this.#deps;
    if (!silent) await ((await hasKey()) ? refreshModels() : setKey());
    if (!(await hasKey())) return [];
    const chosen = settings().model;
    const models = offeredModels(catalogue.chatModels, chosen);
    return models.map((model) => modelInformation(model, chosen, vscode.l10n.t));
  }

  /** Streams one reply. Rejects with words for a person; after a cancellation it just ends. */
  async provideLanguageModelChatResponse(
    { id }: ModelInformation,
    messages: readonly vscode.LanguageModelChatRequestMessage[],
    options: vscode.ProvideLanguageModelChatResponseOptions,
    progress: vscode.Progress<vscode.LanguageModelResponsePart>,
    token: vscode.CancellationToken,
  ): Promise<void> {
    const controller = new AbortController();
    const cancellation = token.onCancellationRequested(() => controller.abort());
    const output = new Output(progress);
    try {
      if (token.isCancellationRequested) return;
      await this.#deps.memory.ready();
      const request = this.#request(id, messages, options);
      const reply = new ReplyParts();
      for await (const event of this.#deps.model.stream(request, controller.signal)) {
        reply.add(event);
        output.show(event);
      }
      await this.#finish(reply, request, output, options);
    } catch (error) {
      if (controller.signal.aborted) return;
      this.#deps.log(`VS Code's chat: ${error instanceof Error ? error.message : String(error)}`);
      throw toLanguageModelError(error, this.#deps.errorContext(id, output.hasText));
    } finally {
      cancellation.dispose();
    }
  }

  /** Tokens by estimate; see TokenEstimate. */
  async provideTokenCount(
    { id }: ModelInformation,
    text: string | vscode.LanguageModelChatRequestMessage,
  ): Promise<number> {
    return this.#deps.tokens.correct(id, typeof text === "string" ? guessTokens(text) : guessHostMessage(text));
  }

  #request(
    id: string,
    messages: readonly vscode.LanguageModelChatRequestMessage[],
    { tools = [], toolMode, modelOptions }: vscode.ProvideLanguageModelChatResponseOptions,
  ): ModelRequest {
    const { catalogue, memory, settings } = this.#deps;
    const conversation = toModelMessages(messages.map(toHostMessage), (calls) => memory.find(calls));
    const required = toolMode === vscode.LanguageModelChatToolMode.Required && tools.length > 0;
    const system = [conversation.system, required ? mustCall : undefined].filter((text) => text !== undefined);
    return {
      ...requestOptions(id, catalogue.find(id), settings(), modelOptions),
      ...(system.length > 0 && { system: system.join("\n\n") }),
      messages: conversation.messages,
      tools: tools.map(({ name, description, inputSchema }) => ({
        name,
        description,
        ...(inputSchema && { parameters: inputSchema as Record<string, unknown> }),
      })),
    };
  }

  /** Hands over the tool calls once their reasoning is safe, and says so when the reply did not end well. */
  async #finish(
    reply: ReplyParts,
    request: ModelRequest,
    output: Output,
    options: vscode.ProvideLanguageModelChatResponseOptions,
  ): Promise<void> {
    const calls = reply.calls(request.tools ?? [], (id) => this.#deps.memory.has(id));
    if (calls.length > 0) await this.#deps.memory.remember(reply.reasoningOf(calls));
    for (const { id, name, input } of calls) output.part(new vscode.LanguageModelToolCallPart(id, name, input));
    if (reply.usage && readsUsage(options)) output.part(usagePart(reply.usage));
    const { finish } = reply;
    const problem = finish && describeFinish(finish.reason, finish.rawReason, vscode.l10n.t);
    if (!finish || !problem || calls.length > 0) return;
    if (finish.reason === "content-filter") throw vscode.LanguageModelError.Blocked(problem.text);
    // An unknown reason is no reason to throw away an answer that came whole.
    if (finish.reason !== "other") throw inWords(problem.text);
  }
}

/** Reports what streams, and remembers whether any of it was text. */
class Output {
  readonly #progress: vscode.Progress<vscode.LanguageModelResponsePart>;

  hasText = false;
  readonly #Thinking = thinkingPartClass();

  constructor(progress: vscode.Progress<vscode.LanguageModelResponsePart>) {
    this.#progress = progress;
  }

  part(part: vscode.LanguageModelResponsePart): void {
    this.#progress.report(part);
  }

  show(event: StreamEvent): void {
    if (event.type === "text-delta") {
      this.hasText = true;
      this.part(new vscode.LanguageModelTextPart(event.text));
    } else if (event.type === "reasoning-delta" && this.#Thinking) {
      // Not in the stable union of parts; hosts that have the class take it.
      this.part(new this.#Thinking(event.text) as unknown as vscode.LanguageModelResponsePart);
    }
  }
}

function guessHostMessage(message: vscode.LanguageModelChatRequestMessage): number {
  const { system, messages } = toModelMessages([toHostMessage(message)], () => undefined);
  return guessTokens(system ?? "") + messages.reduce((sum, each) => sum + guessMessageTokens(each), 0);
}

/** VS Code's own chat shows how full the context is from a part of this type; others would not know what it is. */
function readsUsage(options: object): boolean {
  const { requestInitiator } = options as { requestInitiator?: unknown };
  return typeof requestInitiator === "string" && /^(core|github\.copilot(-chat)?)$/i.test(requestInitiator);
}

function usagePart({ inputTokens, cachedInputTokens = 0, outputTokens }: Usage): vscode.LanguageModelDataPart {
  const usage = {
    prompt_tokens: inputTokens,
    completion_tokens: outputTokens,
    total_tokens: inputTokens + outputTokens,
    prompt_tokens_details: { cached_tokens: cachedInputTokens },
  };
  return vscode.LanguageModelDataPart.json(usage, "usage");
}
