// What only some need: libraries, loaded from beside this script by the first answer that needs them, and parts of the
// view, which come in idle time or when they are asked for.

import type { ViewParts } from "./app.ts";
import type { FinishLibraries, Highlight, Typeset } from "./markdown/finish/finishTasks.ts";

/** The parts of the view that are bundles of their own. */
export const viewParts = {
  answers: () => import("./conversation/answerBundle.ts"),
  player: () => import("./player/bundle.ts"),
  history: () => import("./history/History.tsx"),
  agent: () => import("./agent/bundle.ts"),
  attachments: () => import("./composer/Attachments.tsx"),
} satisfies ViewParts;

/** Loads bundles from the folder of `script`, the address of the view's own script. A failed load is tried again. */
export function lazyBundles(script: string, page: Document): FinishLibraries {
  const load = async <T>(name: string): Promise<T> => (await import(new URL(name, script).href)) as T;
  return {
    highlight: once(async () => (await load<{ highlight: Highlight }>("highlight.js")).highlight),
    typeset: once(async () => {
      const [{ typeset }] = await Promise.all([
        load<{ typeset: Typeset }>("math.js"),
        addStyles(new URL("math.css", script).href, page),
      ]);
      return typeset;
    }),
  };
}

/** Loads the script of the frame that draws diagrams, as text. */
export function lazyDiagrams(script: string): () => Promise<string> {
  return once(async () => ((await import(new URL("diagram.js", script).href)) as { source: string }).source);
}

function addStyles(href: string, page: Document): Promise<void> {
  const link = page.createElement("link");
  link.rel = "stylesheet";
  link.href = href;
  return new Promise((resolve, reject) => {
    link.onload = () => resolve();
    link.onerror = () => {
      link.remove();
      reject(new Error("The styles of formulas could not be loaded."));
    };
    page.head.append(link);
  });
}

function once<T>(load: () => Promise<T>): () => Promise<T> {
  let loading: Promise<T> | undefined;
  return () => {
    loading ??= load().catch((error: unknown) => {
      loading = undefined;
      throw error;
    });
    return loading;
  };
}
