// The settings as one typed value. What decides where a key or code is sent is machine-scoped in package.json and is
// read from the user's side alone, so that no workspace can redirect a request.

import * as vscode from "vscode";
import type { EndpointSetting } from "../../core/model/endpoint.ts";
import type { Protocol } from "../../core/model/languageModel.ts";
import type { Currency } from "../../core/model/prices.ts";
import type { WebSearchMode } from "../../protocol/snapshot.ts";

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
  readonly instructions: string;
  /** What costs are shown in; `auto` goes by the display language. */
  readonly currency: "auto" | Currency;
}

/** The settings that the chat view itself can change. */
export type ChangeableSetting = "model" | "thinking" | "webSearch" | "protocol" | "context.activeEditor";

/** Reads the settings as they are now. */
export function readSettings(): Settings {
  const config = vscode.workspace.getConfiguration("mimo");
  return {
    endpoint: userValue<EndpointSetting>(config, "endpoint", "auto"),
    baseUrl: userValue(config, "baseUrl", "").trim(),
    protocol: config.get<Protocol>("protocol", "openai"),
    model: config.get<string>("model", "").trim(),
    thinking: config.get<boolean>("thinking", true),
    temperature: config.get<number | null>("temperature", null) ?? undefined,
    maxCompletionTokens: config.get<number | null>("maxCompletionTokens", null) ?? undefined,
    webSearch: config.get<WebSearchMode>("webSearch", "off"),
    instructions: vscode.workspace.isTrusted
      ? config.get<string>("instructions", "")
      : userValue(config, "instructions", ""),
    currency: config.get<"auto" | Currency>("currency", "auto"),
  };
}

/** `mimo.context.*`: what goes with a question by itself. */
export interface ContextSettings {
  readonly activeEditor: boolean;
  /** Whether AGENTS.md of a trusted workspace is offered at all. */
  readonly agentsFile: boolean;
}

/** Reads them as they are now. */
export function readContextSettings(): ContextSettings {
  const config = vscode.workspace.getConfiguration("mimo");
  return {
    activeEditor: config.get<boolean>("context.activeEditor", true),
    agentsFile: config.get<boolean>("context.agentsFile", true),
  };
}

/** Writes a setting where it is set now: in the workspace if it is set there, else for the user. */
export async function changeSetting(name: ChangeableSetting, value: string | boolean): Promise<void> {
  const config = vscode.workspace.getConfiguration("mimo");
  const inWorkspace = config.inspect(name)?.workspaceValue !== undefined;
  await config.update(
    name,
    value,
    inWorkspace ? vscode.ConfigurationTarget.Workspace : vscode.ConfigurationTarget.Global,
  );
}

function userValue<T>(config: vscode.WorkspaceConfiguration, name: string, fallback: T): T {
  return config.inspect<T>(name)?.globalValue ?? fallback;
}
