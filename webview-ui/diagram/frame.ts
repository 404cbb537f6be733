// Runs in the frame that draws diagrams: no rights, no network, no way into the page. It gets a source and colours, and
// gives a picture back; what is wrong with a picture can only be seen in it.

import mermaid from "mermaid";
import type { DiagramJob, DiagramResult } from "../markdown/diagrams/diagramJob.ts";
import { themeOf } from "./theme.ts";

declare const nonce: string;

/** What a source may not set for itself: how safe it is drawn, and the looks, which are VS Code's. */
const ours = [
  ...["secure", "securityLevel", "startOnLoad", "maxTextSize", "suppressErrorRendering", "maxEdges", "logLevel"],
  ...["theme", "themeVariables", "themeCSS", "darkMode", "fontFamily", "altFontFamily", "htmlLabels", "layout", "look"],
  ...["dompurifyConfig"],
];

// The page's policy takes styles by nonce alone, and none in attributes. What is drawn is measured here, so they must hold.
const createElement = Document.prototype.createElement;
Document.prototype.createElement = function (this: Document, name: string, options?: ElementCreationOptions) {
  const element: HTMLElement = createElement.call(this, name, options);
  if (element instanceof HTMLStyleElement) element.nonce = nonce;
  return element;
};
const { setAttribute } = Element.prototype;
Element.prototype.setAttribute = function (name: string, value: string) {
  if (name !== "style") setAttribute.call(this, name, value);
  else if (this instanceof HTMLElement || this instanceof SVGElement) this.style.cssText = value;
};

addEventListener("message", async ({ data, source }: MessageEvent<DiagramJob>) => {
  if (source !== parent) return;
  const answer = (result: DiagramResult) => parent.postMessage(result, "*");
  try {
    mermaid.initialize({
      startOnLoad: false,
      securityLevel: "strict",
      suppressErrorRendering: true,
      logLevel: "fatal",
      maxTextSize: 20_000,
      maxEdges: 300,
      layout: "dagre",
      look: "classic",
      secure: ours,
      htmlLabels: false,
      ...themeOf(data.colours),
      flowchart: { useMaxWidth: false, htmlLabels: false },
      sequence: { useMaxWidth: false },
      class: { useMaxWidth: false, htmlLabels: false },
      state: { useMaxWidth: false },
      er: { useMaxWidth: false },
      gantt: { useMaxWidth: false, useWidth: 800 },
      journey: { useMaxWidth: false },
      timeline: { useMaxWidth: false },
      pie: { useMaxWidth: false },
      gitGraph: { useMaxWidth: false },
      quadrantChart: { useMaxWidth: false },
      xyChart: { useMaxWidth: false },
    });
    const { svg } = await mermaid.render(`diagram${data.id}`, data.source);
    answer({ id: data.id, svg: asXml(svg) });
  } catch {
    answer({ id: data.id });
  } finally {
    document.body.replaceChildren();
  }
});
parent.postMessage({ id: 0 } satisfies DiagramResult, "*");

/** As a picture has to be written, with the size it was drawn in. */
function asXml(svg: string): string {
  const box = document.createElement("div");
  box.innerHTML = svg;
  const root = box.querySelector("svg");
  if (!root) throw new Error("no picture");
  const [, , width, height] = (root.getAttribute("viewBox") ?? "").split(/[\s,]+/).map(Number);
  if (width && height) {
    root.setAttribute("width", String(Math.ceil(width)));
    root.setAttribute("height", String(Math.ceil(height)));
  }
  root.style.removeProperty("max-width");
  return new XMLSerializer().serializeToString(root);
}
