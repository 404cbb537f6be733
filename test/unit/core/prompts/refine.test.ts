import { expect, it } from "vitest";
import { AnswerReader } from "../../../../src/core/edit/answerReader.ts";
import { refineMessages } from "../../../../src/core/prompts/refine.ts";

it("keeps what was proposed and said, in order, and a proposal reads back as it was", () => {
  const messages = refineMessages(
    [
      { proposed: ["one", "```", "two"], request: "shorter" },
      { proposed: ["three"], request: "in English" },
    ],
    "typescript",
  );
  expect(messages.map(({ role }) => role)).toEqual(["assistant", "user", "assistant", "user"]);
  const texts = messages.map(({ content }) => (content[0]?.type === "text" ? content[0].text : ""));
  expect(texts[1]).toContain("so that: shorter");
  expect(texts[3]).toContain("so that: in English");
  const reader = new AnswerReader();
  reader.push(texts[0] ?? "");
  expect(reader.end().lines).toEqual(["one", "```", "two"]);
});
