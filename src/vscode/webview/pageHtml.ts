// The HTML of our pages. Scripts run by nonce alone, nothing is loaded from elsewhere, and the words come along.

import * as vscode from "vscode";

/** What a page is made of. */
export interface PageParts {
  /** Names of `dist/<bundle>.js` and `.css`. */
  readonly bundle: string;
  /** In the display language. */
  readonly strings: object;
  /** Directives beside the strict ones; more sources of scripts under `script-src`. */
  readonly policy?: Readonly<Record<string, string>>;
  /** Names and values of `meta` elements. */
  readonly meta?: Readonly<Record<string, string>>;
  /** Where the page stands, as the body's `data-surface`. */
  readonly surface: "view" | "editor" | "usage";
}

/** The address of a file of `dist/` in the page. */
export function distUri(webview: vscode.Webview, extensionUri: vscode.Uri, name: string): string {
  return webview.asWebviewUri(vscode.Uri.joinPath(extensionUri, "dist", name)).toString();
}

/** The whole page, with a `#root` that its script fills. */
export function pageHtml(webview: vscode.Webview, extensionUri: vscode.Uri, parts: PageParts): string {
  const { bundle, strings, policy: more = {}, meta = {}, surface } = parts;
  const nonce = crypto.randomUUID().replaceAll("-", "");
  const policy = {
    "default-src": "'none'",
    // By nonce for the frame that draws diagrams, which takes over this policy.
    "style-src": `${webview.cspSource} 'nonce-${nonce}'`,
    "font-src": webview.cspSource,
    ...more,
    "script-src": [`'nonce-${nonce}'`, more["script-src"]].filter((source) => source !== undefined).join(" "),
  };
  const directives = Object.entries(policy).map(([name, sources]) => `${name} ${sources}`);
  // A data block, not a script: "<" is escaped so that no word can end it.
  const words = JSON.stringify({ locale: vscode.env.language, strings }).replaceAll("<", "\\u003c");
  return `<!DOCTYPE html>
<html lang="${vscode.env.language.replaceAll(/[^\w-]/g, "")}">
<head>
<meta charset="utf-8">
<title>MiMo Assistant</title>
<meta http-equiv="Content-Security-Policy" content="${directives.join("; ")}">
<meta name="viewport" content="width=device-width, initial-scale=1">
${Object.entries(meta)
  .map(([name, content]) => `<meta name="${name}" content="${content}">`)
  .join("\n")}
<link rel="stylesheet" href="${distUri(webview, extensionUri, `${bundle}.css`)}">
</head>
<body data-surface="${surface}">
<div id="root"></div>
<script type="application/json" id="mimo-strings">${words}</script>
<script type="module" nonce="${nonce}" src="${distUri(webview, extensionUri, `${bundle}.js`)}"></script>
</body>
</html>`;
}
