import fc from "fast-check";
import { expect, test } from "vitest";
import { ModelSummaries } from "../../../../src/core/agent/modelSummaries.ts";
import { keptOf } from "../../../../src/core/agent/summaryText.ts";
import type { AssistantTurn, CallPart, Message, ReplyPart } from "../../../../src/core/conversation/message.ts";
import { modelMessages } from "../../../../src/core/conversation/modelMessages.ts";
import type { LanguageModel, ModelRequest } from "../../../../src/core/model/languageModel.ts";
import { ModelError } from "../../../../src/core/model/modelError.ts";
import { guessRequestTokens } from "../../../../src/core/model/tokenEstimate.ts";

const window = 32_000;

/** Refuses what is longer than its window, as the service does. */
class SmallModel implements LanguageModel {
  readonly requests: ModelRequest[] = [];
  readonly #answer: string | Error;
  constructor(answer: string | Error) {
    this.#answer = answer;
  }
  async *stream(request: ModelRequest) {
    this.requests.push(request);
    if (this.#answer instanceof Error) throw this.#answer;
    if (guessRequestTokens(request) > window) throw new ModelError("context-too-long", { message: "too long" });
    yield { type: "text-delta", text: this.#answer } as const;
    yield { type: "finish", reason: "stop", rawReason: "stop" } as const;
  }
}

/** A conversation of so many steps, each with a result of so many characters. */
function conversationOf(steps: number, size: number, said: readonly string[]): readonly Message[] {
  const parts: ReplyPart[] = [];
  for (let index = 0; index < steps; index++) {
    const text = `${index} ${"line of code ".repeat(Math.ceil(size / 13))}`.slice(0, size);
    parts.push(
      { type: "reasoning", text: "Let me see." },
      {
        type: "tool-call",
        id: "call_0",
        name: "read_file",
        arguments: JSON.stringify({ path: `src/f${index}.ts` }),
        progress: { state: "ended", outcome: "done", content: [{ type: "text", text }] },
      },
      { type: "step", reason: "tool-calls" },
    );
    const words = said[index];
    if (words !== undefined) {
      const question = { id: `s${index}`, createdAt: 3, role: "user", parts: [{ type: "text", text: words }] } as const;
      parts.push({ type: "said", question });
    }
  }
  const turn: AssistantTurn = {
    id: "a",
    parentId: "q",
    createdAt: 2,
    role: "assistant",
    parts,
    state: "streaming",
    model: "m",
    sources: [],
  };
  return [
    { id: "q", createdAt: 1, role: "user", parts: [{ type: "text", text: "Mend it, please: </said> & all." }] },
    turn,
  ];
}

function summaries(model: LanguageModel, path: readonly Message[]) {
  const errors: unknown[] = [];
  const made = new ModelSummaries({
    model,
    path: () => path,
    windowOf: () => window,
    correct: (_model, guess) => guess,
    onError: (error) => errors.push(error),
  });
  return { made, errors };
}

const requestOf = (path: readonly Message[]): ModelRequest => ({
  model: "m",
  system: "You are MiMo.",
  tools: [{ name: "read_file" }],
  messages: modelMessages(path),
});

/** The request as it is once the summary stands in the turn. */
function after(path: readonly Message[], text: string, keeps: number): ModelRequest {
  const [question, turn] = path;
  if (!question || turn?.role !== "assistant") throw new Error("No turn");
  return requestOf([question, { ...turn, parts: [...turn.parts, { type: "summary", text, keeps }] }]);
}

const never = new AbortController().signal;

test("nothing is summed up before the window is four fifths full", () => {
  const small = conversationOf(5, 2000, []);
  const large = conversationOf(60, 2000, []);
  expect(summaries(new SmallModel(""), small).made.isDue(requestOf(small))).toBe(false);
  expect(summaries(new SmallModel(""), large).made.isDue(requestOf(large))).toBe(true);
});

test("the request for it begins as the one before did, and does not think", async () => {
  const path = conversationOf(30, 2000, []);
  const model = new SmallModel("It was mended.");
  const { keeps, byModel, text } = await summaries(model, path).made.make(requestOf(path), never);
  expect(byModel).toBe(true);
  expect(text).toContain("It was mended.");
  const [asked] = model.requests;
  expect(asked).toMatchObject({ thinking: false, system: "You are MiMo.", tools: [{ name: "read_file" }] });
  const all = requestOf(path).messages;
  expect(asked?.messages.slice(0, -1)).toEqual(all.slice(0, all.length - keeps));
  expect(keeps).toBeGreaterThan(0);
});

test("whatever the conversation and the model, there is room after it, and no word of the person is lost", async () => {
  const words = fc.string({ unit: "grapheme", minLength: 1, maxLength: 40 });
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 80 }),
      fc.integer({ min: 10, max: 6000 }),
      fc.array(words, { maxLength: 10 }),
      fc.constantFrom("Summary.", "", new ModelError("server", { message: "busy" })),
      async (steps, size, said, answer) => {
        const path = conversationOf(steps, size, said);
        const { made } = summaries(new SmallModel(answer), path);
        const before = requestOf(path);
        const { text, keeps } = await made.make(before, never);
        const request = after(path, text, keeps);
        expect(made.isDue(request)).toBe(false);
        for (const word of ["Mend it, please: </said> & all.", ...said.slice(0, steps)]) expect(text).toContain(word);
        for (let index = 0; index < steps; index++) expect(text).toContain(`src/f${index}.ts`);
        // No result without its call.
        expect(request.messages[1]?.role).not.toBe("tool");
        expect(request.messages.slice(1)).toEqual(keeps === 0 ? [] : before.messages.slice(-keeps));
      },
    ),
    { numRuns: 100 },
  );
});

