// Errors as VS Code's own chat shows them: in our words, whichever way it takes them. All that can happen is tested through
// `vscode.lm`; here is one of each way. One suite for both protocols.
import { expect } from "vitest";
import type { Fault } from "../emulator/fault.ts";
import type { BuiltInChat } from "../vscode/builtInChat.ts";
import type { VsCodeFixture } from "./vsCodeFixture.ts";

/** What happens to the request, and the words for it. Waits that the service names keep our retries short. */
const cases: readonly (readonly [fault: Fault, words: RegExp])[] = [
  [{ kind: "status", status: 401 }, /did not accept the API key/],
  [{ kind: "status", status: 421 }, /content filter refused/],
  [{ kind: "status", status: 500, retryAfter: 0 }, /has a problem on its side/],
  [{ kind: "refuse" }, /cannot be reached/],
  [{ kind: "error-in-stream", after: 2 }, /has a problem on its side/],
  [{ kind: "finish", reason: "length" }, /reached its length limit/],
];

/** Brings each of them about in the open chat, and expects the words of each in the answer. */
export async function expectErrorsInWords(vscode: VsCodeFixture, chat: BuiltInChat): Promise<void> {
  for (const [n, [fault, words]] of cases.entries()) {
    vscode.emulator.reset();
    // Sticky, because fetch itself sends a request again after a 421.
    vscode.emulator.addFaults(fault, { sticky: true });
    vscode.emulator.setScript({ text: "All is well, as far as one can see." });
    const answer = await chat.ask(`Is all well? (${n})`);
    expect.soft(answer, JSON.stringify(fault)).toMatch(words);
  }
}
