// Diagrams of answers: a block of Mermaid that will not change any more is drawn, one after another, out of the way of
// everything else. What comes back is shown as a picture, in which nothing runs and from which nothing is fetched. The
// source stays beside it, and alone where nothing can be drawn.

import { hasSelection } from "../../ui/selection.ts";
import { fill } from "../../words.ts";
import { createButton } from "../codeBlock.ts";
import { readColours } from "./diagramColours.ts";
import { isQuicklyDrawn } from "./diagramEffort.ts";
import type { DiagramJob } from "./diagramJob.ts";
import type { DrawingNote } from "./drawingNote.ts";

/** Longer sources stay sources. */
const longestSource = 20_000;
/** Pictures that are kept for when their message comes onto the page again. */
const mostKept = 20;

export interface DiagramWords {
  /** What a screen reader calls it: its kind stands for {0}. */
  readonly diagramOf: string;
  readonly diagramFailed: string;
  readonly diagramSource: string;
  readonly diagramEnlarge: string;
}

/** Draws: undefined when it cannot. */
export type DrawDiagram = (job: Omit<DiagramJob, "id">) => Promise<string | undefined>;

/** The diagrams of one page. */
export class Diagrams {
  readonly #draw: DrawDiagram;
  readonly #note: DrawingNote;
  readonly #words: DiagramWords;
  readonly #onError: (error: unknown) => void;
  readonly #waiting: HTMLElement[] = [];
  /** Of the blocks that are drawn. Whoever takes one off the page takes its picture along. */
  readonly #drawn = new WeakMap<HTMLElement, string>();
  /** By source and colours, the last used at the end. */
  readonly #kept = new Map<string, string>();
  #running = false;

  constructor(draw: DrawDiagram, note: DrawingNote, words: DiagramWords, onError: (error: unknown) => void) {
    this.#draw = draw;
    this.#note = note;
    this.#words = words;
    this.#onError = onError;
  }

  /** Draws the diagrams in `block`, which will not change any more. */
  readonly add = (block: Element): void => {
    const selector = ".code-block[data-language=mermaid i]";
    const found = [...(block.matches(selector) ? [block] : []), ...block.querySelectorAll(selector)];
    const fresh = (found as HTMLElement[]).filter((each) => each.dataset.diagram === undefined);
    for (const each of fresh) each.dataset.diagram = "waiting";
    this.#waiting.push(...fresh);
    if (fresh.length > 0) this.#start();
  };

  /** Follows the theme of `page`. Returns what stops that. */
  watch(page: Document): () => void {
    let last = JSON.stringify(readColours(page));
    let timer: ReturnType<typeof setTimeout> | undefined;
    const observer = new MutationObserver(() => {
      clearTimeout(timer);
      // One change of the theme is many of the page.
      timer = setTimeout(() => {
        const blocks = page.querySelectorAll<HTMLElement>("[data-diagram=drawn]");
        const now = blocks.length > 0 ? JSON.stringify(readColours(page)) : "";
        if (now === last) return;
        last = now;
        this.#waiting.push(...blocks);
        this.#start();
      }, 100);
    });
    observer.observe(page.documentElement, { attributes: true, attributeFilter: ["style", "class"] });
    observer.observe(page.body, { attributes: true, attributeFilter: ["class"] });
    return () => {
      clearTimeout(timer);
      observer.disconnect();
    };
  }

  /** Before the page is left: what is being drawn did not take it down. */
  flush(): void {
    this.#note.end();
  }

  /** The picture of a block, as SVG; undefined when there is none. */
  pictureOf(block: HTMLElement): string | undefined {
    return this.#drawn.get(block);
  }

