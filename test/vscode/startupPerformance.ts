// Reads the document that "Developer: Startup Performance" opens.
import type { VsCodeWindow } from "./driver.ts";
import { waitFor } from "./waitFor.ts";

/** Opens the document, reads it through the clipboard (an editor draws only the lines in view) and closes it again. */
export async function readStartupPerformance(window: VsCodeWindow): Promise<string> {
  const { page } = window;
  await window.runCommand("Developer: Startup Performance");
  const editor = page.locator(".editor-instance", { hasText: "System Info" });
  await editor.locator(".view-lines").click();
  const text = await waitFor("the startup performance document", async () => {
    // The tables of extensions are filled in while the document is already open.
    await page.keyboard.press("ControlOrMeta+a");
    await page.keyboard.press("ControlOrMeta+c");
    const copied = await page.evaluate<string>("navigator.clipboard.readText()");
    return copied.includes("Extension Activation Stats") && copied;
  });
  await page.keyboard.press("Escape");
  await window.runCommand("View: Close Editor");
  return text;
}

/** One extension's row of that document's activation table, in milliseconds; undefined if it was not activated. */
export function activationTimes(document: string, extensionId: string): Record<string, number | string> | undefined {
  const lines = document.split("\n");
  const start = lines.findIndex((line) => line.includes("Extension Activation Stats"));
  const table = lines.slice(start + 1).filter((line) => line.trim().startsWith("|"));
  const cells = (line: string) =>
    line
      .split("|")
      .slice(1, -1)
      .map((cell) => cell.trim());
  const heads = cells(table[0] ?? "");
  const row = table.map(cells).find(([id]) => id === extensionId);
  if (!row) return undefined;
  return Object.fromEntries(
    heads.map((head, i) => {
      const cell = row[i] ?? "";
      return [head, cell !== "" && !Number.isNaN(Number(cell)) ? Number(cell) : cell];
    }),
  );
}
