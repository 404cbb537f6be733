// What VS Code itself shows on top of the workbench: notification toasts and modal dialogs.
import type { Locator, Page } from "playwright-core";

/** A notification as read at one moment. */
export interface NotificationText {
  text: string;
  buttons: string[];
}

/** The toasts in the corner. */
export class Notifications {
  readonly #page: Page;
  readonly #toasts: Locator;

  constructor(page: Page) {
    this.#page = page;
    this.#toasts = page.locator(".notifications-toasts .notification-list-item");
  }

  /** All toasts shown now, the newest first. */
  async all(): Promise<NotificationText[]> {
    return Promise.all((await this.#toasts.all()).map(read));
  }

  /** Waits for a toast that contains `text`. */
  async waitFor(text: string | RegExp): Promise<NotificationText> {
    const toast = this.#find(text);
    await toast.waitFor();
    return read(toast);
  }

  /** Presses a button of the toast that contains `text`. */
  async press(text: string | RegExp, button: string): Promise<void> {
    await this.#find(text).locator(".monaco-button", { hasText: button }).click();
  }

  /**
   * Closes the toast that contains `text`. VS Code keeps a fourth toast within 800 ms to itself; a hand that closes one
   * takes longer to cause the next.
   */
  async close(text: string | RegExp): Promise<void> {
    const toast = this.#find(text);
    await toast.hover();
    await toast.locator(".codicon-notifications-clear").click();
    await this.#page.waitForTimeout(800);
  }

  #find(text: string | RegExp): Locator {
    return this.#toasts.filter({ hasText: text }).first();
  }
}

async function read(toast: Locator): Promise<NotificationText> {
  return {
    text: (await toast.locator(".notification-list-item-message").textContent()) ?? "",
    buttons: await toast.locator(".notification-list-item-buttons-container .monaco-button").allTextContents(),
  };
}

/** The modal dialog, of which there is one at a time. */
export class ModalDialog {
  readonly box: Locator;

  constructor(page: Page) {
    this.box = page.locator(".monaco-dialog-box");
  }

  /** Waits for the dialog and reads its message with the detail. */
  async text(): Promise<string> {
    const parts = this.box.locator(".dialog-message-text, .dialog-message-detail");
    await parts.first().waitFor();
    return (await parts.allTextContents()).join("\n").trim();
  }

  /** Presses a button; resolves when that dialog has gone. */
  async press(button: string): Promise<void> {
    const box = await this.box.elementHandle();
    await this.box.locator(".monaco-button", { hasText: button }).first().click();
    await box?.waitForElementState("hidden");
  }
}
