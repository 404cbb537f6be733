import { describe, expect, it } from "vitest";
import { ChatStore } from "../../../../webview-ui/conversation/chatStore.ts";
import { LogReader } from "../../../../webview-ui/conversation/logReader.ts";
import { firstText, headOf, moreText, question, reply } from "../../../fixtures/webview-page/turns.ts";
import { FakeHost, snapshot } from "../fakeHost.ts";

function storeWith(...messages: Parameters<typeof snapshot>[0]) {
  const host = new FakeHost();
  const store = new ChatStore(host);
  store.apply({ type: "snapshot", snapshot: snapshot(messages) });
  return { host, store };
}

describe("the store", () => {
  it("wakes only what a token concerns", () => {
    const { store } = storeWith(question("u", "hi"), reply("a", "He", { reasoning: "hm", state: "streaming" }));
    const woken: string[] = [];
    store.messages.subscribe(() => woken.push("list"));
    for (const entry of store.messages.value) {
      entry.meta.subscribe(() => woken.push(`${entry.id} meta`));
      entry.parts.subscribe(() => woken.push(`${entry.id} parts`));
      for (const part of entry.parts.value) {
        part.head.subscribe(() => woken.push(`${entry.id} head`));
        part.text.subscribe(() => woken.push(`${entry.id} text`));
      }
    }
    woken.length = 0;
    store.apply({ type: "patches", revision: 2, patches: [moreText("a", "x")] });
    expect(woken).toEqual(["a text"]);
  });

  it("asks for a snapshot once per gap and goes on with it", () => {
    const { host, store } = storeWith(reply("a", "one", { state: "streaming" }));
    const patches = (revision: number) => store.apply({ type: "patches", revision, patches: [moreText("a", "!")] });
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
    store.apply({ type: "patches", revision: 2, patches: [headOf(reply("a", ""))] });
    expect(store.streaming.value).toBe(false);
  });

  it("knows it also of one that is not the last, and what that ends with is news", () => {
    const { store } = storeWith(reply("a", "x", { state: "streaming" }), question("other", "elsewhere"));
    expect(store.streaming.value).toBe(true);
    expect([store.isNews("a"), store.isNews("other")]).toEqual([true, false]);
    store.apply({ type: "patches", revision: 2, patches: [headOf(reply("a", ""))] });
    expect(store.streaming.value).toBe(false);
  });

  it("keeps the parts that stay when another comes, and of a snapshot", () => {
    const { store } = storeWith(reply("a", "", { reasoning: "hm", state: "streaming" }));
    const entry = store.messages.value[0];
    const [reasoning] = entry?.parts.value ?? [];
    store.apply({ type: "patches", revision: 2, patches: [firstText("a", "x")] });
    expect(entry?.parts.value.map(({ key }) => key)).toEqual(["reasoning", "text"]);
    expect(entry?.parts.value[0]).toBe(reasoning);
    const parts = entry?.parts.value;
    store.apply({ type: "snapshot", snapshot: snapshot([reply("a", "xy", { reasoning: "hm" })]) });
    expect(entry?.parts.value).toBe(parts);
  });

  it("hands a reader what is new, and all of it when the text is another", () => {
    const { store } = storeWith(reply("a", "one", { state: "streaming" }));
    const entry = store.messages.value[0]?.parts.value[0];
    if (!entry) throw new Error("no part");
    const reader = new LogReader();
    expect(reader.read(entry.text.value)).toEqual({ added: "one", restarted: false });
    store.apply({ type: "patches", revision: 2, patches: [moreText("a", " two")] });
    expect(reader.read(entry.text.value)).toEqual({ added: " two", restarted: false });
    expect(reader.read(entry.text.value)).toEqual({ added: "", restarted: false });
    store.apply({ type: "snapshot", snapshot: snapshot([reply("a", "one two three")]) });
    expect(reader.read(entry.text.value)).toEqual({ added: " three", restarted: false });
    store.apply({ type: "snapshot", snapshot: snapshot([reply("a", "other")]) });
    expect(reader.read(entry.text.value)).toEqual({ added: "other", restarted: true });
  });
});
