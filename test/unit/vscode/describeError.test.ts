import { expect, test } from "vitest";
import type { MessageError } from "../../../src/core/conversation/message.ts";
import { describeError, describeFinish, type ErrorContext } from "../../../src/vscode/errors/describeError.ts";

const t = (text: string, ...args: (string | number)[]) => text.replace(/\{(\d)\}/g, (_, i) => String(args[Number(i)]));
const context: ErrorContext = {
  model: "mimo-v2.5",
  successor: "mimo-v2.6-flash",
  host: "api.xiaomimimo.com",
  keyBelongsElsewhere: false,
  hasText: false,
};
const describe = (error: Partial<MessageError>, more: Partial<ErrorContext> = {}) => {
  const { text, actions } = describeError({ reason: "server", message: "", ...error }, { ...context, ...more }, t);
  return [text, ...actions.map((action) => action.label)];
};

test.each<[Partial<MessageError>, Partial<ErrorContext>, RegExp, string[]]>([
  [{ reason: "missing-key" }, {}, /needs an API key/, ["Set API Key"]],
  [{ reason: "unauthorized" }, {}, /did not accept the API key/, ["Set API Key", "Clear API Key"]],
  [{ reason: "unauthorized" }, { keyBelongsElsewhere: true }, /another MiMo plan/, ["Set API Key", "Clear API Key"]],
  [{ reason: "insufficient-balance" }, {}, /balance/, ["Open Console", "Try Again"]],
  [{ reason: "unsupported-model" }, {}, /mimo-v2.6-flash takes its place/, ["Use mimo-v2.6-flash", "Select Model"]],
  [{ reason: "unsupported-model" }, { successor: undefined }, /not available/, ["Select Model"]],
  [{ reason: "web-search-inactive" }, {}, /not activated/, ["Send Without Search", "Open Console"]],
  [{ reason: "incomplete-response" }, { hasText: true }, /broke off/, ["Try Again", "Continue"]],
  [{ reason: "incomplete-response" }, {}, /broke off/, ["Try Again"]],
  [{ reason: "unclaimed" }, { hasText: true }, /disk cannot be written/, ["Try Again", "Show Log"]],
  [{ reason: "invalid-request", param: "top_p" }, {}, /\(top_p\)/, ["Try Again", "Show Log"]],
  [
    { reason: "unsupported-input", unsupported: { what: "image", models: ["mimo-v2.6-pro"] } },
    {},
    /cannot see images/,
    ["Use mimo-v2.6-pro", "Select Model"],
  ],
  [
    { reason: "unsupported-input", unsupported: { what: "audio", models: [], protocol: "openai" } },
    {},
    /protocol/,
    ["Use the OpenAI Protocol", "Select Model"],
  ],
])("%o %o", (error, more, text, labels) => {
  const [sentence, ...buttons] = describe(error, more);
  expect(sentence).toMatch(text);
  expect(buttons).toEqual(labels);
});

test("a reply that ended early is said in words; one that ended well is not", () => {
  expect(describeFinish("stop", "stop", t)).toBeUndefined();
  expect(describeFinish("tool-calls", "tool_calls", t)).toBeUndefined();
  expect(describeFinish("length", "length", t)?.actions[0]?.action).toEqual({ kind: "continue" });
  expect(describeFinish("content-filter", "content_filter", t)?.text).toMatch(/content filter/);
  expect(describeFinish("repetition-truncation", "repetition_truncation", t)?.text).toMatch(/repeating/);
  expect(describeFinish("other", "odd", t)?.text).toMatch(/odd/);
});
