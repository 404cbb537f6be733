// The built view on a page of its own: the test plays the host and reads what the view posts.

import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { type Browser, type BrowserContext, chromium, type Locator, type Page } from "playwright-core";
import { afterAll, afterEach, beforeAll } from "vitest";
import type { ChatSnapshot, MessageSnapshot } from "../../src/protocol/snapshot.ts";
import type { Patch } from "../../src/protocol/toWebview.ts";
import { firstText, headOf, moreText } from "../fixtures/webview-page/turns.ts";
import { artifactsDir } from "../vscode/paths.ts";

/** How a page differs from the usual one. */
export interface PageOptions {
  readonly theme?: "vscode-dark" | "vscode-light" | "vscode-high-contrast" | "vscode-high-contrast-light";
  readonly width?: number;
  readonly height?: number;
  /** A tab of the editor instead of the side bar. */
  readonly surface?: "view" | "editor";
  /** What the page is prepared with before it is opened. */
  readonly prepare?: (page: Page) => Promise<unknown>;
}

/** What the view posted. */
export interface Sent {
  readonly type: string;
  readonly [key: string]: unknown;
}

/** One page with the view on it. */
export class ViewPage {
  readonly page: Page;
  readonly composer: Locator;
  readonly messages: Locator;
  #revision = 1;
  /** The messages that have a text already. */
  readonly #begun = new Set<string>();

  constructor(page: Page) {
    this.page = page;
    this.composer = page.getByTestId("composer");
    this.messages = page.getByTestId("message");
  }

  /** A message of the host, and the frames it takes. */
  async receive(message: unknown): Promise<void> {
    await this.page.evaluate((data) => void window.dispatchEvent(new MessageEvent("message", { data })), message);
    await this.drawn();
  }

  async show(snapshot: ChatSnapshot): Promise<void> {
    this.#revision = snapshot.revision;
    this.#begun.clear();
    for (const message of snapshot.conversation.messages) this.#note(message);
    await this.receive({ type: "snapshot", snapshot });
    await this.composer.waitFor();
    if (snapshot.conversation.messages.length === 0) return;
    // The first conversation of a page comes with the script that draws answers, and what streams is drawn a frame later.
    await this.messages.first().waitFor({ state: "attached" });
    await this.drawn();
  }

