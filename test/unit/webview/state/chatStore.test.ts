import { describe, expect, it } from "vitest";
import { ChatStore } from "../../../../webview-ui/state/chatStore.ts";
import { LogReader } from "../../../../webview-ui/state/logReader.ts";
import { FakeHost, question, reply, snapshot } from "../fakeHost.ts";

function storeWith(...messages: Parameters<typeof snapshot>[0]) {
  const host = new FakeHost();
  const store = new ChatStore(host);
  store.apply({ type: "snapshot", snapshot: snapshot(messages) });
  return { host, store };
}

describe("the store", () => {
  it("wakes only what a token concerns", () => {
    const { store } = storeWith(question("u", "hi"), reply("a", "", { state: "streaming" }));
    const woken: string[] = [];
    store.messages.subscribe(() => woken.push("list"));
    for (const entry of store.messages.value) {
      entry.meta.subscribe(() => woken.push(`${entry.id} meta`));
      entry.content.subscribe(() => woken.push(`${entry.id} content`));
    }
    woken.length = 0;
    store.apply({ type: "patches", revision: 2, patches: [{ op: "appendContent", id: "a", text: "x" }] });
    expect(woken).toEqual(["a content"]);
  });

  it("asks for a snapshot once per gap and goes on with it", () => {
    const { host, store } = storeWith(reply("a", "one", { state: "streaming" }));
    const patches = (revision: number) =>
      store.apply({ type: "patches", revision, patches: [{ op: "appendContent", id: "a", text: "!" }] });
    patches(5);
    patches(6);
    expect(host.of("resync")).toHaveLength(1);
    store.apply({ type: "snapshot", snapshot: { ...snapshot([reply("a", "one two")]), revision: 7 } });
    patches(8);
    expect(host.of("resync")).toHaveLength(1);
    patches(10);
    expect(host.of("resync")).toHaveLength(2);
  });

  it("keeps the entries of messages that stay and drops the others", () => {
    const { store } = storeWith(question("u", "hi"), reply("a", "x"));
    const [first] = store.messages.value;
    store.apply({ type: "snapshot", snapshot: snapshot([question("u", "hi"), reply("b", "y")]) });
    expect(store.messages.value[0]).toBe(first);
    expect(store.messages.value.map(({ id }) => id)).toEqual(["u", "b"]);
  });

  it("knows whether a reply grows", () => {
    const { store } = storeWith(question("u", "hi"), reply("a", "", { state: "streaming" }));
    expect(store.streaming.value).toBe(true);
    const { content: _content, reasoning: _reasoning, ...meta } = reply("a", "");
    store.apply({ type: "patches", revision: 2, patches: [{ op: "update", message: meta }] });
    expect(store.streaming.value).toBe(false);
  });

  it("hands a reader what is new, and all of it when the text is another", () => {
    const { store } = storeWith(reply("a", "one", { state: "streaming" }));
    const entry = store.messages.value[0];
    if (!entry) throw new Error("no entry");
    const reader = new LogReader();
    expect(reader.read(entry.content.value)).toEqual({ added: "one", restarted: false });
    store.apply({ type: "patches", revision: 2, patches: [{ op: "appendContent", id: "a", text: " two" }] });
    expect(reader.read(entry.content.value)).toEqual({ added: " two", restarted: false });
    expect(reader.read(entry.content.value)).toEqual({ added: "", restarted: false });
    store.apply({ type: "snapshot", snapshot: snapshot([reply("a", "one two three")]) });
    expect(reader.read(entry.content.value)).toEqual({ added: " three", restarted: false });
    store.apply({ type: "snapshot", snapshot: snapshot([reply("a", "other")]) });
    expect(reader.read(entry.content.value)).toEqual({ added: "other", restarted: true });
  });
});
