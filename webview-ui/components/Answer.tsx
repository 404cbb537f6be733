// Where a reply's Markdown is drawn. Preact owns the box, `Reply` what is in it.

import { effect, type Signal } from "@preact/signals";
import { useLayoutEffect, useRef } from "preact/hooks";
import { type ChatApp, useApp } from "../app.ts";
import { Reply } from "../markdown/reply.ts";
import { sourceNames } from "../sourceNames.ts";
import type { MessageEntry } from "../state/chatStore.ts";
import { LogReader } from "../state/logReader.ts";
import { readLog } from "../state/textLog.ts";
import { handleAnswerClick } from "./answerClick.ts";
import { handleToolbarKey } from "./toolbarKeys.ts";

interface Props {
  readonly entry: MessageEntry;
  /** Set to whether some of the text is still to be drawn. */
  readonly drawing: Signal<boolean>;
}

/** The answer of one reply. */
export function Answer({ entry, drawing }: Props) {
  const app = useApp();
  const root = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => (root.current ? growIn(root.current, entry, drawing, app) : undefined), [entry, drawing, app]);
  return <div class="content" data-testid="content" ref={root} />;
}

/** Keeps `element` showing the entry's content. Returns what stops that. */
function growIn(element: HTMLElement, entry: MessageEntry, drawing: Signal<boolean>, app: ChatApp): () => void {
  let sources = entry.meta.peek().sources;
  const newReply = () =>
    new Reply(element, { ...app.words.strings, citations: sourceNames(sources, app.words.strings) }, app.finisher.add);
  let reply = newReply();
  let reader = new LogReader();
  let failed = false;
  const drawSome = (now: number): boolean => {
    if (failed) {
      element.textContent = readLog(entry.content.peek());
      return false;
    }
    try {
      return reply.commit(now);
    } catch (error) {
      // The text matters more than its looks.
      failed = true;
      element.className = "content plain";
      element.textContent = readLog(entry.content.peek());
      app.failures.report(error);
      return false;
    }
  };
  const draw = (now: number): boolean => {
    const more = drawSome(now);
    drawing.value = more;
    return more;
  };
  const stop = effect(() => {
    const log = entry.content.value;
    const streaming = entry.meta.value.state === "streaming";
    const before = sources.length;
    sources = entry.meta.value.sources;
    // A source less is another answer.
    if (sources.length < before) reader = new LogReader();
    const { added, restarted } = reader.read(log);
    if (restarted || sources.length < before) {
      element.replaceChildren();
      reply = newReply();
    } else if (sources.length > before) {
      // Numbers can be pressed where there is a source for them, also in what came before the sources.
      reply.cite(sourceNames(sources, app.words.strings));
    }
    if (added !== "") reply.append(added);
    if (!streaming) reply.end();
    // Whoever sees that the reply has ended finds all of it on the page.
    if (!streaming) drawing.value = app.frames.runNow(draw);
    else if (added !== "") app.frames.request(draw);
  });
  const onClick = (event: MouseEvent) => handleAnswerClick(event, app);
  element.addEventListener("keydown", handleToolbarKey);
  element.addEventListener("click", onClick);
  element.addEventListener("auxclick", onClick);
  return () => {
    stop();
    app.frames.cancel(draw);
    element.removeEventListener("keydown", handleToolbarKey);
    element.removeEventListener("click", onClick);
    element.removeEventListener("auxclick", onClick);
    element.replaceChildren();
  };
}
