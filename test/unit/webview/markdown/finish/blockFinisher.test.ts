// @vitest-environment jsdom
import { afterEach, describe, expect, it, vi } from "vitest";
import { BlockFinisher } from "../../../../../webview-ui/markdown/finish/blockFinisher.ts";
import type { FinishLibraries } from "../../../../../webview-ui/markdown/finish/finishTasks.ts";

/** A block of code in the page. */
function codeBlock(text: string, language = "language-js"): HTMLElement {
  const block = document.createElement("div");
  block.className = "code-block";
  const code = document.createElement("code");
  code.className = language;
  code.textContent = text;
  block.append(code);
  document.body.append(block);
  return block;
}

/** Libraries that note what they are asked for, and mark code by an element around it. */
function fakeLibraries() {
  const asked: string[] = [];
  let loads = 0;
  const libraries: FinishLibraries = {
    highlight: async () => {
      loads += 1;
      return (code) => {
        if (code !== "") asked.push(code);
        const fragment = document.createDocumentFragment();
        const span = document.createElement("span");
        span.textContent = code;
        fragment.append(span);
        return fragment;
      };
    },
    typeset: async () => () => undefined,
  };
  return { libraries, asked, loads: () => loads };
}

afterEach(() => document.body.replaceChildren());

describe("a block finisher", () => {
  it("loads nothing for blocks that need nothing", async () => {
    const { libraries, loads } = fakeLibraries();
    const paragraph = document.createElement("p");
    document.body.append(paragraph);
    new BlockFinisher(libraries, () => {}).add(paragraph);
    await new Promise((resolve) => setTimeout(resolve, 0));
    expect(loads()).toBe(0);
  });

  it("finishes what is on the page, the newest first, and nothing that has left it", async () => {
    const { libraries, asked } = fakeLibraries();
    const finisher = new BlockFinisher(libraries, () => {});
    const blocks = ["a", "b", "c"].map((text) => codeBlock(text));
    for (const block of blocks) finisher.add(block);
    blocks[1]?.remove();
    await vi.waitFor(() => expect(asked).toEqual(["c", "a"]));
    expect(blocks[0]?.querySelector("code > span")?.textContent).toBe("a");
  });

  it("leaves alone what is marked until it is not", async () => {
    const { libraries, asked } = fakeLibraries();
    const [marked, other] = [codeBlock("marked"), codeBlock("other")];
    getSelection()?.selectAllChildren(marked);
    const finisher = new BlockFinisher(libraries, () => {});
    finisher.add(marked);
    finisher.add(other);
    await vi.waitFor(() => expect(asked).toEqual(["other"]));
    expect(marked.querySelector("span")).toBe(null);
    getSelection()?.removeAllRanges();
    document.dispatchEvent(new Event("selectionchange"));
    await vi.waitFor(() => expect(asked).toEqual(["other", "marked"]));
  });

  it("says that a library could not be loaded, and goes on with the rest", async () => {
    const errors: unknown[] = [];
    const { libraries, asked } = fakeLibraries();
    let broken = true;
    const finisher = new BlockFinisher(
      { ...libraries, highlight: () => (broken ? Promise.reject(new Error("offline")) : libraries.highlight()) },
      (error) => {
        errors.push(error);
        broken = false;
      },
    );
    finisher.add(codeBlock("a"));
    await vi.waitFor(() => expect(asked).toEqual(["a"]));
    expect(errors).toEqual([new Error("offline")]);
  });
});
