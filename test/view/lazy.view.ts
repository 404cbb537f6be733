// What is read when the view opens, what comes later, and what is kept of it all.

import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { withImports } from "../bench/openingScript.ts";
import { longConversation } from "../fixtures/webview-page/longConversation.ts";
import { growing, question, reply, snapshot } from "./conversation.ts";
import { useView, type ViewPage } from "./viewPage.ts";

const { open } = useView();

/** Counts the contexts of sound that the page makes, in `window.contexts`. */
const countContexts = (page: Page) =>
  page.addInitScript(`{
    const Real = window.AudioContext;
    window.contexts = 0;
    window.AudioContext = class extends Real {
      constructor(...options) { super(...options); window.contexts += 1; }
    };
  }`);

const contexts = (view: ViewPage) => view.page.evaluate(() => (window as unknown as { contexts: number }).contexts);

it("a view opens with no more than 160 KB of script", () => {
  expect(withImports("webview.js")).toBeLessThanOrEqual(160);
});

describe("a tab", () => {
  it("makes no sound ready, and has a player with the first reading", async () => {
    const view = await open(snapshot([question("u1")]), { surface: "editor", prepare: countContexts });
    await view.composer.fill("Some text");
    await view.messages.first().click();
    await view.drawn();
    expect(await contexts(view)).toBe(0);
    await view.receive({ type: "speechOpen", session: "s", title: "notes.md" });
    await view.receive({ type: "speechParts", session: "s", texts: ["One."], closed: true });
    await expect.poll(() => view.page.getByTestId("player").isVisible()).toBe(true);
    expect(await view.page.locator(".player-title").textContent()).toBe("notes.md");
    // The page has no audio thread here: each try for one makes a context and closes it.
    expect(await contexts(view)).toBeGreaterThan(0);
  });
});

describe("a part that comes late", () => {
  const slowly = (name: string) => async (page: Page) => {
    await page.route(new RegExp(`/${name}-[A-Z0-9]+\\.js$`), async (route) => {
      await new Promise((resolve) => setTimeout(resolve, 400));
      await route.continue();
    });
  };

  it("is the history, asked for before it is there: it shows, and has the focus", async () => {
    const view = await open(snapshot([question("u1")]), { prepare: slowly("History") });
    await view.page.getByTestId("history").click();
    await view.receive({ type: "historyItems", queryId: 1, items: [], notes: [] });
    await expect.poll(() => view.focus()).toBe("history-search");
    await view.page.keyboard.press("Escape");
    await view.drawn();
    expect(await view.focus()).toBe("composer");
  });

  it("is the history, and it cannot be had: the conversation stays in reach", async () => {
    const view = await open(snapshot([question("u1")]), {
      prepare: (page) => page.route(/\/History-/, (r) => r.abort()),
    });
    await view.page.getByTestId("history").click();
    await expect.poll(() => view.page.locator(".current[inert]").count()).toBe(0);
    await view.page.getByTestId("history").waitFor();
    expect(await view.composer.isEditable()).toBe(true);
  });

  /** Holds the script back until it is let go. */
  const heldBack = (name: string) => {
    let letGo = () => {};
    const held = new Promise<void>((resolve) => {
      letGo = resolve;
    });
    const prepare = (page: Page) =>
      page.route(new RegExp(`/${name}-[A-Z0-9]+\\.js$`), async (route) => {
        await held;
        await route.continue();
      });
    return { prepare, letGo: () => letGo() };
  };

  it("is what draws answers: one can write meanwhile, and nothing shows before it is as it will be", async () => {
    const { prepare, letGo } = heldBack("answerBundle");
    const view = await open(undefined, { prepare });
    await view.receive({ type: "snapshot", snapshot: snapshot([question("u1"), reply("a1", "Some *words*.")]) });
    await view.composer.fill("Next");
    expect(await view.messages.count()).toBe(0);
    const place = await view.composer.boundingBox();
    letGo();
    await expect.poll(() => view.inMessage(1, "content").locator("em").textContent()).toBe("words");
    expect(await view.composer.boundingBox()).toEqual(place);
    expect(await view.composer.inputValue()).toBe("Next");
  });

  it("is what draws answers, and something was found in them: it is shown once it is there", async () => {
    const { prepare, letGo } = heldBack("answerBundle");
    const view = await open(undefined, { prepare });
    const snippet = { before: "", match: "Question", after: " 30: what about line 210" };
    await view.receive({ type: "historyHit", id: "long300", hit: { query: "question", snippet } });
    await view.receive({ type: "snapshot", snapshot: longConversation(300) });
    // Longer than a message may take to be drawn.
    for (let wait = 0; wait < 10; wait++) await view.drawn();
    letGo();
    await expect.poll(() => view.messages.getByText("Question 30:").first().isVisible()).toBe(true);
  });

  it("is what draws answers, and it cannot be had: the answers can be read", async () => {
    const view = await open(undefined, { prepare: (page) => page.route(/\/answerBundle-/, (r) => r.abort()) });
    await view.show(snapshot([question("u1"), reply("a1", "Some *words*.")]));
    expect(await view.inMessage(1, "content").textContent()).toBe("Some *words*.");
  });

  it("is the files of the draft: they show once it is there", async () => {
    const view = await open(snapshot([question("u1")]), { prepare: slowly("Attachments") });
    const hash = "a".repeat(64);
    const attachment = { hash, kind: "image", mimeType: "image/png", name: "a.png", size: 10 };
    await view.receive({ type: "insertAttachments", attachments: [attachment] });
    await expect.poll(() => view.page.getByTestId("attachment").count()).toBe(1);
  });
});

