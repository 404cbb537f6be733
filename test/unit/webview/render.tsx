// Mounts the whole view over a fake host, for tests that look at it as a person does.

import { render } from "preact";
import { webviewStrings } from "../../../src/protocol/strings.ts";
import type { ToWebview } from "../../../src/protocol/toWebview.ts";
import { AppContext, ChatApp } from "../../../webview-ui/app.ts";
import { Chat } from "../../../webview-ui/Chat.tsx";
import { viewParts } from "../../../webview-ui/lazyBundles.ts";
import { FakeHost, snapshot } from "./fakeHost.ts";

/** The view, and ways to act on it. */
export interface View {
  readonly app: ChatApp;
  readonly host: FakeHost;
  readonly root: HTMLElement;
  /** A message of the host, and the drawing it causes. */
  receive(message: ToWebview): Promise<void>;
  /** The one element with this test id. */
  get<T extends HTMLElement = HTMLElement>(testId: string): T;
  all(testId: string): HTMLElement[];
  press(testId: string, init?: MouseEventInit): Promise<void>;
  type(text: string): Promise<void>;
  /** Unmounts it and lets its last timers run: after the tests they would find no window. */
  close(): Promise<void>;
}

/** Mounts the view and shows it `messages`. */
export async function open(...given: Parameters<typeof snapshot>): Promise<View> {
  const host = new FakeHost();
  const app = new ChatApp(host, { locale: "en", strings: webviewStrings }, viewParts);
  await Promise.all([app.player.load(), app.historyView.load(), app.attachmentsView.load(), app.answers.load()]);
  const root = document.createElement("div");
  document.body.append(root);
  render(
    <AppContext.Provider value={app}>
      <Chat />
    </AppContext.Provider>,
    root,
  );
  const all = (testId: string) => [...root.querySelectorAll<HTMLElement>(`[data-testid="${testId}"]`)];
  const get = <T extends HTMLElement>(testId: string) => {
    const [element, ...others] = all(testId);
    if (!element || others.length > 0) throw new Error(`${others.length + (element ? 1 : 0)} of ${testId}`);
    return element as T;
  };
  const view: View = {
    app,
    host,
    root,
    all,
    get,
    receive: async (message) => {
      app.receive(message);
      await drawn();
    },
    press: async (testId, init) => {
      get(testId).dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true, detail: 1, ...init }));
      await drawn();
    },
    type: async (text) => {
      const box = get<HTMLTextAreaElement>("composer");
      box.value = text;
      box.dispatchEvent(new InputEvent("input", { bubbles: true }));
      await drawn();
    },
    close: async () => {
      render(null, root);
      root.remove();
      await drawn();
    },
  };
  await view.receive({ type: "snapshot", snapshot: snapshot(...given) });
  return view;
}

/** Several frames and what each of them leads to, however long they take. */
export async function drawn(): Promise<void> {
  for (let frame = 0; frame < 5; frame++) {
    await new Promise<void>((resolve) => requestAnimationFrame(() => setTimeout(resolve, 0)));
  }
}
