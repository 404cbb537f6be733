import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { ComposerDraft } from "../../../../webview-ui/state/composerDraft.ts";
import { FakeHost } from "../fakeHost.ts";

describe("the draft", () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  function sending(text: string) {
    const host = new FakeHost();
    const draft = new ComposerDraft(host);
    draft.edit(text);
    expect(draft.send()).toBe(true);
    return { host, draft, draftId: host.of("send")[0]?.draftId ?? "" };
  }

  it("leaves the box when the host has it", () => {
    const { host, draft, draftId } = sending("hello");
    expect(host.of("send")).toMatchObject([{ text: "hello" }]);
    expect(draft.text.value).toBe("hello");
    draft.accepted("another");
    expect(draft.text.value).toBe("hello");
    draft.accepted(draftId);
    expect(draft.text.value).toBe("");
    expect(host.kept).toEqual({ draft: "", sending: undefined });
  });

  it("stays when the host refuses, and can be sent again", () => {
    const { host, draft, draftId } = sending("hello");
    draft.rejected(draftId);
    expect(draft.text.value).toBe("hello");
    expect(draft.send()).toBe(true);
    expect(host.of("send")).toHaveLength(2);
    expect(host.of("send")[1]?.draftId).not.toBe(draftId);
  });

  it("keeps what was typed after sending", () => {
    const { draft, draftId } = sending("hello");
    draft.edit("hello\nand more");
    draft.accepted(draftId);
    expect(draft.text.value).toBe("and more");
  });

  it("keeps a text that was changed after sending", () => {
    const { draft, draftId } = sending("hello");
    draft.edit("help");
    draft.accepted(draftId);
    expect(draft.text.value).toBe("help");
  });

  it("is not sent twice, nor when blank", () => {
    const { host, draft } = sending("hello");
    expect(draft.send()).toBe(false);
    expect(host.of("send")).toHaveLength(1);
    expect(new ComposerDraft(host).send()).toBe(false);
    draft.edit(" \n");
    expect(draft.send()).toBe(false);
  });

  it("is free again when the host never answers", () => {
    const { host, draft } = sending("hello");
    vi.advanceTimersByTime(20_000);
    expect(draft.send()).toBe(true);
    expect(host.of("send")).toHaveLength(2);
  });

  it("is kept while typing and there after the view was thrown away", () => {
    const host = new FakeHost();
    const draft = new ComposerDraft(host);
    draft.edit("one");
    draft.edit("one two");
    vi.advanceTimersByTime(1000);
    expect(new ComposerDraft(host).text.value).toBe("one two");
  });

  it("is emptied by a snapshot that has it, when the answer went to a view that is gone", () => {
    const { host } = sending("hello");
    const next = new ComposerDraft(host);
    expect(next.text.value).toBe("hello");
    next.reconcile("something else");
    expect(next.text.value).toBe("hello");
    next.reconcile("hello");
    expect(next.text.value).toBe("");
    next.edit("hello");
    next.reconcile("hello");
    expect(next.text.value).toBe("hello");
  });

  it.each([undefined, null, 3, "x", { draft: 3 }, { sending: { text: 1 } }])("does not mind a kept %j", (kept) => {
    expect(new ComposerDraft(new FakeHost(kept)).text.value).toBe("");
  });

  it("takes text after what is there", () => {
    const draft = new ComposerDraft(new FakeHost());
    draft.insert("a");
    draft.insert("b");
    expect(draft.text.value).toBe("a\nb");
  });
});
