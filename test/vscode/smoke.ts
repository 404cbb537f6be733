// `npm start -- --smoke`: one scripted conversation in headless Chromium, to see with one command that all of it works.
import { relative } from "node:path";
import { ChatDriver } from "./chatDriver.ts";
import { openVsCode } from "./driver.ts";
import { root } from "./paths.ts";
import type { VsCodeServer } from "./server.ts";

const question = "What does average() in src/statistics.ts return for an empty list, and how would you fix it?";

/** Asks the question in the chat that opens by itself, and prints the reasoning and the answer; rejects with the reason if it fails. */
export async function smoke(server: VsCodeServer): Promise<void> {
  const window = await openVsCode(server, { viewport: { width: 1400, height: 900 } });
  try {
    const chat = new ChatDriver(window);
    await chat.ready();
    console.log(`> ${question}\n`);
    const answer = await chat.ask(question, 120_000);
    if (answer.reasoningText) console.log(`${answer.reasoningText}\n`);
    console.log(`${answer.contentText}\n`);
    if (answer.state !== "done") throw new Error(`The answer ended as "${answer.state}": ${await chat.errorNotice()}`);
    if (!answer.contentText) throw new Error("The answer is empty.");
  } finally {
    console.log(`Screenshot: ${relative(root, await window.screenshot("smoke"))}`);
    await window.close();
  }
}