  async patch(...patches: Patch[]): Promise<void> {
    this.#revision += 1;
    for (const patch of patches) if (patch.op === "add") this.#note(patch.message);
    await this.receive({ type: "patches", revision: this.#revision, patches });
  }

  /** `text` at the end of a reply, on the page when this resolves. */
  async grow(id: string, text: string): Promise<void> {
    const isNew = !this.#begun.has(id);
    this.#begun.add(id);
    await this.patch(isNew ? firstText(id, text) : moreText(id, text));
  }

  /** Everything of a message but its parts. */
  async update(message: MessageSnapshot): Promise<void> {
    await this.patch(headOf(message));
  }

  #note({ id, parts }: MessageSnapshot): void {
    if (parts.some(({ key }) => key === "text")) this.#begun.add(id);
  }

  /** Lets what was asked for be drawn: a step of the drawing takes three frames, and some wait for idle time. */
  async drawn(): Promise<void> {
    await this.page.evaluate(async () => {
      const frame = () => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 0)));
      const start = performance.now();
      for (let frames = 0; frames < 3 || performance.now() - start < 70; frames++) await frame();
    });
  }

  /** Points at `target` once it stands still: what was never in sight has its height only when it is scrolled to. */
  async hover(target: Locator): Promise<void> {
    await target.scrollIntoViewIfNeeded();
    await target.evaluate(async (element) => {
      const frame = () => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 0)));
      let last = Number.NaN;
      for (let still = 0; still < 4; still++) {
        const { top } = element.getBoundingClientRect();
        if (top !== last) still = 0;
        last = top;
        await frame();
      }
    });
    await target.hover();
  }

  /** What the view posted of one type, oldest first. */
  async sent(type: string): Promise<Sent[]> {
    const all = await this.page.evaluate(() => (window as unknown as { sent: Sent[] }).sent);
    return all.filter((message) => message.type === type);
  }

  /** What has the focus: its test id, or class, and the message it is in: "regenerate in 1". "body" is: lost. */
  async focus(): Promise<string> {
    return this.page.evaluate(() => {
      const element = document.activeElement as HTMLElement | null;
      if (!element || element === document.body) return "body";
      const name = element.dataset.testid ?? (element.className || element.localName);
      const message = element.closest("[data-testid=message]");
      if (!message) return name;
      const index = [...document.querySelectorAll("[data-testid=message]")].indexOf(message);
      return element === message ? `message ${index}` : `${name} in ${index}`;
    });
  }

  /** A control in the message at `index`. */
  inMessage(index: number, testId: string): Locator {
    return this.messages.nth(index).getByTestId(testId);
  }

  /** How far the conversation is scrolled, and how far that is from its end, in px. */
  async scrolled(): Promise<{ top: number; fromEnd: number }> {
    return this.page.evaluate(() => {
      const scroller = document.querySelector(".scroller") as HTMLElement;
      const { scrollTop, scrollHeight, clientHeight } = scroller;
      return { top: Math.round(scrollTop), fromEnd: Math.round(scrollHeight - scrollTop - clientHeight) };
    });
  }

  /** Marks the text from the first `from` to the next `to` in the conversation, as a person does with the mouse. */
  async select(from: string, to: string): Promise<void> {
    await this.page.evaluate(
      ([start = "", end = ""]) => {
        const find = (text: string) => {
          const walker = document.createTreeWalker(document.querySelector(".messages") as Node, NodeFilter.SHOW_TEXT);
          for (let node = walker.nextNode(); node; node = walker.nextNode()) {
            const at = (node as Text).data.indexOf(text);
            if (at !== -1) return { node, at };
          }
          throw new Error(`No "${text}" on the page.`);
        };
        const a = find(start);
        const b = find(end);
        getSelection()?.setBaseAndExtent(a.node, a.at, b.node, b.at + end.length);
      },
      [from, to],
    );
    await this.drawn();
  }

  selected(): Promise<string> {
    return this.page.evaluate(() => String(getSelection()));
  }

  /** Keeps how it looks in artifacts/, to be looked at: where MIMO_TEST_LOOK is set, for a picture takes its time. */
  async look(name: string): Promise<void> {
    if (process.env.MIMO_TEST_LOOK) await this.screenshot(name);
  }

  async screenshot(name: string): Promise<void> {
    mkdirSync(artifactsDir, { recursive: true });
    await this.page.screenshot({ path: join(artifactsDir, `view-${name}.png`) });
  }
}

/** Called once at the top of a file: opens pages in the browser of the run, a fresh one each time. */
export function useView(): { open(snapshot?: ChatSnapshot, options?: PageOptions): Promise<ViewPage> } {
  let browser: Browser;
  let contexts: BrowserContext[] = [];

  beforeAll(async () => {
    browser = await chromium.connect(process.env.MIMO_TEST_BROWSER ?? "");
  });
  afterEach(async ({ task }) => {
    const page = contexts.at(-1)?.pages()[0];
    const name = `failed-${task.name.replace(/[^\w]+/g, "-").slice(0, 60)}`;
    if (page && task.result?.state === "fail") await new ViewPage(page).screenshot(name);
    for (const context of contexts) await context.close();
    contexts = [];
  });
  afterAll(async () => {
    await browser?.close();
  });

  return {
    async open(snapshot, { theme = "vscode-dark", width = 400, height = 700, surface = "view", prepare } = {}) {
      const context = await browser.newContext({
        viewport: { width, height },
        permissions: ["clipboard-read", "clipboard-write"],
      });
      contexts.push(context);
      const view = new ViewPage(await context.newPage());
      const slower = Number(process.env.MIMO_TEST_SLOWER);
      if (slower > 1) {
        const session = await context.newCDPSession(view.page);
        await session.send("Emulation.setCPUThrottlingRate", { rate: slower });
      }
      await prepare?.(view.page);
      await view.page.goto(`${process.env.MIMO_TEST_PAGE}?theme=${theme}&surface=${surface}`);
      await view.page.waitForFunction(() => (window as unknown as { sent: Sent[] }).sent.length > 0);
      if (snapshot) await view.show(snapshot);
      return view;
    },
  };
}
