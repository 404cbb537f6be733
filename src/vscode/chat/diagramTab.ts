// A diagram of an answer, large, in a tab of its own. The page has a picture and nothing else: no scripts, no links,
// nothing that is loaded from anywhere.

import * as vscode from "vscode";

/** Shows `svg` as a picture. */
export function showDiagram(svg: string): void {
  const panel = vscode.window.createWebviewPanel("mimo.diagram", vscode.l10n.t("Diagram"), vscode.ViewColumn.Active, {
    enableScripts: false,
    enableCommandUris: false,
    localResourceRoots: [],
  });
  const nonce = crypto.randomUUID().replaceAll("-", "");
  const picture = `data:image/svg+xml;base64,${Buffer.from(svg, "utf8").toString("base64")}`;
  panel.webview.html = `<!DOCTYPE html>
<html>
<head>
<meta charset="utf-8">
<title>${vscode.l10n.t("Diagram")}</title>
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; style-src 'nonce-${nonce}'">
<style nonce="${nonce}">body { background: var(--vscode-editor-background); text-align: center; } img { max-width: none; }</style>
</head>
<body><img alt="${vscode.l10n.t("Diagram")}" src="${picture}"></body>
</html>`;
}
