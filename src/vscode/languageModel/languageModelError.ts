import * as vscode from "vscode";
import { ModelError } from "../../core/model/modelError.ts";
import { describeError, type ErrorContext } from "../errors/describeError.ts";

/**
 * An error for VS Code's chat, which shows its message: in our words, as a `LanguageModelError` where one fits. The
 * cause is left out, since it would cross to whichever extension asked.
 */
export function toLanguageModelError(error: unknown, context: ErrorContext): Error {
  if (!ModelError.is(error)) return error instanceof Error ? error : new Error(String(error));
  const { text } = describeError(error, context, vscode.l10n.t);
  switch (error.reason) {
    case "missing-key":
    case "host-not-allowed":
    case "unauthorized":
    case "forbidden":
    case "insufficient-balance":
      return vscode.LanguageModelError.NoPermissions(text);
    case "unsupported-model":
      return vscode.LanguageModelError.NotFound(text);
    case "content-filtered":
      return vscode.LanguageModelError.Blocked(text);
    default:
      return inWords(text);
  }
}

/** An error that is its words alone: VS Code's agent shows the stack of what it is given behind them. */
export function inWords(text: string): Error {
  const error = new Error(text);
  error.stack = "";
  return error;
}
