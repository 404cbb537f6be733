// The webview's entry: connects to the host, mounts the view, and says it is ready.

import { render } from "preact";
import "@vscode/codicons/dist/codicon.css";
import "./ui/base.css";
import "./ui/controls.css";
import "./conversation/conversation.css";
import "./markdown/markdown.css";
import "./conversation/turns.css";
import "./markdown/syntax.css";
import "./markdown/math.css";
import "./markdown/files/files.css";
import "./markdown/diagrams/diagrams.css";
import "./composer/composer.css";
import "./composer/context.css";
import "./composer/queue.css";
import "./player/player.css";
import "./composer/attachments.css";
import "./conversation/sources.css";
import "./markdown/codeActions.css";
import "./conversation/usage.css";
import "./history/history.css";
import "./conversation/pinned.css";
import "./agent/calls.css";
import "./agent/asking.css";
import "./agent/strips.css";
import "./find/find.css";
import "./ui/contrast.css";
import { AppContext, ChatApp } from "./app.ts";
import { Chat } from "./Chat.tsx";
import { connectHost } from "./host.ts";
import { lazyBundles, lazyDiagrams, viewParts } from "./lazyBundles.ts";
import { stopByEscape } from "./stopByEscape.ts";
import { keepFocus } from "./ui/focusKeeper.ts";
import { readWords } from "./words.ts";

const meta = (name: string) => document.querySelector<HTMLMetaElement>(`meta[name=${name}]`)?.content ?? "";
// A module does not know which script of the page it is.
const nonce = document.querySelector<HTMLScriptElement>("script[nonce]")?.nonce ?? "";
const app = new ChatApp(
  connectHost(),
  readWords(document),
  viewParts,
  meta("mimo-speech-worklet"),
  lazyBundles(import.meta.url, document),
  meta("mimo-attachments"),
  { page: document, nonce, loadDiagrams: lazyDiagrams(import.meta.url) },
);
document.documentElement.lang = app.words.locale;
app.failures.listen(window);
// Most tabs are never heard.
app.player.listen(document, document.body.dataset.surface === "editor");
window.addEventListener("message", ({ data, origin }) => {
  // What a frame of this page says is not from the host: without rights it has no origin.
  if (origin !== "null") app.receive(data);
});
document.addEventListener("keydown", (event) => stopByEscape(event, app));
// Keys that are pressed in the editor go by it.
for (const type of ["focus", "blur"] as const) {
  window.addEventListener(type, () => app.post({ type: "pageFocus", focused: type === "focus" }));
}
// A hidden view is thrown away without warning; these come first.
window.addEventListener("pagehide", () => app.flush());
document.addEventListener("visibilitychange", () => app.flush());

const root = document.getElementById("root");
if (root) {
  render(
    <AppContext.Provider value={app}>
      <Chat />
    </AppContext.Provider>,
    root,
  );
  keepFocus(root);
  app.post({ type: "ready" });
  if (document.hasFocus()) app.post({ type: "pageFocus", focused: true });
}
