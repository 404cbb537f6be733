// The chat's page by itself, in a browser: in Chinese, in forced colours, enlarged and at 250 pixels. VS Code in the
// browser speaks English alone, and cannot be shown in forced colours.
import { readFileSync } from "node:fs";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { type Browser, chromium, type Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { webviewStrings } from "../../src/protocol/strings.ts";
import { usageStrings } from "../../src/protocol/usageStrings.ts";
import { servePage } from "../fixtures/webview-page/serve.ts";
import { findChromium } from "../vscode/chromium.ts";
import { root } from "../vscode/paths.ts";
import { seriousViolations } from "./axe.ts";

const translations: Record<string, string> = JSON.parse(
  readFileSync(join(root, "l10n", "bundle.l10n.zh-cn.json"), "utf8"),
);
const chinese = Object.fromEntries(Object.entries(webviewStrings).map(([key, text]) => [key, translations[text]]));

// No VS Code takes part: once is enough.
describe.runIf((process.env.MIMO_TEST_VSCODE ?? "1.139") === "1.139")("the page", () => {
  let server: Server;
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    server = await servePage(0, join(root, "dist"));
    browser = await chromium.launch({ ...(await findChromium()) });
    page = await browser.newPage();
  });

  afterAll(async () => {
    await browser?.close();
    server?.close();
  });

  async function show(parameters: Record<string, string>, width = 400): Promise<void> {
    await page.setViewportSize({ width, height: 800 });
    const { port } = server.address() as AddressInfo;
    await page.goto(`http://127.0.0.1:${port}/?${new URLSearchParams(parameters)}`);
    await page.getByTestId("composer").waitFor();
  }

  /** How far the page can be scrolled sideways. */
  const overflow = () => page.evaluate<number>("document.body.scrollWidth - document.body.clientWidth");
  /** Every name and label a person sees or hears, but not what was said in the conversation. */
  const labels = () =>
    page.evaluate<string[]>(`[...document.querySelectorAll("button, select, summary, textarea, [aria-label], h1, h2")]
      .filter((element) => !element.closest("[data-testid=content]"))
      .map((element) => element.getAttribute("aria-label") ?? element.getAttribute("title") ?? element.textContent)`);

  it.each(["empty", "nokey", "rich", "errors", "thinking", "media"])("in Chinese: %s", async (conversation) => {
    await show({ conversation, locale: "zh-cn", words: JSON.stringify(chinese) });
    const said = (await labels()).filter((label) => label.trim() !== "");
    expect(said.length).toBeGreaterThan(3);
    const english = new Set<string>(Object.values(webviewStrings));
    expect(said.filter((label) => english.has(label) && translations[label] !== label)).toEqual([]);
    expect(await seriousViolations(page.mainFrame())).toEqual([]);
    await page.screenshot({ path: join(root, "artifacts", `page-chinese-${conversation}.png`) });
  });

  it.each([
    ["in Chinese", 900, "vscode-light"],
    ["at 250 pixels", 250, "vscode-dark"],
    ["in high contrast", 700, "vscode-high-contrast"],
  ])("the usage page %s: nothing cut off, in English or out of reach", async (name, width, theme) => {
    await page.setViewportSize({ width, height: 900 });
    const words = Object.entries(usageStrings).map(([key, text]) => [key, translations[text]]);
    const parameters = { usage: "", theme, locale: "zh-cn", words: JSON.stringify(Object.fromEntries(words)) };
    const { port } = server.address() as AddressInfo;
    await page.goto(`http://127.0.0.1:${port}/?${new URLSearchParams(parameters)}`);
    await page.getByTestId("usage-prices").locator("summary").click();
    expect(await overflow()).toBe(0);
    const text = (await page.locator("main").textContent()) ?? "";
    expect(Object.values(usageStrings).filter((english) => english.length > 6 && text.includes(english))).toEqual([]);
    expect(await seriousViolations(page.mainFrame())).toEqual([]);
    await page.getByRole("radio").nth(2).focus();
    await page.keyboard.press("ArrowLeft");
    expect(await page.getByTestId("usage-days").locator("tbody tr").count()).toBe(6);
    expect(await page.evaluate("violations")).toEqual([]);
    await page.screenshot({ path: join(root, "artifacts", `page-usage-${name.replaceAll(" ", "-")}.png`) });
  });

  it("at 250 pixels, and enlarged to twice the size, nothing is cut off", async () => {
    await show({ conversation: "rich" }, 250);
    expect(await overflow()).toBe(0);
    expect(await seriousViolations(page.mainFrame())).toEqual([]);
    await page.screenshot({ path: join(root, "artifacts", "page-250.png") });
    await show({ conversation: "rich" }, 600);
    await page.evaluate("document.documentElement.style.zoom = '2'");
    expect(await overflow()).toBe(0);
    await page.screenshot({ path: join(root, "artifacts", "page-zoom.png") });
  });

  it("in forced colours, what is pressed still differs from what is not", async () => {
    await page.emulateMedia({ forcedColors: "active", colorScheme: "dark" });
    await show({ conversation: "errors", theme: "vscode-high-contrast" });
    const border = (pressed: boolean) =>
      page
        .locator(`[aria-pressed=${pressed}]`)
        .first()
        .evaluate((element) => {
          const style = (
            globalThis as unknown as { getComputedStyle(e: unknown): Record<string, string> }
          ).getComputedStyle(element);
          return `${style.borderColor} ${style.outlineStyle} ${style.backgroundColor}`;
        });
    expect(await border(true)).not.toBe(await border(false));
    await page.screenshot({ path: join(root, "artifacts", "page-forced-colors.png") });
    await page.emulateMedia({ forcedColors: null, colorScheme: null });
  });

  it.each([
    ["Chinese", "zh-cn", ["n", "ni", "ni h", "ni hao"], "你好"],
    ["Japanese", "ja", ["に", "にほ", "にほん", "日本"], "日本"],
  ])("an input method for %s: Enter takes the word, the next Enter sends", async (_name, locale, steps, word) => {
    await show({ conversation: "rich", locale });
    const composer = page.getByTestId("composer");
    await composer.focus();
    const ime = await page.context().newCDPSession(page);
    const enter = async (code: number) => {
      const key = { key: "Enter", code: "Enter", windowsVirtualKeyCode: code };
      await ime.send("Input.dispatchKeyEvent", { type: "rawKeyDown", ...key });
      if (code === 13) await ime.send("Input.dispatchKeyEvent", { type: "char", text: "\r", ...key });
      await ime.send("Input.dispatchKeyEvent", { type: "keyUp", ...key });
    };
    const sent = () => page.evaluate<string[]>("sent.filter(({ type }) => type === 'send').map(({ text }) => text)");
    for (const text of steps) {
      await ime.send("Input.imeSetComposition", { text, selectionStart: text.length, selectionEnd: text.length });
    }
    // Browsers report keys that an input method has taken with the code 229.
    await enter(229);
    await ime.send("Input.insertText", { text: word });
    expect(await composer.inputValue()).toBe(word);
    expect(await sent()).toEqual([]);
    // A hand is slower than the timer that ends a composition; keys sent from here may overtake it.
    await page.evaluate("new Promise((done) => setTimeout(done, 1))");
    await enter(13);
    await expect.poll(sent).toEqual([word]);
    await ime.detach();
  });

  it.each(["errors", "media"])(
    "the keyboard reaches every control, and one sees where it is: %s",
    async (conversation) => {
      await show({ conversation });
      // What the Tab key should come by: a list that the arrow keys walk through counts once.
      const marked = await page.evaluate<number>(`{
      const all = [...document.querySelectorAll("button, select, textarea, input, summary, a[href], [tabindex='0']")]
        .filter((element) => !element.disabled && element.tabIndex >= 0 && element.checkVisibility());
      all.forEach((element, index) => { element.dataset.stop = index; });
      all.length;
    }`);
      expect(marked).toBeGreaterThan(10);
      const visited = new Set<string>();
      const unseen: string[] = [];
      const way: string[] = [];
      await page.getByTestId("composer").focus();
      for (let press = 0; press < marked * 2 && visited.size < marked; press++) {
        await page.keyboard.press("Tab");
        const [stop, looks, name] = await page.evaluate<[string, string, string]>(`{
        const element = document.activeElement;
        const around = element.closest(".composer") ?? element;
        const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(element);
        const own = outlineStyle !== "none" && outlineWidth !== "0px" ? "outline" : boxShadow !== "none" ? "shadow" : "";
        const frame = getComputedStyle(around).outlineStyle !== "none" ? "outline" : "";
        [element.dataset.stop ?? "", own || frame || (element.localName === "textarea" ? "caret" : ""), element.outerHTML.slice(0, 120)];
      }`);
        way.push(stop === "" ? `(${name})` : stop);
        if (stop === "") continue;
        visited.add(stop);
        if (looks === "") unseen.push(name);
      }
      const missed = await page.evaluate<string[]>(
        `[...document.querySelectorAll("[data-stop]")].filter((each) => !${JSON.stringify([...visited])}.includes(each.dataset.stop)).map((each) => each.outerHTML.slice(0, 200))`,
      );
      expect(missed, way.join(" ")).toEqual([]);
      expect(unseen).toEqual([]);
    },
  );
});
