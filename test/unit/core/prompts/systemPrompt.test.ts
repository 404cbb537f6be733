import { expect, test } from "vitest";
import { systemPrompt } from "../../../../src/core/prompts/systemPrompt.ts";

const now = new Date(2026, 10, 21, 12);

test("English: the recommended prompt with today's date", () => {
  const prompt = systemPrompt({ language: "en", now, instructions: "" });
  expect(prompt).toMatch(
    /^You are MiMo, an AI assistant developed by Xiaomi\.\nToday's date: November 21, 2026 Saturday\. /,
  );
  expect(prompt).toContain("Your knowledge cutoff date is December 2024.");
});

test("Chinese for a Chinese editor", () => {
  const prompt = systemPrompt({ language: "zh-cn", now, instructions: "" });
  expect(prompt).toContain("今天的日期:2026年11月21日 星期六,");
});

test("the person's instructions come last", () => {
  expect(systemPrompt({ language: "en", now, instructions: "  Be brief. " })).toMatch(/\n\nBe brief\.$/);
});
