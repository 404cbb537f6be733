// Opens the workbench of a server in a browser and drives it as a person would: keys, clicks and what is on screen.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join, relative } from "node:path";
import { type BrowserContext, type CDPSession, chromium, type Frame, type Locator, type Page } from "playwright-core";
import { type ChromiumInstall, findChromium } from "./chromium.ts";
import { ModalDialog, Notifications } from "./notifications.ts";
import { type PageRecord, recordPage } from "./pageRecorder.ts";
import { artifactsDir, root } from "./paths.ts";
import { QuickInput } from "./quickInput.ts";
import type { VsCodeServer } from "./server.ts";
import type { Settings } from "./settings.ts";

/** How the window looks; everything has a default. */
export interface WindowOptions {
  chromium?: ChromiumInstall;
  /** A theme's settings id, such as "Default Dark Modern" or "Default High Contrast". */
  colorTheme?: string;
  viewport?: { width: number; height: number };
  reducedMotion?: boolean;
  /** As on a system in high contrast; without a `colorTheme` VS Code then takes its own high contrast theme. */
  forcedColors?: boolean;
  /** A browser profile to keep: VS Code's secrets and its layout live there. By default a new one, deleted on close. */
  userDataDir?: string;
  /** The address, when it is not the server's own. */
  url?: string;
  /** False returns as soon as the page loads, without waiting for the workbench. */
  untilReady?: boolean;
  /** Screen pixels to one CSS pixel. */
  deviceScaleFactor?: number;
}

/** With these the theme is the one that is set, whatever the system prefers. */
export const fixedTheme: Settings = { "window.autoDetectColorScheme": false, "window.autoDetectHighContrast": false };

/** The class that the workbench has in a theme with that settings id. */
export function themeClass(colorTheme: string): "vs" | "vs-dark" | "hc-black" | "hc-light" {
  const isLight = /Light/.test(colorTheme);
  if (/High Contrast/.test(colorTheme)) return isLight ? "hc-light" : "hc-black";
  return isLight ? "vs" : "vs-dark";
}

/**
 * Runs in every new frame: a page of ours writes what it is (`data-surface`) on the outer frame that VS Code made for it,
 * whose own address tells a view from a tab in most cases only.
 */
const nameOuterFrame = `{
  // VS Code takes the way out of the frame away from the page.
  const outer = parent.frameElement;
  const timer = setInterval(() => {
    const surface = document.body?.dataset.surface;
    if (surface === undefined) return;
    clearInterval(timer);
    outer.dataset.mimoSurface = surface;
  }, 20);
}`;

const browserArgs = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  // As on the desktop, sound needs a click or a key inside the webview.
  "--autoplay-policy=user-gesture-required",
  // Nothing but this machine exists, so no run depends on what the network answers.
  "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
];

/**
 * A window lives for minutes and is thrown away: collecting garbage took a third of its work in a long run. What is measured
 * is measured as people have it: `MIMO_TEST_MEASURES` leaves these out.
 */
const heapArgs = [
  "--js-flags=--initial-heap-size=1024 --min-semi-space-size=32 --max-semi-space-size=64 --no-memory-reducer",
];

/** Opens the server's workbench in headless Chromium; resolves when its extensions' contributions are there. */
export async function openVsCode(server: VsCodeServer, options: WindowOptions = {}): Promise<VsCodeWindow> {
  const browser = options.chromium ?? (await findChromium());
  if (options.colorTheme) {
    server.updateSettings("User", { ...fixedTheme, "workbench.colorTheme": options.colorTheme });
  }
  const profile = options.userDataDir ?? mkdtempSync(join(tmpdir(), "mimo-browser-"));
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: browser.executablePath,
    env: { ...process.env, ...browser.env } as Record<string, string>,
    args: [...browserArgs, ...(process.env.MIMO_TEST_MEASURES ? [] : heapArgs)],
    viewport: options.viewport ?? { width: 1280, height: 800 },
    deviceScaleFactor: options.deviceScaleFactor ?? 1,
    reducedMotion: options.reducedMotion ? "reduce" : "no-preference",
    colorScheme: /Light/.test(options.colorTheme ?? "Light") ? "light" : "dark",
    forcedColors: options.forcedColors ? "active" : "none",
    locale: "en-US",
    permissions: ["clipboard-read", "clipboard-write"],
  });
  await context.addInitScript(nameOuterFrame);
  const page = context.pages()[0] ?? (await context.newPage());
  const window = new VsCodeWindow(page, context, options.userDataDir ? undefined : profile);
  try {
    await window.startMetrics();
    await page.goto(options.url ?? server.url());
    if (options.untilReady ?? true) await window.ready();
    return window;
  } catch (error) {
    await window.screenshot("failed-to-open").catch(() => {});
    await window.close();
    throw error;
  }
}

/** One workbench window. */
export class VsCodeWindow {
  readonly quickInput: QuickInput;
  readonly notifications: Notifications;
  readonly dialog: ModalDialog;
  readonly record: PageRecord;
  readonly page: Page;
  readonly #context: BrowserContext;
  readonly #profileToDelete: string | undefined;
  #cdp: CDPSession | undefined;

