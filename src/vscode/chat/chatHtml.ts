// The page of the chat view. Scripts run by nonce alone, nothing is loaded from elsewhere, and the words come along.

import * as vscode from "vscode";
import type { WebviewStrings } from "../../protocol/strings.ts";

/**
 * The HTML for `webview`; `strings` is in the display language, `attachments` the folder of attached files. An editor's
 * tab has no player and no history.
 */
export function chatHtml(
  webview: vscode.Webview,
  extensionUri: vscode.Uri,
  strings: WebviewStrings,
  attachments: vscode.Uri,
  surface: "view" | "editor" = "view",
): string {
  const nonce = crypto.randomUUID().replaceAll("-", "");
  const uri = (name: string) => webview.asWebviewUri(vscode.Uri.joinPath(extensionUri, "dist", name)).toString();
  const policy = [
    "default-src 'none'",
    `style-src ${webview.cspSource}`,
    `font-src ${webview.cspSource}`,
    `img-src ${webview.cspSource} data:`,
    // A file about to be attached, to learn how long it plays.
    "media-src blob:",
    // The audio thread's module is loaded by address, where no nonce applies.
    `script-src 'nonce-${nonce}' ${webview.cspSource}`,
  ].join("; ");
  // A data block, not a script: "<" is escaped so that no word can end it.
  const words = JSON.stringify({ locale: vscode.env.language, strings }).replaceAll("<", "\\u003c");
  return `<!DOCTYPE html>
<html lang="${vscode.env.language.replaceAll(/[^\w-]/g, "")}">
<head>
<meta charset="utf-8">
<title>MiMo Assistant</title>
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="mimo-speech-worklet" content="${uri("speechWorklet.js")}">
<meta name="mimo-attachments" content="${webview.asWebviewUri(attachments)}">
<link rel="stylesheet" href="${uri("webview.css")}">
</head>
<body data-surface="${surface}">
<div id="root"></div>
<script type="application/json" id="mimo-strings">${words}</script>
<script nonce="${nonce}" src="${uri("webview.js")}"></script>
</body>
</html>`;
}
