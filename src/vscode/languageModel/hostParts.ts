// The parts of VS Code's chat messages, told apart by their classes.

import * as vscode from "vscode";
import type { HostMessage, HostPart } from "./hostMessage.ts";

/** Reasoning in VS Code's chat. Not in the stable types; the class is there at run time since 1.104. */
export interface ThinkingPart {
  readonly value: string | readonly string[];
}

type ThinkingPartClass = new (value: string, id?: string) => ThinkingPart;

/** The host's class for reasoning; undefined where it has none. */
export function thinkingPartClass(): ThinkingPartClass | undefined {
  const host: { LanguageModelThinkingPart?: unknown } = vscode as object;
  return typeof host.LanguageModelThinkingPart === "function"
    ? (host.LanguageModelThinkingPart as ThinkingPartClass)
    : undefined;
}

/** The stable enum has two roles; the built-in chat sends system prompts under a third. */
const systemRole = 3;

/** A message in our types. Parts of unknown classes are left out. */
export function toHostMessage(message: vscode.LanguageModelChatRequestMessage): HostMessage {
  const role: number = message.role;
  return {
    role:
      role === vscode.LanguageModelChatMessageRole.Assistant ? "assistant" : role === systemRole ? "system" : "user",
    parts: message.content.flatMap(toHostPart),
  };
}

function toHostPart(part: unknown): HostPart[] {
  if (part instanceof vscode.LanguageModelTextPart) return [{ type: "text", text: part.value }];
  if (part instanceof vscode.LanguageModelToolCallPart) {
    return [{ type: "tool-call", id: part.callId, name: part.name, input: part.input }];
  }
  if (part instanceof vscode.LanguageModelToolResultPart) {
    return [{ type: "tool-result", callId: part.callId, content: part.content.flatMap(toHostPart) }];
  }
  if (part instanceof vscode.LanguageModelDataPart) {
    return [{ type: "data", mimeType: part.mimeType, data: part.data }];
  }
  if (part instanceof vscode.LanguageModelPromptTsxPart) return [{ type: "text", text: textOfTree(part.value) }];
  const Thinking = thinkingPartClass();
  if (Thinking && part instanceof Thinking) {
    return [{ type: "thinking", text: typeof part.value === "string" ? part.value : part.value.join("") }];
  }
  return [];
}

/** The texts of a rendered prompt tree, in order (`PromptElementJSON` of @vscode/prompt-tsx). */
function textOfTree(node: unknown): string {
  if (typeof node !== "object" || node === null) return "";
  const { text, children, node: root } = node as { text?: unknown; children?: unknown; node?: unknown };
  if (typeof text === "string") return text;
  if (Array.isArray(children)) return children.map(textOfTree).join("");
  return textOfTree(root);
}
