// Starts MCP servers by VS Code's own list of them, as a person does.
import type { VsCodeWindow } from "./driver.ts";
import { waitFor } from "./waitFor.ts";

/** Starts the server that `mcp.json` calls `name`; resolves when VS Code says that it knows its tools. */
export async function startMcpServer(window: VsCodeWindow, name: string): Promise<void> {
  const { quickInput, page } = window;
  await window.runCommand("MCP: List Servers");
  await quickInput.rows.filter({ hasText: name }).first().click();
  await quickInput.rows.filter({ hasText: "Start Server" }).first().click();
  // VS Code shows what the server says as soon as it runs.
  const panel = page.locator(".part.panel");
  await waitFor(
    `the server ${name}`,
    async () => {
      const channels = await panel.locator("select").evaluateAll((all) =>
        all.map((each) => {
          const { options, selectedIndex } = each as unknown as { options: { text: string }[]; selectedIndex: number };
          return options[selectedIndex]?.text;
        }),
      );
      return channels.includes(`MCP: ${name}`) && /Discovered.\d+.tools/s.test((await panel.textContent()) ?? "");
    },
    60_000,
  );
}
