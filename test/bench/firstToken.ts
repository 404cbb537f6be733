import type { Emulator } from "../emulator/emulator.ts";
import { ChatDriver } from "../vscode/chatDriver.ts";
import { openVsCode } from "../vscode/driver.ts";
import type { VsCodeServer } from "../vscode/server.ts";
import { type Measure, median, percentile } from "./report.ts";

const runs = 20;

/** Notes, in the webview, when the first reasoning of each reply comes in by message and when it stands in the page. */
const observe = `
  window.mimoBench = { received: [], shown: [] };
  const now = () => performance.timeOrigin + performance.now();
  let waiting = true;
  addEventListener("message", ({ data }) => {
    for (const patch of data?.patches ?? []) {
      if (patch.op === "add" && patch.message.role === "assistant") waiting = true;
      if (waiting && (patch.op === "part" || patch.op === "append")) {
        waiting = false;
        window.mimoBench.received.push(now());
        const seen = new MutationObserver(() => {
          const last = [...document.querySelectorAll("[data-testid=message][data-role=assistant]")].at(-1);
          if (!last?.querySelector("[data-testid=reasoning], [data-testid=content]")) return;
          seen.disconnect();
          window.mimoBench.shown.push(now());
        });
        seen.observe(document.body, { childList: true, subtree: true, characterData: true });
      }
    }
  }, true);
`;

/** From the emulator's first byte of a reply to the webview, in ms; both clocks are the machine's. */
export async function measureFirstToken(server: VsCodeServer, emulator: Emulator): Promise<Measure[]> {
  const window = await openVsCode(server);
  try {
    const chat = new ChatDriver(window);
    await chat.open();
    await chat.ask("warm up");
    const frame = await window.webview();
    await frame.evaluate(observe);
    const sent: number[] = [];
    for (let run = 0; run < runs; run++) {
      // Without a pause: the first byte, which the emulator notes, opens the reply, and the first token follows at once.
      emulator.setScript({ reasoning: "Thinking about it, step by step.", text: "Here you are.", delayMs: 0 });
      await chat.ask(`question ${run}`);
      sent.push(emulator.requests.at(-1)?.firstByteAt ?? Number.NaN);
    }
    const seen = await frame.evaluate<{ received: number[]; shown: number[] }>("window.mimoBench");
    const received = sent.map((at, i) => (seen.received[i] ?? Number.NaN) - at);
    const shown = sent.map((at, i) => (seen.shown[i] ?? Number.NaN) - at);
    return [
      { name: "first token at the webview", value: median(received), unit: "ms", goal: 20, note: `median of ${runs}` },
      { name: "first token at the webview, p95", value: percentile(received, 0.95), unit: "ms" },
      { name: "first token on screen", value: median(shown), unit: "ms", note: "in the page, before paint" },
    ];
  } finally {
    await window.close();
  }
}
