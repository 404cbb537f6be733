// VS Code's own menus: a context menu that is open, and the menus it leads to.
import type { Page } from "playwright-core";

/**
 * Goes through an open menu by its labels, such as ("MiMo", "Refactor"), and presses the last.
 *
 * A menu takes no release of the mouse in its first 100 ms, so that the click that opened it presses nothing in it: the
 * button is held for longer than that, as a hand does.
 */
export async function pickFromMenu(page: Page, ...labels: readonly string[]): Promise<void> {
  for (const [index, label] of labels.entries()) {
    // Menus that lead to others stay open beside them, with labels of their own.
    const menu = index === 0 ? ".monaco-menu" : ".monaco-submenu";
    const item = page.locator(`${menu} .action-label`).getByText(label, { exact: true });
    if (index < labels.length - 1) await item.hover();
    else await item.click({ delay: 150 });
  }
}
