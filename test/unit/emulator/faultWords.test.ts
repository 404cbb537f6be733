import { expect, test } from "vitest";
import { ask, chatPath, type Outcome, outcome, postJson, useEmulator } from "./client.ts";

const emulator = useEmulator();

test.each([
  ["429 30", 429, { code: "429" }],
  ["moderation", 400, { code: "421" }],
  ["400 441", 400, { code: "441" }],
  ["unsupported-model", 400, { message: "Unsupported model mimo-v2-pro" }],
  ["web-search-off", 400, { message: expect.stringContaining("webSearchEnabled is false") }],
])("/fault %s in the message", async (words, status, error) => {
  const answer = await postJson(emulator(), chatPath, ask(`please\n/fault ${words}`));
  expect(answer.status).toBe(status);
  expect(answer.body.error).toMatchObject(error);
});

test.each([
  ["cut", (seen: Outcome) => !seen.broken && !seen.text.includes("[DONE]")],
  ["reset 2", (seen: Outcome) => seen.broken],
  ["cut-character", (seen: Outcome) => seen.broken],
  ["garbage", (seen: Outcome) => seen.text.includes("{not json") && seen.text.includes("[DONE]")],
  ["error-in-stream", (seen: Outcome) => seen.text.includes('"error"') && !seen.text.includes("[DONE]")],
  ["length", (seen: Outcome) => seen.text.includes('"finish_reason":"length"')],
  ["huge 5000", (seen: Outcome) => seen.bytes.length > 5000],
  ["slow-first-byte 40", (seen: Outcome) => seen.ms > 38],
  ["slow 1", (seen: Outcome) => seen.text.includes("[DONE]")],
  ["nonsense", (seen: Outcome) => seen.text.includes("[DONE]")],
])("/fault %s streams as it says", async (words, right) => {
  const seen = await outcome(emulator(), chatPath, ask(`hello\n/fault ${words}`, { stream: true }));
  expect(right(seen), seen.text.slice(-300)).toBe(true);
});

test("a directive of an earlier turn does not strike again", async () => {
  const messages = [
    { role: "user", content: "/fault 500" },
    { role: "assistant", content: "sorry" },
    { role: "user", content: "again" },
  ];
  expect((await postJson(emulator(), chatPath, { ...ask("x"), messages })).status).toBe(200);
});
