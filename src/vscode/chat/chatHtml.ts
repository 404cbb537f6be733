// The page of the chat view.

import type * as vscode from "vscode";
import type { WebviewStrings } from "../../protocol/strings.ts";
import { distUri, pageHtml } from "../webview/pageHtml.ts";

/** The HTML for `webview`; `strings` is in the display language, `attachments` the folder of attached files. */
export function chatHtml(
  webview: vscode.Webview,
  extensionUri: vscode.Uri,
  strings: WebviewStrings,
  attachments: vscode.Uri,
  surface: "view" | "editor" = "view",
): string {
  const worklet = distUri(webview, extensionUri, "speechWorklet.js");
  return pageHtml(webview, extensionUri, {
    bundle: "webview",
    strings,
    policy: {
      "img-src": `${webview.cspSource} data:`,
      // A file about to be attached, to learn how long it plays.
      "media-src": "blob:",
      // The audio thread's module is loaded by address, where no nonce applies. Host names of VS Code's resources have a
      // "+", which no policy can name.
      "script-src": webview.cspSource,
    },
    meta: {
      "mimo-speech-worklet": worklet,
      "mimo-attachments": webview.asWebviewUri(attachments).toString(),
    },
    surface,
  });
}
