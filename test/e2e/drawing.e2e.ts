// The chat's page by itself, in a browser: a conversation of 1,000 turns, coloured code and formulas.
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { type Browser, chromium, type Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ChatSnapshot } from "../../src/protocol/snapshot.ts";
import { longConversation } from "../fixtures/webview-page/longConversation.ts";
import { servePage } from "../fixtures/webview-page/serve.ts";
import { reply } from "../fixtures/webview-page/turns.ts";
import { findChromium } from "../vscode/chromium.ts";
import { root } from "../vscode/paths.ts";
import { waitFor } from "../vscode/waitFor.ts";
import { seriousViolations } from "./axe.ts";

// No VS Code takes part: once is enough.
describe.runIf((process.env.MIMO_TEST_VSCODE ?? "1.139") === "1.139")("the page", () => {
  let server: Server;
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    server = await servePage(0, join(root, "dist"));
    browser = await chromium.launch({ ...(await findChromium()) });
    page = await browser.newPage({ viewport: { width: 400, height: 900 } });
  });

  afterAll(async () => {
    await browser?.close();
    server?.close();
  });

  async function show(snapshot: ChatSnapshot, theme = "vscode-dark"): Promise<void> {
    const { port } = server.address() as AddressInfo;
    await page.goto(`http://127.0.0.1:${port}/?theme=${theme}`);
    await page.waitForFunction("window.sent.length > 0");
    const message = JSON.stringify({ type: "snapshot", snapshot });
    await page.evaluate(`window.dispatchEvent(new MessageEvent("message", { data: ${message} }))`);
    await page.getByTestId("composer").waitFor();
  }

  const mounted = () => page.getByTestId("message").count();

  it("opens a conversation of 1,000 turns at its end, and holds only what is near", async () => {
    await show(longConversation(1000));
    const last = page.getByTestId("message").last();
    await waitFor("the end", async () => (await last.textContent())?.includes("Answer 999"));
    expect(await last.isVisible()).toBe(true);
    expect(await mounted()).toBeLessThan(200);
  });

  it("shows its beginning as soon as one goes there, and lets go of the end", async () => {
    // Read in the frame after the jump, so an empty place would be seen.
    const seen = await page.evaluate<string>(`(async () => {
      document.querySelector(".scroller").scrollTop = 0;
      await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
      return document.elementFromPoint(370, 60).closest(".message")?.textContent ?? "";
    })()`);
    expect(seen).toContain("Question 0");
    await waitFor("the end to go", async () => (await mounted()) < 200);
  });

  it("moves as far as it is scrolled, whatever comes and goes above and below", async () => {
    const settled = `(async (find) => {
      const frame = () => new Promise((resolve) => requestIdleCallback(() => requestAnimationFrame(resolve)));
      for (let same = 0, last = NaN; same < 3; ) {
        await frame();
        const now = find();
        same = now === last ? same + 1 : 0;
        last = now;
      }
    })`;
    const moved = await page.evaluate<number[]>(`(async () => {
      const scroller = document.querySelector(".scroller");
      const moved = [];
      scroller.scrollTop = 60_000;
      await ${settled}(() => scroller.scrollHeight);
      for (let step = 0; step < 12; step++) {
        const message = document.elementFromPoint(200, 400).closest(".message, .turns");
        const top = () => message.getBoundingClientRect().top;
        const before = top();
        scroller.scrollBy(0, -300);
        await ${settled}(top);
        moved.push(Math.round(top() - before));
      }
      return moved;
    })()`);
    // Scrolling ends on whole pixels, messages do not.
    expect(moved.filter((pixels) => Math.abs(pixels - 300) > 1)).toEqual([]);
  });

  it("takes what is typed while so many messages are there", async () => {
    await page.getByTestId("composer").pressSequentially("still quick");
    expect(await page.getByTestId("composer").inputValue()).toBe("still quick");
  });

  const code = [
    "```ts\n// Why\nexport class A<T> extends B { n = 42; s = `x`; f(a: T): string { return /r/.test(a) ? null : 'b'; } }\n```",
    '```css\n.a:hover #b { color: red; margin: 4px }\n```\n\n```json\n{ "a": [1, null, true] }\n```',
    "```diff\n- old\n+ new\n```\n\n```html\n<!-- c --><p class=x>y</p>\n```\n\n$$\n\\frac{a}{b} = \\sqrt{c}\n$$\n\nand $x_1$",
  ].join("\n\n");

  it.each(["vscode-dark", "vscode-light", "vscode-high-contrast", "vscode-high-contrast-light"])(
    "colours code so that it can be read: %s",
    async (theme) => {
      const one = longConversation(1);
      const messages = one.conversation.messages.map((message) =>
        message.role === "assistant" ? reply(message.id, code) : message,
      );
      await show({ ...one, conversation: { ...one.conversation, messages } }, theme);
      await page.locator(".hljs-deletion").waitFor();
      await page.locator(".katex-display .katex-html").waitFor();
      expect(await page.evaluate("window.violations")).toEqual([]);
      expect(await page.locator(".code-block code").first().textContent()).toContain("export class A<T> extends B {");
      // Contrast among them.
      expect(await seriousViolations(page.mainFrame())).toEqual([]);
      await page.screenshot({ path: join(root, "artifacts", `drawing-${theme}.png`) });
    },
  );

  it("copies formulas as TeX, and code as it is written", async () => {
    await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
    await page.bringToFront();
    await page.getByTestId("content").last().click();
    await page.evaluate(
      `getSelection().selectAllChildren([...document.querySelectorAll("[data-testid=content]")].at(-1))`,
    );
    await page.keyboard.press("ControlOrMeta+c");
    const copied = await page.evaluate<string>("navigator.clipboard.readText()");
    expect(copied).toContain("$$\\frac{a}{b} = \\sqrt{c}$$");
    expect(copied).toContain("and $x_1$");
    expect(copied).toContain("export class A<T> extends B {");
  });
});
