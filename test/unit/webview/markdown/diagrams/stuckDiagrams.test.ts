// @vitest-environment jsdom
import { beforeEach, expect, it, vi } from "vitest";
import { Diagrams } from "../../../../../webview-ui/markdown/diagrams/diagrams.ts";
import { DrawingNote } from "../../../../../webview-ui/markdown/diagrams/drawingNote.ts";
import { FakeHost } from "../../fakeHost.ts";

const words = { diagramOf: "{0}", diagramFailed: "failed", diagramSource: "source", diagramEnlarge: "enlarge" };
const fail = (error: unknown) => {
  throw error;
};

/** What a page of `host` draws of one block; with a drawing that does not end, until it begins. */
async function draw(host: FakeHost, source: string, drawing: () => Promise<string | undefined>) {
  document.body.innerHTML = '<div class="code-block" data-language="mermaid"><pre><code></code></pre></div>';
  const block = document.querySelector<HTMLElement>(".code-block");
  const code = block?.querySelector("code");
  if (!block || !code) throw new Error("no block");
  code.textContent = source;
  const drawn = vi.fn(drawing);
  const diagrams = new Diagrams(drawn, new DrawingNote(host), words, fail);
  diagrams.add(block);
  await vi.waitUntil(() => block.dataset.diagram === "failed" || drawn.mock.calls.length > 0);
  return { drawn, diagrams, block };
}
const never = () => new Promise<undefined>(() => {});
const nothing = async () => undefined;
let host: FakeHost;
beforeEach(() => {
  host = new FakeHost({ draft: "kept" });
});

it("a source that took the page down is not drawn in the next one, nor in those after it", async () => {
  expect((await draw(host, "flowchart TD", never)).drawn).toHaveBeenCalledOnce();
  const next = await draw(host, "flowchart TD", nothing);
  expect(next.drawn).not.toHaveBeenCalled();
  expect(next.block.textContent).toContain("failed");
  expect((await draw(host, "flowchart LR", nothing)).drawn).toHaveBeenCalledOnce();
  expect((await draw(host, "flowchart TD", nothing)).drawn).not.toHaveBeenCalled();
  expect(host.kept).toMatchObject({ draft: "kept" });
});

it("one that was drawn, or was being drawn when the page was left, is drawn again", async () => {
  const { block } = await draw(host, "flowchart TD", nothing);
  await vi.waitUntil(() => block.dataset.diagram === "failed");
  const again = await draw(host, "flowchart TD", never);
  expect(again.drawn).toHaveBeenCalledOnce();
  again.diagrams.flush();
  expect((await draw(host, "flowchart TD", nothing)).drawn).toHaveBeenCalledOnce();
});

it("one that would go on for ever is not begun", async () => {
  const source = "gantt\n dateFormat YYYY-MM-DD\n excludes 1999-01-01\n a :a, 2000-01-01, 90000000d";
  expect((await draw(host, source, nothing)).drawn).not.toHaveBeenCalled();
});