  constructor(page: Page, context: BrowserContext, profileToDelete: string | undefined) {
    this.page = page;
    this.#context = context;
    this.#profileToDelete = profileToDelete;
    this.quickInput = new QuickInput(page);
    this.notifications = new Notifications(page);
    this.dialog = new ModalDialog(page);
    this.record = recordPage(page);
  }

  /** Waits until the workbench is drawn and every installed extension's commands and views are known. */
  async ready(): Promise<void> {
    await this.page.locator(".monaco-workbench").waitFor({ timeout: 60_000 });
    // The marks are those of VS Code's own "Startup Performance".
    const loaded = `performance.getEntriesByName("code/didLoadExtensions").length > 0`;
    await this.page.waitForFunction(loaded, undefined, { timeout: 60_000 });
  }

  /** Runs a command by its title in the palette, such as "MiMo: Open Chat". */
  async runCommand(title: string): Promise<void> {
    await this.quickInput.runCommand(title);
  }

  /** Opens a file of the workspace through Quick Open, by its name or path; resolves when its text is shown. */
  async openFile(path: string): Promise<void> {
    const name = basename(path);
    // A webview that is still loading has the focus and swallows keys: the workbench gets it first.
    await this.page.evaluate("document.activeElement instanceof HTMLIFrameElement && document.activeElement.blur()");
    await this.page.keyboard.press("Control+p");
    await this.quickInput.widget.waitFor();
    await this.quickInput.type(path);
    // Lines come and go while VS Code looks: the first is taken when it is the one meant.
    await this.quickInput.rows.first().filter({ hasText: name }).waitFor();
    await this.quickInput.accept();
    await this.page.locator(`.tab.active[data-resource-name=${JSON.stringify(name)}]`).waitFor();
    await this.page.locator(".editor-group-container.active .view-line").first().waitFor();
  }

  /** An element of our webview by its `data-testid`; found anew at each use, so it survives a reload of the webview. */
  byTestId(id: string): Locator {
    return this.webviewLocator(`[data-testid=${JSON.stringify(id)}]`);
  }

  /** An element of our view in the side bar by a CSS selector; pages in editor tabs are not meant. */
  webviewLocator(selector: string): Locator {
    return this.#pageLocator("view", selector);
  }

  /** An element of the page of ours that is open in an editor tab: a chat, or the usage. */
  tabLocator(surface: "editor" | "usage", selector: string): Locator {
    return this.#pageLocator(surface, selector);
  }

  #pageLocator(surface: string, selector: string): Locator {
    return this.page
      .frameLocator(`iframe.webview[data-mimo-surface=${surface}]`)
      .frameLocator("iframe#active-frame")
      .locator(selector);
  }

  /** The innermost frame of our webview, for evaluating in it; waits until the view has drawn something of ours. */
  async webview(): Promise<Frame> {
    const body = await this.webviewLocator("body:has([data-testid])").elementHandle({ timeout: 30_000 });
    const frame = await body?.ownerFrame();
    if (!frame) throw new Error("The webview went away while it was looked for.");
    return frame;
  }

  /** Reloads the window as a person does, through the command, before which VS Code saves what it keeps. */
  async reloadWindow(): Promise<void> {
    const loaded = this.page.waitForEvent("load");
    await this.runCommand("Developer: Reload Window");
    await loaded;
    await this.ready();
  }

  /** Lets the browser count; called once, before the first page is loaded. */
  async startMetrics(): Promise<void> {
    this.#cdp = await this.#context.newCDPSession(this.page);
    await this.#cdp.send("Performance.enable");
  }

  /**
   * Figures of the page's main thread, the webviews included, by name: TaskDuration, ScriptDuration, LayoutDuration
   * and RecalcStyleDuration in seconds, JSHeapUsedSize in bytes, Nodes … Take two and subtract.
   */
  async metrics(): Promise<Record<string, number>> {
    if (!this.#cdp) throw new Error("startMetrics() was not called.");
    const { metrics } = await this.#cdp.send("Performance.getMetrics");
    return Object.fromEntries(metrics.map(({ name, value }) => [name, value]));
  }

  /** Saves artifacts/<name>.png and returns its path. */
  async screenshot(name: string): Promise<string> {
    mkdirSync(artifactsDir, { recursive: true });
    const path = join(artifactsDir, `${name}.png`);
    await this.page.screenshot({ path });
    return path;
  }

  /** Saves what is needed to see why a test failed: artifacts/<name>.png and .log. */
  async saveTrouble(name: string, server: VsCodeServer): Promise<void> {
    const path = await this.screenshot(name);
    const { consoleLines, pageErrors, remoteRequests } = this.record;
    const remote = remoteRequests.map(({ url }) => url);
    const parts = ["# Page errors", ...pageErrors, "# Remote requests", ...remote, "# Console", ...consoleLines];
    writeFileSync(path.replace(/png$/, "log"), [...parts, "# Server", server.logs()].join("\n"));
    console.log(`See ${relative(root, path)} and the log beside it.`);
  }

  /** Closes the browser, and deletes its profile if it was a new one. */
  async close(): Promise<void> {
    await this.#context.close();
    if (this.#profileToDelete) rmSync(this.#profileToDelete, { recursive: true, force: true, maxRetries: 5 });
  }
}
