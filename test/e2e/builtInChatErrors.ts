// Each error of our table as VS Code's own chat shows it: in our words. One suite for both protocols.
import { expect } from "vitest";
import type { Fault } from "../emulator/fault.ts";
import type { BuiltInChat } from "../vscode/builtInChat.ts";
import type { VsCodeFixture } from "./vsCodeFixture.ts";

/** What happens to the request, and the words for it. Waits that the service names keep our retries short. */
const cases: readonly (readonly [fault: Fault, words: RegExp])[] = [
  [{ kind: "status", status: 400, param: "temperature" }, /could not accept this request/],
  [{ kind: "status", status: 400, code: "421", message: "Content moderation" }, /content filter refused/],
  [{ kind: "status", status: 400, message: "Unsupported model mimo-v2.6-pro" }, /mimo-v2\.6-\w+ is not available here/],
  [{ kind: "status", status: 400, message: "This model does not support image input" }, /cannot see images/],
  [{ kind: "status", status: 400, message: "The prompt is too long" }, /longer than mimo-v2\.6-\w+ can read/],
  [{ kind: "status", status: 400, message: "webSearchEnabled is false" }, /Web search is not activated/],
  [{ kind: "status", status: 401 }, /did not accept the API key/],
  [{ kind: "status", status: 402 }, /balance is used up/],
  [{ kind: "status", status: 403 }, /does not serve this region/],
  [{ kind: "status", status: 404 }, /is not available here/],
  [{ kind: "status", status: 404, bodyStyle: "html" }, /could not be understood/],
  [{ kind: "status", status: 409 }, /web search quota .* is used up/],
  [{ kind: "status", status: 421 }, /content filter refused/],
  [{ kind: "status", status: 429, retryAfter: 100 }, /Too many requests, or the plan's quota/],
  [{ kind: "status", status: 500, retryAfter: 0 }, /has a problem on its side/],
  [{ kind: "status", status: 503, retryAfter: 0 }, /is overloaded/],
  [{ kind: "status", status: 504 }, /stopped sending/],
  [{ kind: "refuse" }, /cannot be reached/],
  [{ kind: "error-in-stream", after: 2 }, /has a problem on its side/],
  [{ kind: "cut-before-finish", after: 2 }, /broke off before its end/],
  [{ kind: "finish", reason: "length" }, /reached its length limit/],
  [{ kind: "finish", reason: "content_filter" }, /content filter ended/],
  [{ kind: "finish", reason: "repetition_truncation" }, /repeating itself/],
];

/** Brings every error about in the open chat, and expects the words of each in the answer. */
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
