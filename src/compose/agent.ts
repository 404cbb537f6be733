// The agent: every reply is a run with tools. What the tools do, and what is asked before, is loaded with the first call.

import { join } from "node:path";
import * as vscode from "vscode";
import { Compaction } from "../core/agent/compaction.ts";
import { createAgentReply } from "../core/agent/createAgentReply.ts";
import { ModelSummaries } from "../core/agent/modelSummaries.ts";
import { modeOf, narrowerMode } from "../core/agent/modes.ts";
import { type RunRulePorts, RunRules } from "../core/agent/rules/runRules.ts";
import type { ConversationServiceDeps } from "../core/conversation/conversationService.ts";
import type { FastModel } from "../core/conversation/fastModel.ts";
import { type Message, typedTexts } from "../core/conversation/message.ts";
import type { AgentMode } from "../core/conversation/userTurn.ts";
import { costOf, type PricedUsage } from "../core/model/cost.ts";
import type { FunctionTool, LanguageModel } from "../core/model/languageModel.ts";
import type { ModelCatalogue } from "../core/model/modelCatalogue.ts";
import type { TokenEstimate } from "../core/model/tokenEstimate.ts";
import { agentPrompt } from "../core/prompts/agentPrompt.ts";
import { agentTools } from "../core/tools/agentTools.ts";
import { createToolRunner } from "../core/tools/createToolRunner.ts";
import { toFunctionTool } from "../core/tools/tool.ts";
import { type Disposable, DisposableStore } from "../core/util/disposable.ts";
import { Emitter, type Event } from "../core/util/emitter.ts";
import { CommandFolders, commandsFolder } from "../vscode/agent/commands/commandFolders.ts";
import { commandShell } from "../vscode/agent/commands/commandShell.ts";
import type { EndedCommand } from "../vscode/agent/commands/commands.ts";
import type { ShownCommandTools } from "../vscode/agent/commands/createCommandTools.ts";
import type { Agent, AgentDeps } from "../vscode/agent/createAgent.ts";
import { RunClaims } from "../vscode/agent/runs/runClaims.ts";

export interface ComposeAgentDeps extends AgentDeps {
  readonly model: LanguageModel;
  /** Sums up where that costs less. */
  readonly fast: FastModel;
  readonly catalogue: ModelCatalogue;
  readonly tokens: TokenEstimate;
  /** What holds in this window now. */
  readonly mode: () => AgentMode;
  readonly projectRules: RunRulePorts;
  readonly maxSteps: () => number;
  readonly onError: (error: unknown) => void;
}

/** The agent as the rest of the window sees it. */
export interface ComposedAgent
  extends Disposable,
    Pick<ConversationServiceDeps, "createReply" | "createCompaction" | "circumstances" | "claim" | "holds"> {
  /** Those that go with the next request; the same list while it is the same. */
  tools(): readonly FunctionTool[];
  /** The beginning of every request; `instructions` are the person's and the project's. */
  systemPrompt(instructions: string): string;
  /** Undefined before the first call. */
  commands(): ShownCommandTools | undefined;
  /** A command in the background ended. */
  readonly onDidEndCommand: Event<EndedCommand>;
  /** The chat is deleted, which may be undone. */
  end(chat: string): Promise<void>;
  /** The chat is deleted for good. */
  forget(chat: string): Promise<void>;
  /** Whether a run in the conversation `chat` goes on in another window. */
  isElsewhere(chat: string): boolean;
}

