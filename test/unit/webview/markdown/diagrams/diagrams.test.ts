// @vitest-environment jsdom
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { Diagrams } from "../../../../../webview-ui/markdown/diagrams/diagrams.ts";
import { DrawingNote } from "../../../../../webview-ui/markdown/diagrams/drawingNote.ts";
import { FakeHost } from "../../fakeHost.ts";

const words = { diagramOf: "{0}", diagramFailed: "failed", diagramSource: "source", diagramEnlarge: "enlarge" };

let drawn: string[];
let diagrams: Diagrams;
let stop = () => {};
beforeEach(() => {
  Object.assign(HTMLImageElement.prototype, { decode: async () => {} });
  vi.spyOn(HTMLImageElement.prototype, "naturalWidth", "get").mockReturnValue(10);
  drawn = [];
  const draw = async ({ source }: { readonly source: string }) => {
    drawn.push(source);
    return `<svg>${source}</svg>`;
  };
  const onError = (error: unknown) => {
    throw error;
  };
  diagrams = new Diagrams(draw, new DrawingNote(new FakeHost()), words, onError);
});
afterEach(() => {
  stop();
  getSelection()?.removeAllRanges();
  document.body.replaceChildren();
  document.documentElement.removeAttribute("style");
  vi.restoreAllMocks();
});

/** A block as an answer has it, on the page. */
function block(source: string): HTMLElement {
  const box = document.createElement("div");
  box.innerHTML = `<div class="code-block" data-language="mermaid"><span class="code-language"></span><pre><code></code></pre></div>`;
  const code = box.querySelector("code");
  if (code) code.textContent = source;
  document.body.append(box);
  return box.firstElementChild as HTMLElement;
}
const stateOf = (one: HTMLElement) => one.dataset.diagram;

it("what comes onto the page again is not drawn again", async () => {
  const first = block("pie a");
  diagrams.add(first);
  await expect.poll(() => stateOf(first)).toBe("drawn");
  first.remove();
  const again = block("pie a");
  diagrams.add(again);
  await expect.poll(() => stateOf(again)).toBe("drawn");
  expect(drawn).toEqual(["pie a"]);
  expect(diagrams.pictureOf(again)).toBe("<svg>pie a</svg>");
});

it("of many the last used are kept", async () => {
  const show = async (source: string) => {
    const one = block(source);
    diagrams.add(one);
    await expect.poll(() => stateOf(one), { interval: 1 }).toBe("drawn");
  };
  await show("pie 0");
  for (let at = 1; at <= 30; at++) {
    await show(`pie ${at}`);
    await show("pie 0");
  }
  expect(drawn.length).toBe(31);
  await show("pie 1");
  expect(drawn.length).toBe(32);
});

it("what is marked in one holds up no other, and shows when the mark is gone", async () => {
  const marked = block("pie marked");
  getSelection()?.selectAllChildren(marked);
  diagrams.add(marked);
  const other = block("pie other");
  diagrams.add(other);
  await expect.poll(() => stateOf(other)).toBe("drawn");
  await expect.poll(() => drawn).toContain("pie marked");
  expect(stateOf(marked)).toBe("waiting");
  getSelection()?.removeAllRanges();
  document.dispatchEvent(new Event("selectionchange"));
  await expect.poll(() => stateOf(marked)).toBe("drawn");
});

it("another theme draws what is on the page, and that alone", async () => {
  stop = diagrams.watch(document);
  const [gone, there] = [block("pie gone"), block("pie there")];
  for (const each of [gone, there]) diagrams.add(each);
  await expect.poll(() => [stateOf(gone), stateOf(there)]).toEqual(["drawn", "drawn"]);
  gone.remove();
  drawn = [];
  document.body.style.color = "rgb(1, 2, 3)";
  document.documentElement.style.setProperty("--vscode-editor-foreground", "rgb(1, 2, 3)");
  await expect.poll(() => drawn).toEqual(["pie there"]);
});
