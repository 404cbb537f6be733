// The page that shows usage. Its policy is the chat view's: scripts by nonce alone, nothing from elsewhere.

import * as vscode from "vscode";
import type { UsageStrings } from "../../protocol/usageStrings.ts";

/** The HTML for `webview`; `strings` is in the display language. */
export function usageHtml(webview: vscode.Webview, extensionUri: vscode.Uri, strings: UsageStrings): string {
  const nonce = crypto.randomUUID().replaceAll("-", "");
  const uri = (name: string) => webview.asWebviewUri(vscode.Uri.joinPath(extensionUri, "dist", name)).toString();
  const policy = [
    "default-src 'none'",
    `style-src ${webview.cspSource}`,
    `font-src ${webview.cspSource}`,
    `script-src 'nonce-${nonce}'`,
  ].join("; ");
  // A data block, not a script: "<" is escaped so that no word can end it.
  const words = JSON.stringify({ locale: vscode.env.language, strings }).replaceAll("<", "\\u003c");
  return `<!DOCTYPE html>
<html lang="${vscode.env.language.replaceAll(/[^\w-]/g, "")}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" href="${uri("usage.css")}">
</head>
<body>
<div id="root"></div>
<script type="application/json" id="mimo-strings">${words}</script>
<script nonce="${nonce}" src="${uri("usage.js")}"></script>
</body>
</html>`;
}
