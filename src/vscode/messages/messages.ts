// The one way to VS Code's messages. VS Code makes a link of `[label](command:…)` in them and runs the command on a click;
// names of files and words of a model stand in ours, so each is made plain here. `lint/messages.grit` forbids other ways.

import * as vscode from "vscode";
import { plainMessage } from "../../core/util/plainText.ts";

type Given = vscode.MessageItem | vscode.MessageOptions | string;
type Show = typeof vscode.window.showInformationMessage;

/** `vscode.window.showInformationMessage`, of the same shapes, without links. */
export const showInformation = plainly((...message) => vscode.window.showInformationMessage(...message));

/** `vscode.window.showWarningMessage`, of the same shapes, without links. */
export const showWarning = plainly((...message) => vscode.window.showWarningMessage(...message));

/** `vscode.window.showErrorMessage`, of the same shapes, without links. */
export const showError = plainly((...message) => vscode.window.showErrorMessage(...message));

/** Shows `title`, which is made plain, while `task` runs; the person may cancel it. */
export function withNotification<T>(
  title: string,
  task: (
    progress: vscode.Progress<{ message?: string; increment?: number }>,
    token: vscode.CancellationToken,
  ) => Thenable<T>,
): Thenable<T> {
  const options = { location: vscode.ProgressLocation.Notification, title: plainMessage(title), cancellable: true };
  return vscode.window.withProgress(options, (progress, token) => {
    const report: typeof progress.report = ({ message, ...rest }) =>
      progress.report(message === undefined ? rest : { ...rest, message: plainMessage(message) });
    return task({ report }, token);
  });
}

/** `show` with a plain text and a plain detail. Buttons are no place for links, and come back as they were given. */
function plainly(show: (text: string, ...rest: vscode.MessageItem[]) => Thenable<unknown>): Show {
  const plain = (text: string, ...rest: Given[]) =>
    show(plainMessage(text), ...(rest.map(plainOptions) as vscode.MessageItem[]));
  return plain as Show;
}

function plainOptions(given: Given): Given {
  if (typeof given === "string" || !("detail" in given) || given.detail === undefined) return given;
  return { ...given, detail: plainMessage(given.detail, "several") };
}
