// Plain text that grows: appended to the page, never replaced.

import type { ReadonlySignal } from "@preact/signals";
import { useLayoutEffect, useRef } from "preact/hooks";
import { useApp } from "../app.ts";
import { ChunkedText } from "../markdown/chunkedText.ts";
import { LogReader } from "./logReader.ts";
import type { TextFilter } from "./textFilter.ts";
import type { TextLog } from "./textLog.ts";

interface Props {
  readonly text: ReadonlySignal<TextLog>;
  /** While true, what is added may wait for a frame; when it turns false, all of it is on the page. */
  readonly growing: boolean;
  readonly class: string;
  readonly testId: string;
  /** Makes one for a text that begins. */
  readonly filter?: () => TextFilter;
}

/** Shows `text` as it is written, of any length. */
export function GrowingText({ text, growing, class: name, testId, filter }: Props) {
  const { frames } = useApp();
  const root = useRef<HTMLDivElement>(null);
  const mayWait = useRef(growing);
  const drawRest = useRef(() => {});
  mayWait.current = growing;
  useLayoutEffect(() => {
    const element = root.current;
    if (!element) return undefined;
    let chunks: ChunkedText | undefined;
    let waiting = "";
    let filtering = filter?.();
    const draw = () => {
      chunks ??= new ChunkedText(element, "div", { size: 16_384, hardSize: 32_768 });
      chunks.write(waiting);
      waiting = "";
      return false;
    };
    drawRest.current = () => {
      frames.cancel(draw);
      waiting += filtering?.end() ?? "";
      if (waiting !== "") draw();
    };
    const reader = new LogReader();
    const stop = text.subscribe((log) => {
      const { added, restarted } = reader.read(log);
      if (restarted) {
        element.replaceChildren();
        chunks = undefined;
        waiting = "";
        filtering = filter?.();
      }
      waiting += filtering?.push(added) ?? added;
      if (waiting === "") return;
      // What is there from the beginning is there in the first frame.
      if (chunks && mayWait.current) frames.request(draw, added.length);
      else draw();
    });
    return () => {
      stop();
      frames.cancel(draw);
      element.replaceChildren();
    };
  }, [text, frames, filter]);
  useLayoutEffect(() => {
    if (!growing) drawRest.current();
  }, [growing]);
  return <div class={`plain ${name}`} data-testid={testId} dir="auto" ref={root} />;
}
