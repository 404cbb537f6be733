import { expect, test } from "vitest";
import { modeOf, narrowerMode } from "../../../../src/core/agent/modes.ts";
import type { Message } from "../../../../src/core/conversation/message.ts";
import { agentModes } from "../../../../src/core/conversation/userTurn.ts";

test("a run never has more than its question said, nor than holds now", () => {
  for (const asked of agentModes) {
    for (const now of agentModes) {
      const may = narrowerMode(asked, now) === "agent";
      expect(may, `${asked}, ${now}`).toBe(asked === "agent" && now === "agent");
    }
  }
  expect(narrowerMode(undefined, "plan")).toBe("plan");
});

test("the mode is that of what was said last, in the question or meanwhile", () => {
  const question = (id: string, mode: "agent" | "plan") =>
    ({ id, createdAt: 1, role: "user", parts: [], mode }) as const satisfies Message;
  const reply = (parts: object[]) => ({ id: "a", createdAt: 1, role: "assistant", parts }) as unknown as Message;
  expect(modeOf([question("q", "plan"), reply([{ type: "text", text: "" }])])).toBe("plan");
  expect(modeOf([question("q", "plan"), reply([{ type: "said", question: question("s", "agent") }])])).toBe("agent");
  expect(modeOf([])).toBeUndefined();
});
