// `mimo.speech.*` as one typed value.

import * as vscode from "vscode";
import type { CodeReading } from "../../core/speech/text/speakable.ts";

/** See package.json for what each means. */
export interface SpeechSettings {
  /** `auto`, the name of a voice of the service's, or the id of one the person made. */
  readonly voice: string;
  readonly style: string;
  readonly model: string;
  readonly singing: boolean;
  readonly code: CodeReading;
  readonly tags: boolean;
  readonly readReplies: boolean;
}

/** The settings that commands change. */
export type ChangeableSpeechSetting = "voice" | "style" | "singing";

/** Reads them as they are now. */
export function readSpeechSettings(): SpeechSettings {
  const config = vscode.workspace.getConfiguration("mimo");
  return {
    voice: config.get<string>("speech.voice", "auto").trim(),
    style: config.get<string>("speech.style", ""),
    model: config.get<string>("speech.model", "").trim() || "mimo-v2.5-tts",
    singing: config.get<boolean>("speech.singing", false),
    code: config.get<CodeReading>("speech.code", "read"),
    tags: config.get<boolean>("speech.tags", false),
    readReplies: config.get<boolean>("speech.readReplies", false),
  };
}

/** Writes one where it is set now: in the workspace if it is set there, else for the user. */
export async function changeSpeechSetting(name: ChangeableSpeechSetting, value: string | boolean): Promise<void> {
  const config = vscode.workspace.getConfiguration("mimo.speech");
  const inWorkspace = config.inspect(name)?.workspaceValue !== undefined;
  await config.update(
    name,
    value,
    inWorkspace ? vscode.ConfigurationTarget.Workspace : vscode.ConfigurationTarget.Global,
  );
}