it("a finished reply has its text on the page and once beside it", async () => {
  const view = await open(snapshot([question("u1"), growing("a1")]));
  const mark = "zq7431x";
  const paragraph = `${`${mark} says *something* else and `.repeat(12)}ends.\n\n`;
  const piece = `${paragraph.repeat(20)}\`\`\`js\n${`let ${mark} = 1;\n`.repeat(20)}\`\`\`\n\n- ${mark}\n- b\n\n`;
  let length = 0;
  for (let n = 0; n < 20; n++) {
    await view.grow("a1", piece);
    length += piece.length;
  }
  await view.update(reply("a1", "", { state: "done" }));
  await expect.poll(() => view.messages.last().getAttribute("data-state")).toBe("done");
  await view.drawn();
  const held = await heldText(view, mark);
  expect(held).toBeGreaterThan(0.9 * length);
  expect(held).toBeLessThan(1.3 * length);
});

/** Bytes of strings that hold `mark`, outside of the page itself. */
async function heldText({ page }: ViewPage, mark: string): Promise<number> {
  const session = await page.context().newCDPSession(page);
  await session.send("HeapProfiler.enable");
  await session.send("HeapProfiler.collectGarbage");
  const chunks: string[] = [];
  session.on("HeapProfiler.addHeapSnapshotChunk", ({ chunk }) => chunks.push(chunk));
  await session.send("HeapProfiler.takeHeapSnapshot", {});
  const {
    snapshot: head,
    nodes,
    strings,
  } = JSON.parse(chunks.join("")) as {
    snapshot: { meta: { node_fields: string[]; node_types: [string[]] } };
    nodes: number[];
    strings: string[];
  };
  const fields = head.meta.node_fields;
  const at = (name: string) => fields.indexOf(name);
  const types = head.meta.node_types[0];
  let sum = 0;
  for (let node = 0; node < nodes.length; node += fields.length) {
    const type = types[nodes[node + at("type")] ?? 0] ?? "";
    const text = strings[nodes[node + at("name")] ?? 0] ?? "";
    if (type.includes("string") && text.includes(mark)) sum += nodes[node + at("self_size")] ?? 0;
  }
  return sum;
}
