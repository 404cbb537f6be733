// VS Code's quick input: the command palette, pick lists and input boxes, one widget for all of them.
import type { Locator, Page } from "playwright-core";
import { waitFor } from "./waitFor.ts";

/** The one quick input of a window. Every method waits for what it acts on. */
export class QuickInput {
  readonly widget: Locator;
  readonly input: Locator;
  readonly rows: Locator;
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
    this.widget = page.locator(".quick-input-widget");
    this.input = this.widget.locator(".quick-input-filter input, .quick-input-box input").first();
    this.rows = this.widget.locator(".quick-input-list .monaco-list-row");
  }

  /** Runs a command by the title the palette shows, such as "MiMo: Open Chat"; resolves once the palette has gone. */
  async runCommand(title: string): Promise<void> {
    // A webview that is still loading has the focus and swallows keys: the workbench gets it first.
    await this.#page.evaluate("document.activeElement instanceof HTMLIFrameElement && document.activeElement.blur()");
    await this.#page.keyboard.press("F1");
    await this.widget.waitFor();
    await this.input.fill(`>${title}`);
    await this.row(title).click();
    // The command may open a quick input of its own, in the same widget.
    const text = `>${title}`;
    await waitFor(`the palette to close`, async () => (await this.#valueIfOpen()) !== text);
  }

  /**
   * What is typed in the box, undefined when none is on screen; in one look, since a command may reload the window
   * between two.
   */
  async #valueIfOpen(): Promise<string | undefined> {
    try {
      return await this.input.evaluateAll(([box]) => {
        const input = box as unknown as { checkVisibility(): boolean; value: string } | undefined;
        return input?.checkVisibility() ? input.value : undefined;
      });
    } catch (error) {
      if (String(error).includes("Execution context was destroyed")) return undefined;
      throw error;
    }
  }

  /** Whether a quick input is on screen now. */
  async isOpen(): Promise<boolean> {
    return this.widget.isVisible();
  }

  /** Waits for a quick input whose title bar, placeholder or message contains `text`. */
  async waitUntilShows(text: string): Promise<void> {
    await waitFor(`a quick input with "${text}"`, async () => {
      if (!(await this.isOpen())) return false;
      const shown = [await this.title(), await this.placeholder(), await this.message()];
      return shown.some((part) => part.includes(text));
    });
  }

  /** The title bar's text; empty without one. */
  async title(): Promise<string> {
    return visibleText(this.widget.locator(".quick-input-title"));
  }

  /** The prompt or the validation message below an input box; empty without one. */
  async message(): Promise<string> {
    return visibleText(this.widget.locator(".quick-input-message"));
  }

  /** The grey text of the empty box. */
  async placeholder(): Promise<string> {
    return (await this.input.getAttribute("placeholder")) ?? "";
  }

  /** What is typed in the box now. */
  async value(): Promise<string> {
    return this.input.inputValue();
  }

  /** Whether the box hides what is typed. */
  async isPassword(): Promise<boolean> {
    return (await this.input.getAttribute("type")) === "password";
  }

  /** Replaces what is in the box. */
  async type(text: string): Promise<void> {
    await this.input.fill(text);
  }

  /**
   * Names a file in VS Code's own file dialog. The dialog lists a folder and fills in a path with `proposed` in it some
   * moments after it opens, over whatever was typed by then.
   */
  async nameFile(path: string, proposed = "/"): Promise<void> {
    await waitFor("the file dialog to be filled", async () => {
      return (await this.rows.count()) > 0 && (await this.#valueIfOpen())?.includes(proposed);
    });
    await this.type(path);
    await this.accept();
  }

  /** Enter. */
  async accept(): Promise<void> {
    await this.input.press("Enter");
  }

  /** Escape; resolves when the widget has gone. */
  async cancel(): Promise<void> {
    await this.input.press("Escape");
    await this.widget.waitFor({ state: "hidden" });
  }

  /** The rows' labels with descriptions, as a screen reader is told them; a long list shows its first rows only. */
  async labels(): Promise<string[]> {
    const rows = await this.rows.all();
    return Promise.all(rows.map(async (row) => (await row.getAttribute("aria-label")) ?? ""));
  }

  /** The row whose label is exactly `label`, whatever description follows. */
  row(label: string): Locator {
    const quoted = (text: string) => JSON.stringify(text);
    return this.widget
      .locator(`.monaco-list-row[aria-label=${quoted(label)}], .monaco-list-row[aria-label^=${quoted(`${label},`)}]`)
      .first();
  }

  /** Picks a row of a list. */
  async pick(label: string): Promise<void> {
    await this.row(label).click();
  }

  /** Presses a button by its tooltip: of that row, or without one of the title bar and beside the box. */
  async pressButton(tooltip: string, row?: string): Promise<void> {
    const scope = row === undefined ? this.widget : this.row(row);
    if (row !== undefined) await scope.hover();
    await scope
      .locator(`.action-label[aria-label^=${JSON.stringify(tooltip)}]`)
      .first()
      .click();
  }
}

async function visibleText(locator: Locator): Promise<string> {
  return (await locator.isVisible()) ? ((await locator.textContent()) ?? "") : "";
}
