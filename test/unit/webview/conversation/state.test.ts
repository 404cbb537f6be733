import { describe, expect, it } from "vitest";
import { type ChatState, reduce } from "../../../../webview-ui/conversation/state.ts";
import { readLog } from "../../../../webview-ui/conversation/textLog.ts";
import { headOf, moreText, question, reasoningPart, reply } from "../../../fixtures/webview-page/turns.ts";
import { snapshot } from "../fakeHost.ts";

function stateOf(...messages: Parameters<typeof snapshot>[0]): ChatState {
  return expectState(reduce(undefined, { type: "snapshot", snapshot: snapshot(messages) }));
}

function expectState(state: ChatState | "gap"): ChatState {
  if (state === "gap") throw new Error("a gap");
  return state;
}

const textsOf = ({ messages }: ChatState, kind: "text" | "reasoning") =>
  messages.map(({ parts }) =>
    parts
      .filter(({ head }) => head.kind === kind)
      .map(({ text }) => readLog(text))
      .join("|"),
  );
const texts = (state: ChatState) => textsOf(state, "text");

describe("patches", () => {
  const start = stateOf(question("u", "hi"), reply("a", "He", { state: "streaming" }));

  it("append, and leave the state before as it was", () => {
    const next = expectState(
      reduce(start, {
        type: "patches",
        revision: 2,
        patches: [
          moreText("a", "llo"),
          moreText("a", "!"),
          { op: "part", id: "a", part: reasoningPart("h") },
          { op: "append", id: "a", key: "reasoning", text: "m" },
          { op: "head", id: "a", key: "reasoning", head: { kind: "reasoning", milliseconds: 5 } },
        ],
      }),
    );
    expect(texts(next)).toEqual(["hi", "Hello!"]);
    expect(texts(start)).toEqual(["hi", "He"]);
    expect(next.messages[0]).toBe(start.messages[0]);
    expect(textsOf(next, "reasoning")).toEqual(["", "hm"]);
    expect(next.messages[1]?.parts.at(-1)?.head).toEqual({ kind: "reasoning", milliseconds: 5 });
    expect(next.revision).toBe(2);
  });

  it("add messages, update them but for their texts, and change the rest", () => {
    const next = expectState(
      reduce(start, {
        type: "patches",
        revision: 2,
        patches: [
          headOf(reply("a", "", { state: "stopped" })),
          { op: "add", message: question("u2", "more") },
          { op: "title", title: "New" },
          { op: "environment", environment: { ...start.environment, thinking: false } },
        ],
      }),
    );
    expect(texts(next)).toEqual(["hi", "He", "more"]);
    expect(next.messages[1]?.meta.state).toBe("stopped");
    expect(next.title).toBe("New");
    expect(next.environment.thinking).toBe(false);
  });

  it.each([
    ["that skip a revision", 3, { op: "title", title: "x" } as const],
    ["that come twice", 1, { op: "title", title: "x" } as const],
    ["about a message that is not there", 2, moreText("?", "x")],
    ["about a part that is not there", 2, { op: "append", id: "a", key: "?", text: "x" } as const],
  ])("%s are a gap", (_what, revision, patch) => {
    expect(reduce(start, { type: "patches", revision, patches: [patch] })).toBe("gap");
  });

  it("before any snapshot are a gap", () => {
    expect(reduce(undefined, { type: "patches", revision: 1, patches: [] })).toBe("gap");
  });

  it("cost what they add, however long the text is", () => {
    let state = stateOf(reply("a", "x", { state: "streaming" }));
    const pieces = state.messages[0]?.parts[0]?.text.pieces;
    for (let revision = 2; revision < 20_000; revision++) {
      const patches = [moreText("a", "x")];
      state = expectState(reduce(state, { type: "patches", revision, patches }));
    }
    expect(state.messages[0]?.parts[0]?.text.pieces).toBe(pieces);
    expect(state.messages[0]?.parts[0]?.text.length).toBe(19_999);
  });
});

describe("a snapshot", () => {
  it("continues the texts it continues, so that what is drawn stays", () => {
    const before = stateOf(reply("a", "one "), reply("b", "two"));
    const after = expectState(
      reduce(before, { type: "snapshot", snapshot: snapshot([reply("a", "one two"), reply("b", "2")]) }),
    );
    expect(after.messages[0]?.parts[0]?.text.pieces).toBe(before.messages[0]?.parts[0]?.text.pieces);
    expect(after.messages[1]?.parts[0]?.text.pieces).not.toBe(before.messages[1]?.parts[0]?.text.pieces);
    expect(texts(after)).toEqual(["one two", "2"]);
  });

  it("replaces everything else", () => {
    const after = expectState(
      reduce(stateOf(question("u", "x")), { type: "snapshot", snapshot: { ...snapshot([]), revision: 40 } }),
    );
    expect(after.messages).toEqual([]);
    expect(after.revision).toBe(40);
  });
});