  #start(): void {
    if (this.#running) return;
    this.#running = true;
    const run = async () => {
      // The newest first: the reader is at the end.
      for (let block = this.#waiting.pop(); block; block = this.#waiting.pop()) await this.#drawBlock(block);
    };
    run()
      .catch(this.#onError)
      .finally(() => {
        this.#running = false;
      });
  }

  async #drawBlock(block: HTMLElement): Promise<void> {
    const source = block.querySelector("code")?.textContent ?? "";
    if (!block.isConnected || source.trim() === "") return;
    const colours = readColours(block.ownerDocument);
    const key = JSON.stringify([source, colours]);
    let svg = this.#kept.get(key);
    try {
      if (svg === undefined && this.#mayDraw(source)) {
        await this.#note.begin(source);
        svg = await this.#draw({ source, colours });
      }
    } catch (error) {
      this.#onError(error);
    }
    this.#note.end();
    if (svg !== undefined) this.#keep(key, svg);
    const picture = svg === undefined ? undefined : await decode(svg);
    const put = () => {
      if (!block.isConnected) return;
      if (picture && svg !== undefined) this.#show(block, picture, svg, kindOf(source));
      else if (!this.#drawn.has(block)) this.#fail(block);
    };
    if (!hasSelection(block)) return put();
    // Not waited for: the others have nothing to do with it.
    selectionLeft(block)
      .then(() => {
        put();
        // The theme may have changed meanwhile.
        if (JSON.stringify([source, readColours(block.ownerDocument)]) === key) return;
        this.#waiting.push(block);
        this.#start();
      })
      .catch(this.#onError);
  }

  /** Not what would take long, nor what took the page down before. */
  #mayDraw(source: string): boolean {
    return source.length <= longestSource && isQuicklyDrawn(source) && !this.#note.isStuck(source);
  }

  #keep(key: string, svg: string): void {
    this.#kept.delete(key);
    this.#kept.set(key, svg);
    for (const oldest of this.#kept.keys()) {
      if (this.#kept.size <= mostKept) break;
      this.#kept.delete(oldest);
    }
  }

  #show(block: HTMLElement, picture: HTMLImageElement, svg: string, kind: string): void {
    picture.alt = fill(this.#words.diagramOf, kind);
    this.#drawn.set(block, svg);
    const before = block.querySelector(".diagram img");
    if (before) {
      before.replaceWith(picture);
      return;
    }
    block.dataset.diagram = "drawn";
    const box = document.createElement("div");
    box.className = "diagram";
    box.dataset.testid = "diagram";
    box.append(picture);
    const code = block.querySelector("pre");
    code?.before(box);
    if (code) code.hidden = true;
    const toggle = createButton("code-diagram", "code", this.#words.diagramSource);
    toggle.setAttribute("aria-pressed", "false");
    const enlarge = createButton("code-enlarge", "screen-full", this.#words.diagramEnlarge);
    for (const button of [toggle, enlarge]) button.tabIndex = -1;
    block.querySelector(".code-language")?.after(toggle, enlarge);
  }

  #fail(block: HTMLElement): void {
    block.dataset.diagram = "failed";
    const note = document.createElement("p");
    note.className = "diagram-note";
    note.dataset.testid = "diagram-note";
    note.textContent = this.#words.diagramFailed;
    block.querySelector("pre")?.before(note);
  }
}

/** Shows the source of a drawn block instead of the picture, or the other way round. */
export function toggleDiagram(toggle: HTMLElement): void {
  const block = toggle.closest(".code-block");
  const box = block?.querySelector<HTMLElement>(".diagram");
  const code = block?.querySelector("pre");
  if (!box || !code) return;
  code.hidden = !code.hidden;
  box.hidden = !code.hidden;
  toggle.setAttribute("aria-pressed", String(box.hidden));
}

/** The picture once it can be shown; undefined for what is none. */
async function decode(svg: string): Promise<HTMLImageElement | undefined> {
  const picture = new Image();
  picture.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  try {
    await picture.decode();
    return picture.naturalWidth > 0 ? picture : undefined;
  } catch {
    return undefined;
  }
}

/** Resolves when nothing is marked in `block` any more. */
function selectionLeft(block: HTMLElement): Promise<void> {
  const page = block.ownerDocument;
  return new Promise((resolve) => {
    const onChange = () => {
      if (block.isConnected && hasSelection(block)) return;
      page.removeEventListener("selectionchange", onChange);
      resolve();
    };
    page.addEventListener("selectionchange", onChange);
  });
}

/** What the source calls its diagram: "flowchart", "sequenceDiagram". */
function kindOf(source: string): string {
  const first = source
    .replace(/^\s*---\n[\s\S]*?\n---/, "")
    .split("\n")
    .map((line) => line.trim())
    .find((line) => line !== "" && !line.startsWith("%%"));
  return /^[A-Za-z-]{1,40}/.exec(first ?? "")?.[0] ?? "Mermaid";
}
