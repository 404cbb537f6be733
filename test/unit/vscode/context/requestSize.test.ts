import { expect, test } from "vitest";
import type { CodeReference } from "../../../../src/core/context/codeReference.ts";
import { Conversation } from "../../../../src/core/conversation/conversation.ts";
import { toldReferences } from "../../../../src/core/conversation/givenReferences.ts";
import { findModel, unlistedModel } from "../../../../src/core/model/modelTable.ts";
import { TokenEstimate } from "../../../../src/core/model/tokenEstimate.ts";
import { RequestSizes } from "../../../../src/vscode/context/requestSize.ts";
import { counted, partsOfStep, stepsOf } from "../../core/conversation/steps.ts";

const reference = (text: string): CodeReference => ({
  kind: "file",
  label: "a.ts",
  languageId: "typescript",
  text,
  uri: "file:///a.ts",
});
const source = "const value = compute(1);\n".repeat(100);

function make() {
  let conversation = new Conversation("c", 0);
  const model = findModel("mimo-v2-flash") ?? unlistedModel("m");
  const sizes = new RequestSizes({
    tokens: new TokenEstimate(),
    options: () => ({ model: model.id, thinking: false }),
    model: () => model,
    systemPrompt: () => "system",
    conversation: () => conversation,
  });
  const ask = (text: string) => {
    const path = conversation.path();
    const parentId = path.at(-1)?.id;
    conversation.put({
      id: `q${path.length}`,
      ...(parentId !== undefined && { parentId }),
      createdAt: 0,
      role: "user",
      parts: [{ type: "text", text: "Why?" }],
      references: toldReferences(path, [reference(text)]),
    });
  };
  return { sizes, ask, model, startNew: () => (conversation = new Conversation("d", 0)) };
}

test("what the model has already weighs little, in this conversation alone", () => {
  const { sizes, ask, startNew } = make();
  const whole = sizes.weigh(reference(source));
  expect(whole.known).toBeUndefined();
  ask(source);
  const again = sizes.weigh(reference(source));
  expect(again.known).toBe("unchanged");
  expect(again.tokens).toBeLessThan(whole.tokens / 20);
  const changed = sizes.weigh(reference(source.replace("compute(1)", "compute(2)")));
  expect(changed.known).toBe("changes");
  expect(changed.tokens).toBeLessThan(whole.tokens / 5);
  startNew();
  expect(sizes.weigh(reference(source))).toEqual(whole);
});

test("a conversation counts its references as they were given, and the parts add up to the window", () => {
  const { sizes, ask, model } = make();
  ask(source);
  const one = sizes.of(0).conversation;
  ask(source);
  expect(sizes.of(0).conversation - one).toBeLessThan(60);
  const { system, conversation, question, room, reply } = sizes.of(100);
  expect(system + conversation + question + room + reply).toBe(model.contextWindow);
});

test("measuring a run looks at its last step, however many there were", () => {
  const readsAfter = (steps: number) => {
    const conversation = new Conversation("c", 0);
    const model = unlistedModel("m");
    const sizes = new RequestSizes({
      tokens: new TokenEstimate(),
      options: () => ({ model: model.id, thinking: false }),
      model: () => model,
      systemPrompt: () => "system",
      conversation: () => conversation,
    });
    const turn = stepsOf(steps + 1);
    conversation.put({ ...turn, parts: turn.parts.slice(0, -partsOfStep) });
    const before = sizes.of(0).conversation;
    const seen = counted(turn.parts);
    conversation.put({ ...turn, parts: seen.parts });
    expect(sizes.of(0).conversation).toBeGreaterThan(before);
    return seen.reads();
  };
  expect(readsAfter(400)).toBe(readsAfter(4));
  expect(readsAfter(400)).toBeLessThan(20);
});