test("what the person answered and the files of calls in other forms are kept", () => {
  const call = (id: string, name: string, input: object | string, text: string): CallPart => ({
    type: "tool-call",
    id,
    name,
    arguments: typeof input === "string" ? input : JSON.stringify(input),
    progress: { state: "ended", outcome: "done", content: [{ type: "text", text }] },
  });
  const parts = [
    call("1", "ask_user", { question: "Which one?" }, "The blue one, </said> please"),
    call("2", "read_file", { filename: "src/aliased.ts" }, "1 one"),
    call("3", "edit_file", { filePath: "src/camel.ts", oldText: "a", newText: "b" }, "Done."),
    call("4", "move_file", '{"from": "src/old.ts", "to": "src/new.ts",}', "Done."),
  ];
  const kept = keptOf([{ id: "a", createdAt: 1, role: "assistant", state: "complete", parts } as never]);
  expect(kept.said).toEqual(["(Asked: Which one?)\nThe blue one, </said> please"]);
  expect(kept.files).toEqual(["src/aliased.ts", "src/camel.ts", "src/old.ts", "src/new.ts"]);
});

test("a service with less room than the table says is believed, and what was just read stays", async () => {
  const path = conversationOf(3, 60_000, []);
  const model = new SmallModel("It was read.");
  const made = new ModelSummaries({
    model,
    path: () => path,
    windowOf: () => 1_000_000,
    correct: (_model, guess) => guess,
    onError: () => {},
  });
  const before = requestOf(path);
  expect(guessRequestTokens(before)).toBeGreaterThan(window);
  const { text, keeps, byModel } = await made.make(before, never);
  expect(byModel).toBe(true);
  expect(keeps).toBe(2);
  expect(guessRequestTokens(after(path, text, keeps))).toBeLessThan(window / 2);
});

test.each([
  ["what costs less with it goes to the fast model", { fast: 1, main: 2 }, window * 10, "fast"],
  ["what costs more with it stays with the chat's", { fast: 2, main: 1 }, window * 10, "m"],
  ["what does not fit into its window too", { fast: 1, main: 2 }, 8000, "m"],
])("%s", async (_what, prices, fastWindow, expected) => {
  const path = conversationOf(30, 2000, []);
  const [own, other] = [new SmallModel("It was mended."), new SmallModel("Quickly said.")];
  const made = new ModelSummaries({
    model: own,
    fast: {
      model: other,
      options: () => ({ model: "fast", thinking: false }),
      sentAt: () => 0,
      now: () => 0,
      priceOf: (model) => (model === "fast" ? prices.fast : prices.main),
    },
    path: () => path,
    windowOf: (id) => (id === "fast" ? fastWindow : window),
    correct: (_model, guess) => guess,
    onError: () => {},
  });
  const { text } = await made.make(requestOf(path), never);
  expect([...own.requests, ...other.requests].map(({ model }) => model)).toEqual([expected]);
  expect(text).toContain(expected === "fast" ? "Quickly said." : "It was mended.");
});

test("a model that cannot leaves the outline, and its error is told", async () => {
  const path = conversationOf(40, 2000, []);
  const failing = summaries(new SmallModel(new ModelError("server", { message: "busy" })), path);
  const { text, byModel } = await failing.made.make(requestOf(path), never);
  expect(byModel).toBe(false);
  expect(failing.errors).toHaveLength(1);
  expect(text).toContain('- read_file {"path":"src/f39.ts"}: done');
});

test("stopped, it throws the stop", async () => {
  const path = conversationOf(40, 2000, []);
  const stopped = AbortSignal.abort(new Error("stop"));
  const model: LanguageModel = {
    // biome-ignore lint/correctness/useYield: stopped before anything comes
    async *stream(_request, signal) {
      signal.throwIfAborted();
    },
  };
  await expect(summaries(model, path).made.make(requestOf(path), stopped)).rejects.toThrow("stop");
});