/** Loads nothing yet. */
export function composeAgent(deps: ComposeAgentDeps): ComposedAgent {
  const { model, fast, catalogue, tokens, mode, maxSteps, projectRules, onError, chosen } = deps;
  const owned = new DisposableStore();
  let loading: Promise<Agent> | undefined;
  let loaded: Agent | undefined;
  const commandEnds = owned.add(new Emitter<EndedCommand>(onError));
  const load = () => {
    loading ??= import("../vscode/agent/createAgent.ts").then(
      ({ createAgent }) => {
        loaded = owned.add(createAgent(deps));
        owned.add(loaded.commands.onDidEnd((ended) => commandEnds.fire(ended)));
        return loaded;
      },
      (error: unknown) => {
        // A failed load is tried again.
        loading = undefined;
        throw error;
      },
    );
    return loading;
  };
  const own = agentTools.map(toFunctionTool);
  let sent = { of: chosen.current, definitions: own };
  /** Ours, and behind them those of others: what they are now, for what begins now. */
  const definitions = () => {
    const of = chosen.current;
    if (sent.of !== of || of.length === 0) {
      sent = { of, definitions: of.length === 0 ? own : [...own, ...of.map(({ definition }) => definition)] };
    }
    return sent.definitions;
  };
  const claims = new RunClaims(join(deps.storage, "runs"));
  const summaries = (path: () => readonly Message[], sentAt: () => number) =>
    new ModelSummaries({
      model,
      fast: { ...fast, sentAt, now: Date.now, priceOf: dollarsFor },
      path,
      windowOf: (id) => catalogue.find(id)?.contextWindow,
      correct: (id, guess) => tokens.correct(id, guess),
      onError,
    });
  /** After a reply has ended; when it did nobody noted, when it was asked for is early enough. */
  const summariesLater = (path: () => readonly Message[]) => summaries(path, () => path().at(-1)?.createdAt ?? 0);
  const create = createAgentReply({
    model,
    onError,
    maxSteps,
    newToken: () => crypto.randomUUID(),
    tools: (scope) =>
      createToolRunner(agentTools, async () => (await load()).tools, scope, {
        tools: chosen.current,
        run: async (...call) => (await load()).callForeign(...call),
      }),
    approvals: (scope, path) => {
      let approvals: ReturnType<Agent["approvals"]["forRun"]> | undefined;
      const loadedNow = async () => {
        approvals ??= (await load()).approvals.forRun(
          scope,
          () => narrowerMode(modeOf(path()), mode()),
          () => typedTexts(path()),
        );
        return approvals;
      };
      return {
        judge: async (call) => (await loadedNow()).judge(call),
        offer: async (...call) => (await loadedNow()).offer(...call),
        // What was agreed to was judged before.
        agreed: (...args) => approvals?.agreed(...args),
      };
    },
    // In a run the step before has just been sent.
    summaries: (path) => summaries(path, Date.now),
    news: (chat) => loaded?.commands.takeEnded(chat) ?? [],
    rules: (path) => {
      const rules = new RunRules(projectRules, path);
      return () =>
        rules.due().catch((error: unknown) => {
          onError(error);
          return [];
        });
    },
  });
  return {
    tools: definitions,
    circumstances: () => ({ mode: mode(), date: dayOf(new Date()) }),
    systemPrompt: (instructions) =>
      agentPrompt({
        language: vscode.env.language,
        instructions,
        shell: commandShell().name,
        system: systemName(),
        folders: (vscode.workspace.workspaceFolders ?? []).map(({ name }) => name),
      }),
    commands: () => loaded?.commands,
    onDidEndCommand: commandEnds.event,
    end: async (chat) => loaded?.commands.end(chat),
    forget: async (chat) => {
      if (loaded) return loaded.forget(chat);
      deps.rules.forget(chat);
      // Nothing runs yet; what commands of earlier windows put out goes with their chat.
      await new CommandFolders(commandsFolder(deps.storage)).forget(chat);
    },
    isElsewhere: (chat) => claims.isElsewhere(chat),
    claim: (...run) => claims.take(...run),
    holds: (chat) => claims.holds(chat),
    createCompaction: (turn, place) =>
      new Compaction({ summaries: summariesLater, tools: definitions(), onError }, turn, place),
    createReply: (turn, place) => {
      // What a window that was killed left running is ended by the one that goes on.
      if (turn.turn?.parts.some((part) => part.type === "tool-call" && part.progress?.state === "running")) {
        load().catch(onError);
      }
      return create(turn, place);
    },
    dispose: () => owned.dispose(),
  };
}

/** In one currency at one time of day: the proportions are those of the others. Undefined without a known price. */
function dollarsFor(model: string, usage: PricedUsage): number | undefined {
  const day = dayOf(new Date());
  return costOf(usage, { model, billing: "money", currency: "usd", day, night: false })?.amount;
}

/** `2026-11-28`, as the person's clock has it. */
function dayOf(now: Date): string {
  const two = (number: number) => String(number).padStart(2, "0");
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}

function systemName(): string {
  const names: Readonly<Record<string, string>> = { linux: "Linux", darwin: "macOS", win32: "Windows" };
  return names[process.platform] ?? process.platform;
}
