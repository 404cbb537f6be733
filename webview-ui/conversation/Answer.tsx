// Where a text of a reply is drawn, as Markdown. Preact owns the box, `Reply` what is in it.

import { effect } from "@preact/signals";
import { useLayoutEffect, useRef } from "preact/hooks";
import { type ChatApp, useApp } from "../app.ts";
import { Reply } from "../markdown/reply.ts";
import type { MoreToDraw } from "../ui/frames.ts";
import { handleToolbarKey } from "../ui/toolbarKeys.ts";
import { handleAnswerClick } from "./answerClick.ts";
import type { AnswerProps } from "./answerProps.ts";
import { isGrowing } from "./chatStore.ts";
import { LogReader } from "./logReader.ts";
import { sourceNames } from "./sourceNames.ts";
import { readLog } from "./textLog.ts";

/** One text of a reply. */
export function Answer({ entry, part, drawing }: AnswerProps) {
  const app = useApp();
  const root = useRef<HTMLDivElement>(null);
  useLayoutEffect(
    () => (root.current ? growIn(root.current, { entry, part, drawing }, app) : undefined),
    [entry, part, drawing, app],
  );
  return <div class="content" data-testid="content" ref={root} />;
}

/** Keeps `element` showing the part's text. Returns what stops that. */
function growIn(element: HTMLElement, { entry, part, drawing }: AnswerProps, app: ChatApp): () => void {
  let sources = entry.meta.peek().sources;
  const readText = () => readLog(part.text.peek());
  const newReply = () => {
    const citations = sourceNames(sources, app.words.strings);
    return new Reply(element, { ...app.words.strings, citations }, readText, (block) =>
      app.answers.value.peek()?.tools.settle(block),
    );
  };
  let reply = newReply();
  let reader = new LogReader();
  let failed = false;
  let isDrawing = false;
  const setDrawing = (now: boolean) => {
    if (now !== isDrawing) drawing.value = drawing.peek() + (now ? 1 : -1);
    isDrawing = now;
  };
  const drawSome = (now: number): MoreToDraw => {
    if (failed) {
      element.textContent = readText();
      return false;
    }
    try {
      return reply.commit(now);
    } catch (error) {
      // The text matters more than its looks.
      failed = true;
      element.className = "content plain";
      element.textContent = readText();
      app.failures.report(error);
      return false;
    }
  };
  const draw = (now: number): MoreToDraw => {
    const more = drawSome(now);
    setDrawing(more !== false);
    return more;
  };
  const stop = effect(() => {
    const log = part.text.value;
    const growing = isGrowing(entry, part);
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
    if (!growing) reply.end();
    // Whoever sees that the reply has ended finds all of it on the page.
    if (!growing) setDrawing(app.frames.runNow(draw));
    else if (added !== "") app.frames.request(draw, added.length);
  });
  const onClick = (event: MouseEvent) => handleAnswerClick(event, app);
  element.addEventListener("keydown", handleToolbarKey);
  element.addEventListener("click", onClick);
  element.addEventListener("auxclick", onClick);
  return () => {
    stop();
    app.frames.cancel(draw);
    setDrawing(false);
    element.removeEventListener("keydown", handleToolbarKey);
    element.removeEventListener("click", onClick);
    element.removeEventListener("auxclick", onClick);
    element.replaceChildren();
  };
}
