// The settings as one typed value. What decides where a key or code is sent is machine-scoped in package.json and is
// read from the user's side alone, so that no workspace can redirect a request.

import * as vscode from "vscode";
import { defaultFastModelId } from "../../core/conversation/fastModel.ts";
import { type AgentMode, agentModes } from "../../core/conversation/userTurn.ts";
import type { EndpointSetting } from "../../core/model/endpoint.ts";
import type { Protocol } from "../../core/model/languageModel.ts";
import type { Currency } from "../../core/model/prices.ts";
import type { WebSearchMode } from "../../protocol/snapshot.ts";
import type { SettingSource } from "./settingSource.ts";

/** `mimo.*`; see package.json for what each means. */
export interface Settings {
  readonly endpoint: EndpointSetting;
  readonly baseUrl: string;
  readonly protocol: Protocol;
  readonly model: string;
  readonly thinking: boolean;
  readonly temperature: number | undefined;
  readonly maxCompletionTokens: number | undefined;
  readonly webSearch: WebSearchMode;
  /** What the agent may do, where the workspace lets it. */
  readonly mode: AgentMode;
  readonly instructions: string;
  /** What costs are shown in; `auto` goes by the display language. */
  readonly currency: "auto" | Currency;
}

/** Reads the settings as they are now. */
export function readSettings(source: SettingSource): Settings {
  return {
    endpoint: source.getOwn<EndpointSetting>("endpoint", "auto"),
    baseUrl: source.getOwn("baseUrl", "").trim(),
    protocol: source.get<Protocol>("protocol", "openai"),
    model: source.get<string>("model", "").trim(),
    thinking: source.get<boolean>("thinking", true),
    temperature: source.get<number | null>("temperature", null) ?? undefined,
    maxCompletionTokens: source.get<number | null>("maxCompletionTokens", null) ?? undefined,
    webSearch: source.get<WebSearchMode>("webSearch", "off"),
    mode: modeOf(source.getOwn<unknown>("mode", "agent")),
    instructions: vscode.workspace.isTrusted
      ? source.get<string>("instructions", "")
      : source.getOwn("instructions", ""),
    currency: source.get<"auto" | Currency>("currency", "auto"),
  };
}

/** What is no mode is the first of them. */
function modeOf(value: unknown): AgentMode {
  return agentModes.find((mode) => mode === value) ?? "agent";
}

/** `mimo.agent.*`: the person's own, no workspace says what may act, for how long, how loud, or at what price. */
export interface AgentSettings {
  /** The id of the model for small tasks; empty: that of the chat. */
  readonly fastModel: string;
  /** Steps until the person is asked to go on; at least 1. */
  readonly maxSteps: number;
  /** How it is told, out of sight, that a run waits or is done. */
  readonly announce: "off" | "notification" | "speech";
  /** Whether the system holds commands, which then do not ask. */
  readonly sandbox: "off" | "on";
  /** Whether the margin of the editor shows what nobody decided about. */
  readonly showInMargin: boolean;
}

/** Reads them as they are now. */
export function readAgentSettings(source: SettingSource): AgentSettings {
  return {
    fastModel: String(source.getOwn<unknown>("agent.fastModel", defaultFastModelId)).trim(),
    maxSteps: Math.max(1, Math.trunc(source.getOwn("agent.maxSteps", 50))),
    announce: source.getOwn<AgentSettings["announce"]>("agent.announce", "off"),
    // What is no value of it switches nothing on.
    sandbox: source.getOwn<unknown>("agent.sandbox", "off") === "on" ? "on" : "off",
    showInMargin: source.getOwn<unknown>("agent.showInMargin", false) === true,
  };
}

/** `mimo.context.*`: what goes with a question by itself. */
export interface ContextSettings {
  readonly activeEditor: boolean;
  /** Whether AGENTS.md of a trusted workspace is offered at all. */
  readonly agentsFile: boolean;
}

/** Reads them as they are now. */
export function readContextSettings(source: SettingSource): ContextSettings {
  return {
    activeEditor: source.get<boolean>("context.activeEditor", true),
    agentsFile: source.get<boolean>("context.agentsFile", true),
  };
}
