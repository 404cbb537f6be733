// The webview's entry: connects to the host, mounts the view, and says it is ready.

import { render } from "preact";
import "@vscode/codicons/dist/codicon.css";
import "./styles/base.css";
import "./styles/controls.css";
import "./styles/conversation.css";
import "./styles/markdown.css";
import "./styles/turns.css";
import "./styles/syntax.css";
import "./styles/math.css";
import "./styles/composer.css";
import "./styles/context.css";
import "./styles/player.css";
import "./styles/attachments.css";
import "./styles/sources.css";
import "./styles/codeActions.css";
import "./styles/usage.css";
import "./styles/history.css";
import "./styles/contrast.css";
import { AppContext, ChatApp } from "./app.ts";
import { Chat } from "./components/Chat.tsx";
import { keepFocus } from "./focusKeeper.ts";
import { connectHost } from "./host.ts";
import { lazyBundles } from "./lazyBundles.ts";
import { copyAnswers } from "./markdown/copyAnswer.ts";
import { readWords } from "./words.ts";

const meta = (name: string) => document.querySelector<HTMLMetaElement>(`meta[name=${name}]`)?.content ?? "";
// Only while this script runs for the first time does the page know which one it is.
const script = document.currentScript instanceof HTMLScriptElement ? document.currentScript.src : "";
const app = new ChatApp(
  connectHost(),
  readWords(document),
  meta("mimo-speech-worklet"),
  lazyBundles(script, document),
  meta("mimo-attachments"),
);
document.documentElement.lang = app.words.locale;
app.failures.listen(window);
copyAnswers(document);
app.player.listen(document);
window.addEventListener("message", (event) => app.receive(event.data));
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
}
